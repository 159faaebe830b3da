// Rules and listeners as tests write them: everything that a test does not name has its default. Not part of the
// product.
import type {
  ActionSnapshot,
  AlbSettingsSnapshot,
  ConditionSnapshot,
  ListenerSnapshot,
  RuleSnapshot,
} from "../../store/snapshots.ts";

export const LISTENER_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2";

export const GROUP_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/blue/73e2d6bc24d8a067";

export function condition(
  field: ConditionSnapshot["field"],
  ...values: readonly string[]
): ConditionSnapshot {
  return { field, headerName: "", values, regexValues: [], pairs: [] };
}

export function regexCondition(
  field: ConditionSnapshot["field"],
  ...regexValues: readonly string[]
): ConditionSnapshot {
  return { field, headerName: "", values: [], regexValues, pairs: [] };
}

export function headerCondition(
  headerName: string,
  ...values: readonly string[]
): ConditionSnapshot {
  return { field: "http-header", headerName, values, regexValues: [], pairs: [] };
}

export function queryCondition(
  ...pairs: readonly (readonly [key: string | null, value: string])[]
): ConditionSnapshot {
  return {
    field: "query-string",
    headerName: "",
    values: [],
    regexValues: [],
    pairs: pairs.map(([key, value]) => ({ key, value })),
  };
}

export function fixedResponse(statusCode: number, messageBody = ""): ActionSnapshot {
  return { type: "fixed-response", statusCode, contentType: "text/plain", messageBody };
}

export function forwardTo(...targetGroupArns: readonly string[]): ActionSnapshot {
  return {
    type: "forward",
    targetGroups: targetGroupArns.map((targetGroupArn) => ({ targetGroupArn, weight: 1 })),
  };
}

export function rule(
  priority: number,
  conditions: readonly ConditionSnapshot[],
  action: ActionSnapshot = fixedResponse(200, String(priority)),
): RuleSnapshot {
  return {
    ruleArn: `${LISTENER_ARN.replace(":listener/", ":listener-rule/")}/${priority}`,
    priority,
    isDefault: false,
    conditions,
    actions: [action],
  };
}

export function defaultRule(action: ActionSnapshot = fixedResponse(404, "default")): RuleSnapshot {
  return { ...rule(0, [], action), isDefault: true };
}

export const ALB_SETTINGS: AlbSettingsSnapshot = {
  idleTimeoutMs: 60_000,
  clientKeepAliveMs: 3_600_000,
  desyncMode: "defensive",
  dropInvalidHeaderFields: false,
  preserveHostHeader: false,
  addTlsHeaders: false,
  xffClientPort: false,
  xffMode: "append",
  serverHeader: true,
  responseFields: [],
};

export interface ListenerChanges {
  readonly alb?: Partial<AlbSettingsSnapshot>;
  readonly rules?: readonly RuleSnapshot[];
  readonly protocol?: "HTTP" | "HTTPS";
  readonly port?: number;
}

export function listenerSnapshot(changes: ListenerChanges = {}): ListenerSnapshot {
  return {
    account: "000000000000",
    region: "us-east-1",
    listenerArn: LISTENER_ARN,
    loadBalancerArn: LISTENER_ARN.replace(/:listener\/(.*)\/[^/]*$/, ":loadbalancer/$1"),
    loadBalancerName: "web",
    loadBalancerId: "app/web/50dc6c495c0c9188",
    loadBalancerType: "application",
    dnsName: "web-1234567890.us-east-1.elb.amazonaws.com",
    scheme: "internet-facing",
    vpcId: "vpc-1",
    protocol: changes.protocol ?? "HTTP",
    port: changes.port ?? 80,
    nodeAddresses: [],
    securityGroups: null,
    certificates: [],
    tlsPolicy: null,
    alpnProtocols: [],
    rules: changes.rules ?? [defaultRule()],
    alb: { ...ALB_SETTINGS, ...changes.alb },
    tcpIdleTimeoutMs: 350_000,
  };
}
