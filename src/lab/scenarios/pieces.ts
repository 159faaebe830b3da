// The pieces that most scenarios are made of: a healthy backend behind a load balancer, and an API in front of it. A
// scenario says only what is different about its own.
import type { BalancerWish, FrontedTarget, TargetGroupWish } from "../lab-balancers.ts";
import type { CertificateKind } from "../certificates.ts";
import type { LabStack } from "../lab-stack.ts";
import type { LabTargetOptions } from "../lab-target.ts";
import type { BuiltStack, LabRequest, StackScenario, Symptom } from "../scenario.ts";

/** The name on the certificates of lab stacks. */
export const SHOP_NAME = "shop.lab.internal";

export const GET_PETS: LabRequest = { method: "GET", path: "/pets" };

/** What a target answers GET /pets with. */
export const HELLO: Symptom = { status: 200, text: "hello from /pets" };

export const PLAIN_HTTP_PAGE: Symptom = {
  status: 400,
  text: "The plain HTTP request was sent to HTTPS port",
};

export const HTTP_API_500: Symptom = { status: 500, text: "Internal Server Error" };
export const REST_API_500: Symptom = { status: 500, text: "Internal server error" };

export interface Fronted {
  readonly balancer?: Partial<BalancerWish>;
  /** HTTP or TCP, without a certificate; HTTPS or TLS when left out. */
  readonly listener?: "HTTP" | "TCP";
  readonly certificate?: CertificateKind;
  readonly names?: readonly string[];
  readonly group?: Partial<TargetGroupWish>;
  readonly target?: LabTargetOptions;
  /** What to wait for; "healthy" when left out. */
  readonly state?: "healthy" | "unhealthy";
}

/** An internal ALB "shop" with a listener on 443 (HTTPS) or 80 (HTTP) in front of one healthy HTTP target. */
export async function alb(stack: LabStack, of: Fronted = {}): Promise<FrontedTarget> {
  const { port } = await stack.target(of.target);
  const targetGroupArn = await stack.balancers.targetGroup({ targetPorts: [port], ...of.group });
  return stack.balancers.inFrontOf({
    ...(await front(stack, "HTTPS", of)),
    balancer: { type: "application", ...of.balancer },
    targetGroupArn,
    state: of.state,
  });
}

/** An internal NLB "shop" with a listener on 443 (TLS) or 80 (TCP) in front of one healthy TCP target. */
export async function nlb(stack: LabStack, of: Fronted = {}): Promise<FrontedTarget> {
  const { port } = await stack.target(of.target);
  const targetGroupArn = await stack.balancers.targetGroup({
    protocol: "TCP",
    targetPorts: [port],
    ...of.group,
  });
  return stack.balancers.inFrontOf({
    ...(await front(stack, "TLS", of)),
    balancer: { type: "network", ...of.balancer },
    targetGroupArn,
    state: of.state,
  });
}

async function front(
  stack: LabStack,
  secure: "HTTPS" | "TLS",
  { listener, certificate, names = [SHOP_NAME] }: Fronted,
) {
  if (listener !== undefined) return { protocol: listener, port: 80 };
  const certificateArn = await stack.certificate(names, certificate);
  return { protocol: secure, port: 443, certificateArn };
}

/** Settings of a health check that find out in the least time that AWS allows. */
export const QUICK_HEALTH_CHECK = {
  HealthCheckIntervalSeconds: 5,
  HealthCheckTimeoutSeconds: 2,
  HealthyThresholdCount: 2,
  UnhealthyThresholdCount: 2,
};

/** An HTTP API that verifies the name of an ALB, whose certificate is the one thing that is not in order. */
export async function behindCertificate(
  stack: LabStack,
  certificate: CertificateKind,
): Promise<BuiltStack> {
  const { listenerArn, certificateArn } = await alb(stack, { certificate });
  const vpcLinkId = await stack.apis.vpcLink();
  const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
  return {
    url: api.url,
    resources: {
      integration: api.integration,
      listener: listenerArn,
      certificate: certificateArn,
    },
  };
}

/** What such a stack shows, and who finds it. */
export const CERTIFICATE_REFUSED = {
  request: GET_PETS,
  symptom: HTTP_API_500,
  findings: [{ code: "PST104", resource: "certificate" }],
} as const satisfies Partial<StackScenario>;

/** The listener gets a certificate that gateways trust; the doctor has none to give. */
export const GOOD_CERTIFICATE: StackScenario["mends"] = {
  by: async (stack, { resources }) => {
    const { listener = "" } = resources;
    await stack.balancers.present(listener, await stack.certificate([SHOP_NAME]));
  },
  title: "A certificate that is good in its place",
  symptom: HELLO,
};
