// What mends time limits that are out of order, limit by limit.
import { deployCommands } from "./deploy-commands.ts";
import type { IdleTimeout } from "./idle-timeouts.ts";
import { makeFix } from "./make-fix.ts";
import { deploysOf } from "./resources.ts";
import type { AwsCall, Fix } from "./rule.ts";
import type { PrivateWay, Way } from "./ways.ts";

/** Beyond the integration's, so that the gateway is always the one to give up. */
const MARGIN_SECONDS = 5;
const IDLE_SECONDS_MAX = { application: 4_000, network: 6_000 };

/** HTTP APIs: a fixed limit. REST APIs: more only by a raised quota. */
const TIMEOUT_MS_MAX = { http: 30_000, rest: 29_000 };

/** The load balancer waits longer than `outlastedSeconds`. */
export function longerIdleFix(
  way: PrivateWay,
  { seconds, attribute }: IdleTimeout,
  outlastedSeconds: number,
): Fix {
  const isNlb = way.loadBalancer.loadBalancer.Type === "network";
  const max = isNlb ? IDLE_SECONDS_MAX.network : IDLE_SECONDS_MAX.application;
  const wanted = Math.min(outlastedSeconds + MARGIN_SECONDS, max);
  if (attribute === "") {
    return makeFix({
      title: `Give the integration less than ${seconds ?? 0} s, or use a TCP listener, whose idle timeout can be set`,
      console: ["API Gateway → APIs → the API → the integration → Edit → Timeout"],
      deploys: deploysOf(way),
    });
  }
  const name = way.loadBalancer.loadBalancer.LoadBalancerName ?? "";
  const command = isNlb
    ? `aws elbv2 modify-listener-attributes --listener-arn ${way.listener.arn}`
    : `aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${way.loadBalancer.arn}`;
  return makeFix({
    title: `Raise the idle timeout of ${name} to ${wanted} s`,
    cli: [`${command} --attributes Key=${attribute},Value=${wanted}`],
    console: [
      isNlb
        ? `EC2 → Load balancers → ${name} → Listeners → the listener → Attributes → Edit`
        : `EC2 → Load balancers → ${name} → Attributes → Edit → Traffic configuration`,
      `${isNlb ? "TCP idle timeout" : "Connection idle timeout"}: ${wanted} seconds`,
      "Save changes",
    ],
    cloudFormation: isNlb
      ? `# on the AWS::ElasticLoadBalancingV2::Listener\nListenerAttributes:\n  - Key: ${attribute}\n    Value: "${wanted}"`
      : `# on the AWS::ElasticLoadBalancingV2::LoadBalancer\nLoadBalancerAttributes:\n  - Key: ${attribute}\n    Value: "${wanted}"`,
    terraform: isNlb
      ? `# on the aws_lb_listener\ntcp_idle_timeout_seconds = ${wanted}`
      : `# on the aws_lb\nidle_timeout = ${wanted}`,
    calls: [idleCall(way, attribute, { wanted, before: seconds ?? wanted })],
  });
}

function idleCall(
  way: PrivateWay,
  Key: string,
  { wanted, before }: { readonly wanted: number; readonly before: number },
): AwsCall {
  const isNlb = way.loadBalancer.loadBalancer.Type === "network";
  const operation = isNlb ? "ModifyListenerAttributes" : "ModifyLoadBalancerAttributes";
  const identity = isNlb
    ? { ListenerArn: way.listener.arn }
    : { LoadBalancerArn: way.loadBalancer.arn };
  const input = (seconds: number) => ({
    ...identity,
    Attributes: [{ Key, Value: String(seconds) }],
  });
  const undo = { operation, input: input(before) };
  return { service: "elbv2", operation, input: input(wanted), undo };
}

/** The gateway waits as long as it may; where it does already, the target has to change. */
export function integrationTimeoutFix(way: Way): Fix {
  const { apiId, integration } = way;
  const { timeoutMs } = integration;
  const max = TIMEOUT_MS_MAX[way.api.kind];
  if (timeoutMs >= max) {
    return makeFix({
      title: "Let the target answer sooner: answer 202 at once and let clients ask for the result",
      cli:
        way.api.kind === "rest"
          ? [
              "# or ask for more than 29 s, for regional and private REST APIs: Service Quotas → API Gateway → Maximum integration timeout",
            ]
          : [],
      console: ["An HTTP API waits 30 s at most; this is not adjustable"],
    });
  }
  const [resourceId = "", httpMethod = ""] = integration.id.split("/");
  const isHttp = way.api.kind === "http";
  const deploys = deploysOf(way);
  return makeFix({
    title: `Raise the integration's timeout to ${max} ms`,
    cli: [
      isHttp
        ? `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --timeout-in-millis ${max}`
        : `aws apigateway update-integration --rest-api-id ${apiId} --resource-id ${resourceId} --http-method ${httpMethod} --patch-operations op=replace,path=/timeoutInMillis,value=${max}`,
      ...deployCommands(deploys),
    ],
    console: [
      "API Gateway → APIs → the API → the route or method → its integration → Edit",
      `Timeout: ${max} ms; Save; Deploy, where automatic deployment is off`,
    ],
    cloudFormation: isHttp
      ? `# on the AWS::ApiGatewayV2::Integration\nTimeoutInMillis: ${max}`
      : `# in the Integration of the AWS::ApiGateway::Method\nTimeoutInMillis: ${max}`,
    terraform: isHttp
      ? `# on the aws_apigatewayv2_integration\ntimeout_milliseconds = ${max}`
      : `# on the aws_api_gateway_integration\ntimeout_milliseconds = ${max}`,
    calls: [timeoutCall(way, max)],
    deploys,
  });
}

function timeoutCall(way: Way, wantedMs: number): AwsCall {
  const { apiId, integration } = way;
  const operation = "UpdateIntegration";
  if (way.api.kind === "http") {
    const input = (TimeoutInMillis: number) => ({
      ApiId: apiId,
      IntegrationId: integration.id,
      TimeoutInMillis,
    });
    const undo = { operation, input: input(integration.timeoutMs) };
    return { service: "apigatewayv2", operation, input: input(wantedMs), undo };
  }
  const [resourceId = "", httpMethod = ""] = integration.id.split("/");
  const input = (timeoutMs: number) => ({
    restApiId: apiId,
    resourceId,
    httpMethod,
    patchOperations: [{ op: "replace", path: "/timeoutInMillis", value: String(timeoutMs) }],
  });
  const undo = { operation, input: input(integration.timeoutMs) };
  return { service: "apigateway", operation, input: input(wantedMs), undo };
}

/** Targets are not ours to change. */
export function keepAliveFix(idleSeconds: number): Fix {
  const wanted = idleSeconds + MARGIN_SECONDS;
  return makeFix({
    title: `Let targets keep idle connections open for longer than ${idleSeconds} s`,
    cli: [
      `# Node.js: server.keepAliveTimeout = ${wanted * 1000}; server.headersTimeout = ${(wanted + 1) * 1000}`,
      `# nginx: keepalive_timeout ${wanted}s;   Apache: KeepAliveTimeout ${wanted}   gunicorn: --keep-alive ${wanted}`,
    ],
    console: ["In the targets' own configuration: the keep-alive time of idle connections"],
  });
}

export function patienceFix(timeoutMs: number): Fix {
  return makeFix({
    title: `Let clients wait longer than ${timeoutMs} ms, or give the integration less time than they have`,
    console: [
      "In the client: its request timeout",
      "or API Gateway → APIs → the API → the integration → Edit → Timeout",
    ],
  });
}
