// Every rule of the doctor, in order of code. Codes are never used again for anything else. The rule about changes
// that wait for deployment is not among them: it runs last, on the findings of the others (see examine.ts).
import type { DoctorRule } from "./rule.ts";
import { plainHttpToTlsListener } from "./rules/pst101-plain-http-to-tls-listener.ts";
import { tlsToPlainListener } from "./rules/pst102-tls-to-plain-listener.ts";
import { serverNameNotOnCertificate } from "./rules/pst103-server-name-not-on-certificate.ts";
import { certificateNotTrusted } from "./rules/pst104-certificate-not-trusted.ts";
import { httpUrlToTlsListener } from "./rules/pst105-http-url-to-tls-listener.ts";
import { httpsUrlToPlainListener } from "./rules/pst106-https-url-to-plain-listener.ts";
import { urlHostNotOnCertificate } from "./rules/pst107-url-host-not-on-certificate.ts";
import { noListenerOnUrlPort } from "./rules/pst108-no-listener-on-url-port.ts";
import { plainHttpToTlsTarget } from "./rules/pst109-plain-http-to-tls-target.ts";
import { desyncStrictest } from "./rules/pst201-desync-strictest.ts";
import { desyncMonitor } from "./rules/pst202-desync-monitor.ts";
import { invalidHeadersDropped } from "./rules/pst203-invalid-headers-dropped.ts";
import { stageWithoutDeployment } from "./rules/pst302-stage-without-deployment.ts";
import { automaticDeploymentFailed } from "./rules/pst303-automatic-deployment-failed.ts";
import { stageNameInBackendPath } from "./rules/pst401-stage-name-in-backend-path.ts";
import { loadBalancerArnForListenerArn } from "./rules/pst402-load-balancer-arn-for-listener-arn.ts";
import { integrationTargetMissing } from "./rules/pst403-integration-target-missing.ts";
import { routeWithoutIntegration } from "./rules/pst404-route-without-integration.ts";
import { hostHeaderMatchesNoRule } from "./rules/pst405-host-header-matches-no-rule.ts";
import { vpcLinkBalancerMismatch } from "./rules/pst406-vpc-link-balancer-mismatch.ts";
import { vpcLinkInUse } from "./rules/pst407-vpc-link-in-use.ts";
import { securityGroupBlocksLink } from "./rules/pst501-security-group-blocks-link.ts";
import { linkAndBalancerInDifferentVpcs } from "./rules/pst502-link-and-balancer-in-different-vpcs.ts";
import { vpcLinkNotAvailable } from "./rules/pst503-vpc-link-not-available.ts";
import { balancerSubnets } from "./rules/pst504-balancer-subnets.ts";
import { noRegisteredTargets } from "./rules/pst601-no-registered-targets.ts";
import { noHealthyTargets } from "./rules/pst602-no-healthy-targets.ts";
import { healthCheckMismatchRule } from "./rules/pst603-health-check-mismatch.ts";
import { targetGroupUnused } from "./rules/pst604-target-group-unused.ts";
import { timeoutsOutOfOrder } from "./rules/pst701-timeouts-out-of-order.ts";
import { bodyOverLimit } from "./rules/pst702-body-over-limit.ts";
import { headersOverLimit } from "./rules/pst703-headers-over-limit.ts";

export const ruleList: readonly DoctorRule[] = [
  plainHttpToTlsListener,
  tlsToPlainListener,
  serverNameNotOnCertificate,
  certificateNotTrusted,
  httpUrlToTlsListener,
  httpsUrlToPlainListener,
  urlHostNotOnCertificate,
  noListenerOnUrlPort,
  plainHttpToTlsTarget,
  desyncStrictest,
  desyncMonitor,
  invalidHeadersDropped,
  stageWithoutDeployment,
  automaticDeploymentFailed,
  stageNameInBackendPath,
  loadBalancerArnForListenerArn,
  integrationTargetMissing,
  routeWithoutIntegration,
  hostHeaderMatchesNoRule,
  vpcLinkBalancerMismatch,
  vpcLinkInUse,
  securityGroupBlocksLink,
  linkAndBalancerInDifferentVpcs,
  vpcLinkNotAvailable,
  balancerSubnets,
  noRegisteredTargets,
  noHealthyTargets,
  healthCheckMismatchRule,
  targetGroupUnused,
  timeoutsOutOfOrder,
  bodyOverLimit,
  headersOverLimit,
];
