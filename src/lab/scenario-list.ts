// Every scenario of the lab, in the order of `postern lab list`: the healthy ones, then by the code of the rule.
import type { Scenario } from "./scenario.ts";
import { automaticDeploymentFailed } from "./scenarios/automatic-deployment-failed.ts";
import { linkSharesNoZone } from "./scenarios/link-shares-no-zone.ts";
import { bodyOverLimit } from "./scenarios/body-over-limit.ts";
import { certificateNotYetValid } from "./scenarios/certificate-not-yet-valid.ts";
import { changeNotDeployed } from "./scenarios/change-not-deployed.ts";
import { desyncMonitor } from "./scenarios/desync-monitor.ts";
import { desyncStrictest } from "./scenarios/desync-strictest.ts";
import { dnsNameNotOnCertificate } from "./scenarios/dns-name-not-on-certificate.ts";
import { dnsNameOnCertificate } from "./scenarios/dns-name-on-certificate.ts";
import { expiredCertificate } from "./scenarios/expired-certificate.ts";
import { headersOverLimit } from "./scenarios/headers-over-limit.ts";
import { healthCheckMismatch } from "./scenarios/health-check-mismatch.ts";
import { healthyHttpApiOnAlb } from "./scenarios/healthy-http-api-on-alb.ts";
import { healthyHttpApiOnNlb } from "./scenarios/healthy-http-api-on-nlb.ts";
import { healthyRestApiOnAlb } from "./scenarios/healthy-rest-api-on-alb.ts";
import { healthyRestApiOnNlb } from "./scenarios/healthy-rest-api-on-nlb.ts";
import { hostHeaderMatchesNoRule } from "./scenarios/host-header-matches-no-rule.ts";
import { httpUrlToTlsListener } from "./scenarios/http-url-to-tls-listener.ts";
import { httpsUrlToPlainListener } from "./scenarios/https-url-to-plain-listener.ts";
import { invalidHeadersDropped } from "./scenarios/invalid-headers-dropped.ts";
import { linkInAnotherVpc } from "./scenarios/link-in-another-vpc.ts";
import { listenerDeleted } from "./scenarios/listener-deleted.ts";
import { loadBalancerArnForListenerArn } from "./scenarios/load-balancer-arn-for-listener-arn.ts";
import { missingIntermediate } from "./scenarios/missing-intermediate.ts";
import { noHealthyTargets } from "./scenarios/no-healthy-targets.ts";
import { noListenerOnUrlPort } from "./scenarios/no-listener-on-url-port.ts";
import { noRegisteredTargets } from "./scenarios/no-registered-targets.ts";
import { plainHttpToHttpsListener } from "./scenarios/plain-http-to-https-listener.ts";
import { plainHttpToNlbTlsListener } from "./scenarios/plain-http-to-nlb-tls-listener.ts";
import { plainHttpToTlsTarget } from "./scenarios/plain-http-to-tls-target.ts";
import { routeWithoutIntegration } from "./scenarios/route-without-integration.ts";
import { securityGroupBlocksLink } from "./scenarios/security-group-blocks-link.ts";
import { selfSignedCertificate } from "./scenarios/self-signed-certificate.ts";
import { serverNameNotOnCertificate } from "./scenarios/server-name-not-on-certificate.ts";
import { stageNameInBackendPath } from "./scenarios/stage-name-in-backend-path.ts";
import { stageWithoutDeployment } from "./scenarios/stage-without-deployment.ts";
import { targetGroupUnused } from "./scenarios/target-group-unused.ts";
import { timeoutsOutOfOrder } from "./scenarios/timeouts-out-of-order.ts";
import { tlsToHttpListener } from "./scenarios/tls-to-http-listener.ts";
import { tlsToPlainTarget } from "./scenarios/tls-to-plain-target.ts";
import { unknownAuthority } from "./scenarios/unknown-authority.ts";
import { urlHostNotOnCertificate } from "./scenarios/url-host-not-on-certificate.ts";
import { vpcLinkFailed } from "./scenarios/vpc-link-failed.ts";
import { vpcLinkInUse } from "./scenarios/vpc-link-in-use.ts";
import { vpcLinkInactive } from "./scenarios/vpc-link-inactive.ts";
import { vpcLinkOfWrongKind } from "./scenarios/vpc-link-of-wrong-kind.ts";

export const scenarioList: readonly Scenario[] = [
  healthyHttpApiOnAlb,
  healthyHttpApiOnNlb,
  healthyRestApiOnNlb,
  healthyRestApiOnAlb,
  dnsNameOnCertificate,
  plainHttpToHttpsListener,
  plainHttpToNlbTlsListener,
  tlsToHttpListener,
  serverNameNotOnCertificate,
  dnsNameNotOnCertificate,
  selfSignedCertificate,
  missingIntermediate,
  unknownAuthority,
  expiredCertificate,
  certificateNotYetValid,
  httpUrlToTlsListener,
  httpsUrlToPlainListener,
  urlHostNotOnCertificate,
  noListenerOnUrlPort,
  plainHttpToTlsTarget,
  tlsToPlainTarget,
  desyncStrictest,
  desyncMonitor,
  invalidHeadersDropped,
  changeNotDeployed,
  stageWithoutDeployment,
  automaticDeploymentFailed,
  stageNameInBackendPath,
  loadBalancerArnForListenerArn,
  listenerDeleted,
  routeWithoutIntegration,
  hostHeaderMatchesNoRule,
  vpcLinkOfWrongKind,
  vpcLinkInUse,
  securityGroupBlocksLink,
  linkInAnotherVpc,
  vpcLinkFailed,
  vpcLinkInactive,
  linkSharesNoZone,
  noRegisteredTargets,
  noHealthyTargets,
  healthCheckMismatch,
  targetGroupUnused,
  timeoutsOutOfOrder,
  bodyOverLimit,
  headersOverLimit,
];
