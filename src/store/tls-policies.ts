// The predefined security policies of Elastic Load Balancing: which protocols and ciphers a HTTPS or TLS listener
// offers. Pure data and two look-ups, for the control plane (DescribeSSLPolicies) and the snapshot compiler alike.
// Tables: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
// Cipher names are OpenSSL's, in the order in which a listener prefers them.
import type { TlsPolicySnapshot } from "./snapshots.ts";

/** A protocol version as DescribeSSLPolicies spells it. */
export type TlsProtocol = "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";

export interface TlsPolicy {
  readonly name: string;
  /** Oldest first, without gaps. */
  readonly protocols: readonly TlsProtocol[];
  readonly ciphers: readonly string[];
}

/** What a listener gets that is created without a policy through the API, the CLI or CloudFormation. */
export const DEFAULT_TLS_POLICY_NAME = "ELBSecurityPolicy-2016-08";

const TLS13_CIPHERS = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
];
const TLS13_FIPS_CIPHERS = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"];
const TLS13_CNSA_CIPHERS = ["TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"];

const ECDHE_GCM_128 = ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"];
const ECDHE_CBC_128 = ["ECDHE-ECDSA-AES128-SHA256", "ECDHE-RSA-AES128-SHA256"];
const ECDHE_SHA1_128 = ["ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA"];
const ECDHE_GCM_256 = ["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384"];
const ECDHE_CBC_256 = ["ECDHE-ECDSA-AES256-SHA384", "ECDHE-RSA-AES256-SHA384"];
const ECDHE_SHA1_256 = ["ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA"];
const ECDHE_SHA1_256_RSA_FIRST = ["ECDHE-RSA-AES256-SHA", "ECDHE-ECDSA-AES256-SHA"];
const RSA_SHA2 = ["AES128-GCM-SHA256", "AES128-SHA256", "AES256-GCM-SHA384", "AES256-SHA256"];
const RSA_ALL = [
  "AES128-GCM-SHA256",
  "AES128-SHA256",
  "AES128-SHA",
  "AES256-GCM-SHA384",
  "AES256-SHA256",
  "AES256-SHA",
];

const RESTRICTED = [...ECDHE_GCM_128, ...ECDHE_GCM_256];
const FORWARD_SECRET = [...ECDHE_GCM_128, ...ECDHE_CBC_128, ...ECDHE_GCM_256, ...ECDHE_CBC_256];
const FORWARD_SECRET_SHA1 = [
  ...ECDHE_GCM_128,
  ...ECDHE_CBC_128,
  ...ECDHE_SHA1_128,
  ...ECDHE_GCM_256,
  ...ECDHE_CBC_256,
  ...ECDHE_SHA1_256,
];
const FORWARD_SECRET_SHA1_RSA_FIRST = [
  ...ECDHE_GCM_128,
  ...ECDHE_CBC_128,
  ...ECDHE_SHA1_128,
  ...ECDHE_GCM_256,
  ...ECDHE_CBC_256,
  ...ECDHE_SHA1_256_RSA_FIRST,
];
const SHA2 = [...FORWARD_SECRET, ...RSA_SHA2];
const ALL = [...FORWARD_SECRET_SHA1, ...RSA_ALL];
const ALL_RSA_FIRST = [...FORWARD_SECRET_SHA1_RSA_FIRST, ...RSA_ALL];

const CNSA_STRICT = ["TLS_AES_256_GCM_SHA384", ...ECDHE_GCM_256];
const CNSA_INTEROP1 = [...TLS13_CNSA_CIPHERS, ...ECDHE_GCM_256, ...ECDHE_GCM_128];
const CNSA_INTEROP3 = [
  ...TLS13_CNSA_CIPHERS,
  ...ECDHE_GCM_256,
  ...ECDHE_CBC_256,
  ...ECDHE_SHA1_256,
  ...ECDHE_GCM_128,
  ...ECDHE_CBC_128,
  ...ECDHE_SHA1_128,
];

