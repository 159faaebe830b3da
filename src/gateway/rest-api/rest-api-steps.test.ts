import { expect, test } from "vitest";
import { FAILURE_KINDS, failure, type FailureKind } from "../../base/failure.ts";
import {
  ANSWERED,
  LISTENER,
  LISTENER_ARN,
  UNANSWERED,
  UNSENT,
  WAY,
} from "../integrations/kept-request-fixture.ts";
import { REFUSAL_ROWS, refusalRow, REFUSALS, type RefusalRow } from "./failures.ts";
import { KEPT, LIVE, LIVE_INTEGRATION, METHOD } from "./kept-rest-api-fixture.ts";
import type { KeptRestApiRequest } from "./kept-rest-api-request.ts";
import { USAGE_PLAN_LIMIT } from "./request-api-key.ts";
import { composeRestApiSteps } from "./rest-api-steps.ts";

const API_ARN = "arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5";
const METHOD_ARN = `${API_ARN}/resources/r1/methods/GET`;
const INTEGRATION_ARN = `${METHOD_ARN}/integration`;
const LINK_ARN = "arn:aws:apigateway:us-east-1::/vpclinks/link01";

type Expected = readonly [decision: string, resource: string, over?: Partial<KeptRestApiRequest>];

const NO_STAGE = { ...UNSENT, stage: null, content: null, live: null, way: null };
const NOT_SENT = { ...UNSENT, way: null, phase: "other" } as const;
const REQUEST: Expected = ["request", ANSWERED.apiId, NO_STAGE];
const BODY: Expected = ["request-body", ANSWERED.apiId, UNANSWERED];
const CLIENT: Expected = ["client", "127.0.0.1:50000"];
const UNCONNECTED = { ...UNANSWERED, connection: null };
const CONNECTION: Expected = ["connection", LISTENER_ARN, UNCONNECTED];
const TLS: Expected = ["tls", LISTENER_ARN, UNCONNECTED];
const ANSWER: Expected = ["integration-answer", LISTENER_ARN, UNANSWERED];

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
  "not-found": ["method", API_ARN, { ...NOT_SENT, live: null }],
  throttled: ["throttle", METHOD_ARN, NOT_SENT],
  unauthorized: ["authorizer", METHOD_ARN, NOT_SENT],
  forbidden: ["stage", `${API_ARN}/stages/prod`, { ...NOT_SENT, live: null }],
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
      ...UNCONNECTED,
      way: {
        ...WAY,
        listener: { ...LISTENER, securityGroups: [{ groupId: "sg-lb", ingress: [], egress: [] }] },
      },
    },
  ],
  "vpc-link-not-found": ["vpc-link", LINK_ARN, { ...UNSENT, way: { ...WAY, link: null } }],
  "vpc-link-not-available": ["vpc-link", LINK_ARN, UNSENT],
  "listener-not-found": ["listener", LISTENER_ARN, { ...UNSENT, way: { ...WAY, listener: null } }],
  "integration-not-found": [
    "integration",
    INTEGRATION_ARN,
    { ...NOT_SENT, live: { ...LIVE, integration: null } },
  ],
  "integration-misconfigured": ["integration", INTEGRATION_ARN, NOT_SENT],
  "not-supported": [
    "authorizer",
    METHOD_ARN,
    { ...NOT_SENT, live: { ...LIVE, snapshot: { ...METHOD, authorizationType: "CUSTOM" } } },
  ],
  "out-of-resources": CONNECTION,
  internal: ["answer", ANSWERED.apiId, UNANSWERED],
};

test("every failure that a REST API has a row for is looked at here", () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual([...FAILURE_KINDS].toSorted());
  expect(Object.keys(EXPECTED).toSorted()).toEqual([...REFUSAL_ROWS].toSorted());
});

test.for(FAILURE_KINDS)("composeRestApiSteps() puts %s on the one step that decided it", (kind) => {
  const [decision, resource, over = {}] = EXPECTED[kind];
  const reason = failure(kind, "what was seen", { saw: 7 });
  const refusal = refusalRow(reason);
  const steps = composeRestApiSteps({ ...KEPT, ...over, failure: reason, refusal }, 1000);
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
  const after = steps.slice(steps.findIndex((step) => step.failure !== null) + 1);
  expect(
    after.filter(({ decision: one }) => one !== "answer" && one !== "gateway-response"),
  ).toEqual([]);
  expect(steps.filter((step) => step.decision === "gateway-response")).toHaveLength(
    refusal.status === 0 ? 0 : 1,
  );
});

const WITH_KEY = { ...LIVE, snapshot: { ...METHOD, apiKeyRequired: true } };
const COGNITO = {
  ...LIVE,
  snapshot: { ...METHOD, authorizationType: "COGNITO_USER_POOLS", authorizerId: "a1" },
};
const AUTHORIZER_ARN = `${API_ARN}/authorizers/a1`;
const OF_MAPPING = { ...NOT_SENT, phase: "mapping" } as const;

