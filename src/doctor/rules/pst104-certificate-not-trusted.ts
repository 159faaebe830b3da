// The certificate that a listener presents to the gateway is not taken: out of its days, or from an issuer that nobody
// knows. One finding per certificate, with every integration that meets it.
import { presentedCertificate } from "../certificate-choice.ts";
import { replacementFixes } from "../certificate-fix.ts";
import { trustOf, type TrustVerdict } from "../trust-verdict.ts";
import type { CertificateItem } from "../inventory.ts";
import { expectationOf } from "../listener-protocol.ts";
import { certificateResource, integrationResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { skipIssuerFix } from "../skip-issuer-fix.ts";
import { reachesListener, type PrivateWay } from "../ways.ts";

export const certificateNotTrusted: DoctorRule = {
  code: "PST104",
  name: "certificate-not-trusted",
  severity: "error",
  summary:
    "The certificate that a listener presents is expired, not yet valid, or from no trusted issuer",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-supported-certificate-authorities-for-http-endpoints.html",
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "listeners",
    "certificates",
  ],
  evidence: [],
  examine(context) {
    const refused = new Map<string, Refusal>();
    for (const way of context.ways) {
      if (way.integration.speaks !== "tls" || !reachesListener(way)) continue;
      if (expectationOf(way.listener) === "tls") addWay(context, way, refused);
    }
    for (const refusal of refused.values()) report(context, refusal);
  },
};

type Distrust = Extract<TrustVerdict, { readonly what: string }>;

interface Refusal {
  readonly certificate: CertificateItem;
  readonly isDefault: boolean;
  readonly distrust: Distrust;
  readonly ways: PrivateWay[];
}

function addWay(context: RuleContext, way: PrivateWay, refused: Map<string, Refusal>): void {
  const { inventory, nowMs } = context;
  const serverName = way.integration.serverName ?? "";
  const presented = presentedCertificate(inventory, way.listener, { serverName, nowMs });
  if (presented.certificate === null) {
    context.undecided(integrationResource(way), presented.why);
    return;
  }
  const { certificate, isDefault } = presented;
  const verdict = trustOf(certificate, nowMs);
  if (verdict.kind === "trusted") return;
  if (way.integration.skipsVerification && !isAboutDays(verdict)) return;
  if (verdict.kind === "unknown") {
    const why =
      "Whether a trusted authority issued the certificate is not known before it is there";
    context.undecided(certificateResource(certificate), why);
    return;
  }
  const known = refused.get(certificate.arn);
  if (known === undefined) {
    refused.set(certificate.arn, { certificate, isDefault, distrust: verdict, ways: [way] });
  } else known.ways.push(way);
}

function isAboutDays({ kind }: TrustVerdict): boolean {
  return kind === "expired" || kind === "not-yet-valid";
}

function report(context: RuleContext, refusal: Refusal): void {
  const { certificate, distrust, ways } = refusal;
  const name = certificate.certificate.DomainName ?? certificate.arn;
  const listeners = ways.map(
    ({ listener, loadBalancer }) =>
      `${listener.listener.Protocol}:${listener.listener.Port} of ${loadBalancer.loadBalancer.LoadBalancerName}`,
  );
  context.report({
    resource: certificateResource(certificate),
    title: `The certificate ${name} that ${listeners[0] ?? "the listener"} presents is not trusted: ${distrust.what}`,
    seen: {
      certificate: certificate.arn,
      names: certificate.names,
      "not taken because": distrust.what,
      listeners: [...new Set(listeners)],
      integrations: [...new Set(ways.map((way) => integrationResource(way).name))],
    },
    why: whyOf(ways),
    fixes: fixesOf(context, refusal),
  });
}

function whyOf(ways: readonly PrivateWay[]): string {
  const isRest = ways.every(({ api }) => api.kind === "rest");
  const answer = isRest
    ? '500 {"message": "Internal server error"}, and the execution log says "PKIX path" building or validation failed'
    : '500 {"message":"Internal Server Error"}';
  return (
    "The listener presents this certificate in the TLS handshake. The gateway verifies its days and that an authority it " +
    `trusts issued it, refuses it and ends the connection before any request is sent: clients get ${answer}.`
  );
}

function fixesOf(context: RuleContext, { certificate, isDefault, distrust, ways }: Refusal): Fix[] {
  const [replace, renew] = replacementFixes(context, { certificate, isDefault, ways });
  const canSkip = distrust.kind === "issuer" && ways.every(({ api }) => api.kind === "rest");
  const skip = canSkip ? [skipIssuerFix(ways)] : [];
  return replace === null ? [...skip, renew] : [replace, ...skip, renew];
}
