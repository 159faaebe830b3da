import { expect, test } from "vitest";
import { FAILURE_KINDS, failure, type FailureKind } from "../../base/failure.ts";
import { systemClock } from "../../base/clock.ts";
import type {
  HttpApiStageSnapshot,
  IntegrationSnapshot,
  RouteSnapshot,
} from "../../store/snapshots.ts";
import {
  ANSWERED,
  LISTENER,
  LISTENER_ARN,
  LOAD_BALANCER_ARN,
  UNANSWERED,
  UNSENT,
  WAY,
} from "../integrations/kept-request-fixture.ts";
import { FAILURE_ROWS } from "./failures.ts";
import { composeHttpApiSteps, type KeptHttpApiRequest } from "./http-api-steps.ts";

const ROUTE: RouteSnapshot = {
  routeId: "r1",
  routeKey: "GET /pets",
  integrationId: "i1",
  authorizationType: "NONE",
  apiKeyRequired: false,
  throttle: { rateLimit: 1, burstLimit: 1 },
  detailedMetrics: false,
};
const INTEGRATION: IntegrationSnapshot = {
  integrationId: "i1",
  type: "HTTP_PROXY",
  connectionType: "VPC_LINK",
  vpcLinkId: "link01",
  method: "ANY",
  uri: LISTENER_ARN,
  timeoutMs: 30_000,
  serverNameToVerify: "shop.example.com",
  requestParameters: {},
  responseParameters: {},
};
const STAGE: HttpApiStageSnapshot = {
  account: "000000000000",
  region: "us-east-1",
  apiId: ANSWERED.apiId,
  apiName: "pets",
  stageName: "$default",
  deploymentId: "d1",
  endpointHost: ANSWERED.host,
  disableExecuteApiEndpoint: false,
  cors: null,
  stageVariables: {},
  routes: [ROUTE],
  integrations: { i1: INTEGRATION },
  accessLog: null,
};
const KEPT: KeptHttpApiRequest = {
  ...ANSWERED,
  stageNames: ["$default"],
  invokeTarget: "/pets?token=secret",
  routePath: "/pets",
  stage: STAGE,
  route: ROUTE,
  integration: INTEGRATION,
  backendTarget: "/pets?token=secret",
  backendHost: "a",
  clock: systemClock,
};

const STAGE_ARN = "arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5/stages/$default";
const ROUTE_ARN = "arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5/routes/r1";
const INTEGRATION_ARN = "arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5/integrations/i1";
const LINK_ARN = "arn:aws:apigateway:us-east-1::/vpclinks/link01";

type Expected = readonly [decision: string, resource: string, over?: Partial<KeptHttpApiRequest>];

const NO_STAGE = { ...UNSENT, stage: null, route: null, integration: null, way: null };
const REQUEST: Expected = ["request", ANSWERED.apiId, NO_STAGE];
const BODY: Expected = ["request-body", ANSWERED.apiId, UNANSWERED];
const CLIENT: Expected = ["client", "127.0.0.1:50000"];
const CONNECTION: Expected = ["connection", LISTENER_ARN, { ...UNANSWERED, connection: null }];
const TLS: Expected = ["tls", LISTENER_ARN, { ...UNANSWERED, connection: null }];
const ANSWER: Expected = ["integration-answer", LISTENER_ARN, UNANSWERED];
const NOT_SENT = { ...UNSENT, way: null };

