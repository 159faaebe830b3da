// Fixes that put another certificate in the place of one that gateways refuse: one that is in the inventory already and
// would be taken, by calls; or a new one, which somebody has to get.
import { bearsName } from "./certificate-choice.ts";
import { isTrustworthy } from "./trust-verdict.ts";
import type { CertificateItem } from "./inventory.ts";
import { manualFix } from "./manual-fix.ts";
import type { AwsCall, Fix, RuleContext } from "./rule.ts";
import { readable } from "./unresolved.ts";
import type { PrivateWay } from "./ways.ts";
import { shellQuoted } from "./shell-quoted.ts";
import { terraformText } from "./terraform-text.ts";

interface Refused {
  readonly certificate: CertificateItem;
  /** Of its listener. */
  readonly isDefault: boolean;
  readonly ways: readonly PrivateWay[];
}

/** The first is null where the inventory has no certificate that would do. */
export function replacementFixes(
  { inventory, nowMs }: Pick<RuleContext, "inventory" | "nowMs">,
  refused: Refused,
): [replace: Fix | null, renew: Fix] {
  const names = new Set(refused.ways.map(({ integration }) => integration.serverName ?? ""));
  const other = inventory.certificates.find(
    (item) =>
      item.arn !== refused.certificate.arn &&
      (item.certificate.Status ?? "ISSUED") === "ISSUED" &&
      isTrustworthy(item, nowMs) &&
      [...names].every((name) => bearsName(item, name)),
  );
  const isSafe = refused.isDefault ? isOneCertificate(refused) : true;
  return [
    other === undefined || !isSafe ? null : replaceFix(refused, other),
    renewFix(refused, [...names]),
  ];
}

/** With several certificates on the listener the new default could lose against another one of the same name. */
function isOneCertificate({ ways }: Refused): boolean {
  return ways.every(({ listener }) => listener.certificateArns.length === 1);
}

function replaceFix(refused: Refused, other: CertificateItem): Fix {
  const listeners = [...new Set(refused.ways.map(({ listener }) => listener.arn))];
  const name = other.certificate.DomainName ?? other.arn;
  return {
    title: `Let the listener present ${name} (${other.arn}), which gateways trust`,
    cli: listeners.flatMap((arn) => replaceCommands(arn, refused, other.arn)),
    console: [
      "EC2 → Load Balancers → the load balancer → Listeners → the listener → Certificates",
      `Change default, or add and remove: ${other.arn}`,
    ],
    cloudFormation: `# on the AWS::ElasticLoadBalancingV2::Listener\nCertificates:\n  - CertificateArn: ${readable(other.arn)}`,
    terraform: `# on the aws_lb_listener\ncertificate_arn = "${readable(other.arn)}"`,
    calls: listeners.flatMap((arn) => replaceCalls(arn, refused, other.arn)),
    deploys: [],
    onlyWhenAsked: false,
  };
}

function replaceCommands(listener: string, { certificate, isDefault }: Refused, arn: string) {
  if (isDefault) {
    return [
      `aws elbv2 modify-listener --listener-arn ${listener} --certificates CertificateArn=${arn}`,
    ];
  }
  return [
    `aws elbv2 add-listener-certificates --listener-arn ${listener} --certificates CertificateArn=${arn}`,
    `aws elbv2 remove-listener-certificates --listener-arn ${listener} --certificates CertificateArn=${certificate.arn}`,
  ];
}

function replaceCalls(
  ListenerArn: string,
  { certificate, isDefault }: Refused,
  arn: string,
): AwsCall[] {
  const input = (CertificateArn: string) => ({ ListenerArn, Certificates: [{ CertificateArn }] });
  const call = (operation: string, changed: string, undo: AwsCall["undo"]): AwsCall => ({
    service: "elbv2",
    operation,
    input: input(changed),
    undo,
  });
  const former = certificate.arn;
  if (isDefault) {
    return [call("ModifyListener", arn, { operation: "ModifyListener", input: input(former) })];
  }
  return [
    call("AddListenerCertificates", arn, {
      operation: "RemoveListenerCertificates",
      input: input(arn),
    }),
    call("RemoveListenerCertificates", former, {
      operation: "AddListenerCertificates",
      input: input(former),
    }),
  ];
}

function renewFix({ certificate, ways }: Refused, names: readonly string[]): Fix {
  const name = names[0] ?? "";
  const listener = ways[0]?.listener.arn ?? "LISTENER";
  return manualFix({
    title: `Get a certificate for ${names.join(", ")} from a public authority, with its chain, and let the listener present it`,
    cli: [
      `aws acm request-certificate --domain-name ${shellQuoted(name)} --validation-method DNS`,
      `aws elbv2 modify-listener --listener-arn ${listener} --certificates CertificateArn=NEW-CERTIFICATE`,
      `# or, for a renewed one of your own: aws acm import-certificate --certificate-arn ${certificate.arn} --certificate fileb://leaf.pem --certificate-chain fileb://chain.pem --private-key fileb://key.pem`,
    ],
    console: [
      "Certificate Manager → Request → a public certificate; or the certificate → Reimport certificate, with its chain",
      "EC2 → Load Balancers → the load balancer → Listeners → the listener → Certificates → Change default",
    ],
    cloudFormation: `NewCertificate:\n  Type: AWS::CertificateManager::Certificate\n  Properties:\n    DomainName: ${JSON.stringify(name)}\n    ValidationMethod: DNS\n# on the AWS::ElasticLoadBalancingV2::Listener\nCertificates:\n  - CertificateArn: !Ref NewCertificate`,
    terraform: `resource "aws_acm_certificate" "new" {\n  domain_name       = ${terraformText(name)}\n  validation_method = "DNS"\n}\n# on the aws_lb_listener\ncertificate_arn = aws_acm_certificate.new.arn`,
  });
}
