// What the settings of an API can be chosen from.

export const ENDPOINT_TYPES = [
  { value: "REGIONAL", label: "Regional" },
  { value: "EDGE", label: "Edge-optimized" },
  { value: "PRIVATE", label: "Private" },
];

export const IP_ADDRESS_TYPES = [
  { value: "ipv4", label: "IPv4" },
  { value: "dualstack", label: "Dualstack" },
];

export const ACCESS_MODES = [
  { value: "BASIC", label: "Basic" },
  { value: "STRICT", label: "Strict" },
];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html */
export const SECURITY_POLICIES = [
  "TLS_1_0",
  "TLS_1_2",
  "SecurityPolicy_TLS13_1_3_2025_09",
  "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
  "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
  "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
  "SecurityPolicy_TLS13_1_2_PQ_2025_09",
  "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
  "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09",
  "SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09",
  "SecurityPolicy_TLS13_1_2_2021_06",
  "SecurityPolicy_TLS13_2025_EDGE",
  "SecurityPolicy_TLS12_PFS_2025_EDGE",
  "SecurityPolicy_TLS12_2018_EDGE",
].map((value) => ({ value, label: value }));