/** Every kind: the decision that must bear it, and the resource. */
const EXPECTED: Readonly<Record<FailureKind, Expected>> = {
  "malformed-request": REQUEST,
  "unsupported-version": REQUEST,
  "request-line-too-long": REQUEST,
  "request-field-too-large": REQUEST,
  "request-head-too-large": REQUEST,
  "too-many-fields": REQUEST,
  "malformed-body": BODY,
  "body-too-large": BODY,
  "client-closed": CLIENT,
  "client-reset": CLIENT,
  "client-idle-timeout": CLIENT,
  "request-head-timeout": REQUEST,
  "request-body-timeout": BODY,
  "plain-http-on-tls": REQUEST,
  "client-tls-failed": REQUEST,
  "name-not-resolved": CONNECTION,
  "connect-refused": CONNECTION,
  "connect-timeout": CONNECTION,
  "connect-failed": CONNECTION,
  "connect-reset": CONNECTION,
  "tls-handshake-failed": TLS,
  "tls-handshake-timeout": TLS,
  "tls-name-mismatch": TLS,
  "tls-untrusted": TLS,
  "tls-expired": TLS,
  "closed-before-response": ANSWER,
  "reset-before-response": ANSWER,
  "closed-mid-response": ["integration-answer", LISTENER_ARN],
  "reset-mid-response": ["integration-answer", LISTENER_ARN],
  "response-timeout": ANSWER,
  "malformed-response": ANSWER,
  "response-head-too-large": ANSWER,
  "not-found": ["route", STAGE_ARN, { ...NOT_SENT, route: null, integration: null }],
  throttled: ["throttle", ROUTE_ARN, NOT_SENT],
  unauthorized: ["authorizer", ROUTE_ARN, NOT_SENT],
  forbidden: ["authorizer", ROUTE_ARN, NOT_SENT],
  "desync-blocked": ANSWER,
  "method-not-allowed": ANSWER,
  "unsupported-transfer-encoding": ANSWER,
  "too-many-forwarded-addresses": ANSWER,
  "protocol-version-mismatch": ANSWER,
  "redirect-too-long": ANSWER,
  "no-target": ANSWER,
  "deregistration-elapsed": ANSWER,
  "security-group-blocked": [
    "security-groups",
    "sg-lb",
    {
      ...UNANSWERED,
      connection: null,
      way: {
        ...WAY,
        listener: {
          ...LISTENER,
          securityGroups: [{ groupId: "sg-lb", ingress: [], egress: [] }],
        },
      },
    },
  ],
  "vpc-link-not-found": ["vpc-link", LINK_ARN, { ...UNSENT, way: { ...WAY, link: null } }],
  "vpc-link-not-available": ["vpc-link", LINK_ARN, UNSENT],
  "listener-not-found": ["listener", LISTENER_ARN, { ...UNSENT, way: { ...WAY, listener: null } }],
  "integration-not-found": ["integration", ROUTE_ARN, { ...NOT_SENT, integration: null }],
  "integration-misconfigured": ["integration", INTEGRATION_ARN, NOT_SENT],
  "not-supported": [
    "authorizer",
    ROUTE_ARN,
    { ...NOT_SENT, route: { ...ROUTE, authorizationType: "JWT" } },
  ],
  "out-of-resources": CONNECTION,
  internal: ["answer", ANSWERED.apiId, UNANSWERED],
};

test("every failure that an HTTP API has a row for is looked at here", () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual([...FAILURE_KINDS].toSorted());
  expect(Object.keys(EXPECTED).toSorted()).toEqual([...FAILURE_ROWS].toSorted());
});

test.for(FAILURE_KINDS)("composeHttpApiSteps() puts %s on the one step that decided it", (kind) => {
  const [decision, resource, over = {}] = EXPECTED[kind];
  const reason = failure(kind, "what was seen", { saw: 7 });
  const steps = composeHttpApiSteps({ ...KEPT, ...over, failure: reason }, 1000);
  const failed = steps.filter((step) => step.failure !== null);
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({
    decision,
    resource,
    failure: reason,
    evidence: { kind, detail: "what was seen", saw: 7 },
  });
  expect(steps.at(0)?.decision).toBe("request");
  expect(steps.at(-1)?.decision).toBe("answer");
  // Nothing comes between what failed and the answer.
  const after = steps.slice(steps.findIndex((step) => step.failure !== null) + 1);
  expect(after.filter((step) => step.decision !== "answer")).toEqual([]);
});