const V13: readonly TlsProtocol[] = ["TLSv1.3"];
const V12_13: readonly TlsProtocol[] = ["TLSv1.2", "TLSv1.3"];
const V11_13: readonly TlsProtocol[] = ["TLSv1.1", "TLSv1.2", "TLSv1.3"];
const V10_13: readonly TlsProtocol[] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
const V12: readonly TlsProtocol[] = ["TLSv1.2"];
const V11_12: readonly TlsProtocol[] = ["TLSv1.1", "TLSv1.2"];
const V10_12: readonly TlsProtocol[] = ["TLSv1", "TLSv1.1", "TLSv1.2"];

function policy(
  shortName: string,
  protocols: readonly TlsProtocol[],
  ciphers: readonly string[],
): TlsPolicy {
  return { name: `ELBSecurityPolicy-${shortName}`, protocols, ciphers };
}

/** Every predefined policy. */
export const TLS_POLICIES: readonly TlsPolicy[] = [
  policy("2016-08", V10_12, ALL),
  policy("TLS13-1-3-2021-06", V13, TLS13_CIPHERS),
  policy("TLS13-1-3-PQ-2025-09", V13, TLS13_CIPHERS),
  policy("TLS13-1-2-2021-06", V12_13, [...TLS13_CIPHERS, ...FORWARD_SECRET]),
  policy("TLS13-1-2-PQ-2025-09", V12_13, [...TLS13_CIPHERS, ...FORWARD_SECRET]),
  policy("TLS13-1-2-Res-2021-06", V12_13, [...TLS13_CIPHERS, ...RESTRICTED]),
  policy("TLS13-1-2-Res-PQ-2025-09", V12_13, [...TLS13_CIPHERS, ...RESTRICTED]),
  policy("TLS13-1-2-Ext1-2021-06", V12_13, [...TLS13_CIPHERS, ...SHA2]),
  policy("TLS13-1-2-Ext1-PQ-2025-09", V12_13, [...TLS13_CIPHERS, ...SHA2]),
  policy("TLS13-1-2-Ext2-2021-06", V12_13, [...TLS13_CIPHERS, ...ALL]),
  policy("TLS13-1-2-Ext2-PQ-2025-09", V12_13, [...TLS13_CIPHERS, ...ALL]),
  policy("TLS13-1-1-2021-06", V11_13, [...TLS13_CIPHERS, ...ALL]),
  policy("TLS13-1-0-2021-06", V10_13, [...TLS13_CIPHERS, ...ALL]),
  policy("TLS13-1-0-PQ-2025-09", V10_13, [...TLS13_CIPHERS, ...ALL]),
  policy("TLS-1-2-Ext-2018-06", V12, ALL),
  policy("TLS-1-2-2017-01", V12, SHA2),
  policy("TLS-1-1-2017-01", V11_12, ALL),
  policy("FS-1-2-Res-2020-10", V12, RESTRICTED),
  policy("FS-1-2-Res-2019-08", V12, FORWARD_SECRET),
  policy("FS-1-2-2019-08", V12, FORWARD_SECRET_SHA1_RSA_FIRST),
  policy("FS-1-1-2019-08", V11_12, FORWARD_SECRET_SHA1_RSA_FIRST),
  policy("FS-2018-06", V10_12, FORWARD_SECRET_SHA1_RSA_FIRST),
  policy("2015-05", V10_12, ALL),
  policy("TLS-1-0-2015-04", V10_12, [...ALL, "DES-CBC3-SHA"]),
  policy("TLS13-1-3-FIPS-2023-04", V13, TLS13_FIPS_CIPHERS),
  policy("TLS13-1-3-FIPS-PQ-2025-09", V13, TLS13_FIPS_CIPHERS),
  policy("TLS13-1-2-Res-FIPS-2023-04", V12_13, [...TLS13_FIPS_CIPHERS, ...RESTRICTED]),
  policy("TLS13-1-2-Res-FIPS-PQ-2025-09", V12_13, [...TLS13_FIPS_CIPHERS, ...RESTRICTED]),
  policy("TLS13-1-2-FIPS-2023-04", V12_13, [...TLS13_FIPS_CIPHERS, ...FORWARD_SECRET]),
  policy("TLS13-1-2-FIPS-PQ-2025-09", V12_13, [...TLS13_FIPS_CIPHERS, ...FORWARD_SECRET]),
  policy("TLS13-1-2-Ext0-FIPS-2023-04", V12_13, [
    ...TLS13_FIPS_CIPHERS,
    ...FORWARD_SECRET_SHA1_RSA_FIRST,
  ]),
  policy("TLS13-1-2-Ext0-FIPS-PQ-2025-09", V12_13, [
    ...TLS13_FIPS_CIPHERS,
    ...FORWARD_SECRET_SHA1_RSA_FIRST,
  ]),
  policy("TLS13-1-2-Ext1-FIPS-2023-04", V12_13, [...TLS13_FIPS_CIPHERS, ...SHA2]),
  policy("TLS13-1-2-Ext1-FIPS-PQ-2025-09", V12_13, [...TLS13_FIPS_CIPHERS, ...SHA2]),
  policy("TLS13-1-2-Ext2-FIPS-2023-04", V12_13, [...TLS13_FIPS_CIPHERS, ...ALL_RSA_FIRST]),
  policy("TLS13-1-2-Ext2-FIPS-PQ-2025-09", V12_13, [...TLS13_FIPS_CIPHERS, ...ALL_RSA_FIRST]),
  policy("TLS13-1-1-FIPS-2023-04", V11_13, [...TLS13_FIPS_CIPHERS, ...ALL_RSA_FIRST]),
  policy("TLS13-1-0-FIPS-2023-04", V10_13, [...TLS13_FIPS_CIPHERS, ...ALL_RSA_FIRST]),
  policy("TLS13-1-0-FIPS-PQ-2025-09", V10_13, [...TLS13_FIPS_CIPHERS, ...ALL_RSA_FIRST]),
  policy("TLS13-1-3-RFC9151-FIPS-2023-07", V13, ["TLS_AES_256_GCM_SHA384"]),
  policy("TLS13-1-2-RFC9151-FIPS-2023-07", V12_13, CNSA_STRICT),
  policy("TLS13-1-2-Ext0-RFC9151-FIPS-2023-07", V12_13, [...CNSA_STRICT, "AES256-GCM-SHA384"]),
  policy("TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07", V12_13, CNSA_INTEROP1),
  policy("TLS13-1-2-RFC9151-INTEROP2-FIPS-2023-07", V12_13, [
    ...CNSA_INTEROP1,
    ...ECDHE_CBC_256,
    ...ECDHE_CBC_128,
  ]),
  policy("TLS13-1-2-RFC9151-INTEROP3-FIPS-2023-07", V12_13, CNSA_INTEROP3),
  policy("TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07", V12_13, [
    ...CNSA_INTEROP3,
    "AES256-GCM-SHA384",
    "AES256-SHA256",
    "AES256-SHA",
    "AES128-GCM-SHA256",
    "AES128-SHA256",
    "AES128-SHA",
  ]),
];

const BY_NAME = new Map(TLS_POLICIES.map((entry) => [entry.name, entry]));

/** The policy of that name, or undefined when there is none. */
export function findTlsPolicy(name: string): TlsPolicy | undefined {
  return BY_NAME.get(name);
}

/** The policy of that name in the form that listeners run on, or undefined when there is none. */
export function tlsPolicySnapshot(name: string): TlsPolicySnapshot | undefined {
  const found = BY_NAME.get(name);
  const minVersion = found?.protocols[0];
  if (found === undefined || minVersion === undefined) return undefined;
  return {
    name: found.name,
    minVersion,
    maxVersion: found.protocols.includes("TLSv1.3") ? "TLSv1.3" : "TLSv1.2",
    ciphers: found.ciphers.join(":"),
  };
}