/** The chain's own refusals: the failure they come with, and what must bear it. */
const REFUSED: Readonly<
  Record<keyof typeof REFUSALS, readonly [kind: FailureKind, ...expected: Expected]>
> = {
  accessDenied: ["forbidden", "cache", `${API_ARN}/stages/prod`, NOT_SENT],
  apiConfiguration: ["integration-misconfigured", "mapping", INTEGRATION_ARN, OF_MAPPING],
  authorizerConfiguration: [
    "not-found",
    "authorizer",
    AUTHORIZER_ARN,
    { ...NOT_SENT, live: COGNITO },
  ],
  authorizerFailure: [
    "not-supported",
    "authorizer",
    AUTHORIZER_ARN,
    { ...NOT_SENT, live: COGNITO },
  ],
  badBody: ["malformed-body", "validation", METHOD_ARN, NOT_SENT],
  badParameters: ["malformed-request", "validation", METHOD_ARN, NOT_SENT],
  forbidden: ["not-found", "stage", ANSWERED.apiId, NO_STAGE],
  invalidApiKey: ["forbidden", "api-key", METHOD_ARN, { ...NOT_SENT, live: WITH_KEY }],
  missingToken: ["not-found", "method", API_ARN, { ...NOT_SENT, live: null }],
  quotaExceeded: ["throttled", "usage-plan", METHOD_ARN, { ...NOT_SENT, live: WITH_KEY }],
  throttled: ["throttled", "throttle", METHOD_ARN, NOT_SENT],
  tooLarge: ["body-too-large", "request-body", ANSWERED.apiId, NOT_SENT],
  unauthorized: ["unauthorized", "authorizer", AUTHORIZER_ARN, { ...NOT_SENT, live: COGNITO }],
  uriTooLong: ["request-line-too-long", "request", ANSWERED.apiId, NO_STAGE],
  unsupportedMediaType: ["malformed-body", "mapping", INTEGRATION_ARN, OF_MAPPING],
  malformedProxyResponse: [
    "malformed-response",
    "response-mapping",
    `${INTEGRATION_ARN}/responses/`,
  ],
};

test.for(Object.keys(REFUSALS) as (keyof typeof REFUSALS)[])(
  "composeRestApiSteps() puts the refusal %s on the one step that decided it",
  (name) => {
    const [kind, decision, resource, over = {}] = REFUSED[name];
    const refusal: RefusalRow = REFUSALS[name];
    const kept = { ...KEPT, ...over, failure: failure(kind, "seen"), refusal };
    const steps = composeRestApiSteps(kept, 1000);
    const failed = steps.filter((step) => step.failure !== null);
    expect(failed.map((step) => [step.decision, step.resource])).toEqual([[decision, resource]]);
    expect(steps.find((step) => step.decision === "gateway-response")?.evidence).toMatchObject({
      responseType: refusal.responseType,
      errorType: refusal.errorType,
    });
  },
);

test("composeRestApiSteps() tells a usage plan's limit from the method's", () => {
  const reason = failure("throttled", USAGE_PLAN_LIMIT);
  const kept = { ...KEPT, ...NOT_SENT, live: WITH_KEY, failure: reason };
  const steps = composeRestApiSteps({ ...kept, refusal: REFUSALS.throttled }, 1000);
  expect(steps.find((step) => step.failure !== null)?.decision).toBe("usage-plan");
});

test("composeRestApiSteps() gives a template's failure to the side that it was on", () => {
  const reason = failure("integration-misconfigured", "Unable to parse");
  const refusal = refusalRow(reason);
  const decisionIn = (over: Partial<KeptRestApiRequest>) =>
    composeRestApiSteps({ ...KEPT, ...over, failure: reason, refusal }, 1000).find(
      (step) => step.failure !== null,
    )?.decision;
  expect(decisionIn(OF_MAPPING)).toBe("mapping");
  expect(decisionIn({})).toBe("response-mapping");
  const unusable = { ...LIVE, integration: { ...LIVE_INTEGRATION, failure: reason } };
  expect(decisionIn({ ...OF_MAPPING, live: unusable })).toBe("integration");
});

test("composeRestApiSteps() tells the whole way of a request that was answered", () => {
  const steps = composeRestApiSteps(KEPT, 1000);
  expect(steps.map(({ decision }) => decision)).toEqual([
    "request",
    "stage",
    "method",
    "mapping",
    "integration",
    "vpc-link",
    "security-groups",
    "listener",
    "connection",
    "tls",
    "integration-answer",
    "response-mapping",
    "answer",
  ]);
  expect(steps.every((step) => step.failure === null)).toBe(true);
  expect(JSON.stringify(steps)).not.toMatch(/secret|Bearer/);
});

test("composeRestApiSteps() ends with a kept answer where the cache had one", () => {
  const kept = { ...KEPT, ...UNSENT, status: 200, cacheResult: "hit", phase: "other" } as const;
  expect(composeRestApiSteps(kept, 1000).map(({ decision }) => decision)).toEqual([
    "request",
    "stage",
    "method",
    "cache",
    "answer",
  ]);
});