test("composeHttpApiSteps() tells the whole way of a request that was answered", () => {
  const steps = composeHttpApiSteps(KEPT, 1000);
  expect(steps.map(({ decision, atMs, durationMs }) => [decision, atMs, durationMs])).toEqual([
    ["request", 0, 1],
    ["stage", 1, 0],
    ["route", 1, 0],
    ["throttle", 1, 0],
    ["mapping", 1, 0],
    ["integration", 2, 0],
    ["vpc-link", 2, 0],
    ["security-groups", 2, 0],
    ["listener", 2, 0],
    ["connection", 2, 0],
    ["tls", 2, 0],
    ["integration-answer", 2, 10],
    ["answer", 12, 1],
  ]);
  const byDecision = new Map(steps.map((step) => [step.decision, step]));
  expect(byDecision.get("listener")).toMatchObject({
    resource: LISTENER_ARN,
    loadBalancerArn: LOAD_BALANCER_ARN,
    evidence: { speaks: "tls", expects: "tls", port: 443, serverName: "shop.example.com" },
  });
  expect(byDecision.get("connection")?.evidence).toEqual({
    host: LISTENER.dnsName,
    port: 443,
    isReused: false,
    from: "10.0.1.57:52000",
    to: "127.0.0.1:41001",
  });
  expect(byDecision.get("mapping")?.evidence).toMatchObject({
    fields: { added: [["X-Amzn-Trace-Id", "Root=1-a-b"]], dropped: [["X-Own", "1"]] },
  });
  expect(steps.every((step) => step.failure === null)).toBe(true);
});

test("composeHttpApiSteps() shows no secret", () => {
  expect(JSON.stringify(composeHttpApiSteps(KEPT, 1000))).not.toMatch(/secret|Bearer/);
});

test("composeHttpApiSteps() says that plain HTTP goes to a listener that expects TLS", () => {
  const way = { ...WAY, tls: false, serverName: "" };
  const steps = composeHttpApiSteps({ ...KEPT, way, status: 400, integrationStatus: 400 }, 1000);
  expect(steps.find((step) => step.decision === "listener")).toMatchObject({
    summary: "Plain HTTP goes to the HTTPS listener on port 443 of shop, which expects TLS",
    evidence: { speaks: "http", expects: "tls" },
    failure: null,
  });
});

test("composeHttpApiSteps() names the nearest route, and the stages when none takes the path", () => {
  const reason = failure("not-found");
  const missed = { ...KEPT, ...NOT_SENT, route: null, integration: null, routePath: "/pets/" };
  const route = composeHttpApiSteps({ ...missed, failure: reason }, 1000);
  expect(route.find((step) => step.failure !== null)?.evidence).toMatchObject({
    path: "/pets/",
    nearest: [{ routeKey: "GET /pets", difference: "trailing-slash" }],
  });
  const none = composeHttpApiSteps(
    { ...KEPT, ...NO_STAGE, stageNames: ["prod", "test"], failure: reason },
    1000,
  );
  expect(none.find((step) => step.failure !== null)).toMatchObject({
    decision: "stage",
    summary: "No stage of a1b2c3d4e5 takes /pets: there are prod, test",
  });
});

test.for([
  ["vpc-link", { listener: { ...LISTENER, vpcId: "vpc-2" } }],
  ["listener", { listener: { ...LISTENER, scheme: "internet-facing" as const } }],
  ["listener", { vpcLinkId: "", link: null }],
  ["connection", {}],
] as const)("a connect timeout is the %s's where %j", ([decision, over]) => {
  const way = { ...WAY, ...over };
  const kept = { ...KEPT, ...UNANSWERED, connection: null, way };
  const steps = composeHttpApiSteps({ ...kept, failure: failure("connect-timeout") }, 1000);
  expect(steps.find((step) => step.failure !== null)?.decision).toBe(decision);
});
