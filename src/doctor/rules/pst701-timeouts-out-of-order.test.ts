import { expect, test } from "vitest";
import {
  ALB_ARN,
  ALB_TARGET_GROUP_ARN,
  httpApiOnAlb,
  NLB_LISTENER_ARN,
  restApiOnNlb,
} from "../inventory-fixtures.ts";
import { journeyOf, type HopWords } from "../journey-evidence-fixtures.ts";
import {
  examineRule,
  first,
  foundBy,
  httpApiWith,
  listenerOf,
  onlyFinding,
  restApiWith,
} from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const INTEGRATION = "a1b2c3d4e5/i1abcde";

function gateway(words: Partial<HopWords>): HopWords {
  return {
    kind: "http-api",
    resource: "a1b2c3d4e5",
    steps: {
      integration: "arn:aws:apigateway:eu-central-1::/apis/a1b2c3d4e5/integrations/i1abcde",
    },
    ...words,
  };
}

test("PST701 raises an idle timeout that ends before the integration's", () => {
  const inventory = httpApiOnAlb();
  first(inventory.loadBalancers).attributes["idle_timeout.timeout_seconds"] = "10";
  const finding = onlyFinding(examineRule("PST701", inventory));
  expect([finding.severity, finding.resource.id]).toEqual(["warning", ALB_ARN]);
  expect(finding.fixes[0]?.calls[0]).toMatchObject({
    input: { Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "35" }] },
    undo: { input: { Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "10" }] } },
  });
});

test("PST701 finds REST integrations with more time than a Network Load Balancer's flows have", () => {
  const inventory = restApiWith((integration) => {
    integration.timeoutInMillis = 120_000;
  });
  expect(foundBy("PST701", inventory)).toEqual([]);
  const listener = listenerOf(inventory);
  listener.listener.Protocol = "TCP";
  listener.attributes["tcp.idle_timeout.seconds"] = "60";
  expect(foundBy("PST701", inventory)).toEqual([`warning ${NLB_LISTENER_ARN}`]);
});

test("PST701 tells that the gateway gave up first, and gives the integration the time that it may have", () => {
  const inventory = httpApiWith((integration) => {
    integration.TimeoutInMillis = 2_000;
  });
  const journeys = [journeyOf(gateway({ failure: "response-timeout", durationMs: 2_010 }))];
  const finding = onlyFinding(examineRule("PST701", inventory, { journeys }));
  expect([finding.resource.id, finding.fixes[0]?.calls[0]?.input]).toEqual([
    INTEGRATION,
    { ApiId: "a1b2c3d4e5", IntegrationId: "i1abcde", TimeoutInMillis: 30_000 },
  ]);
});

test("PST701 does not tell of waits that the timeout of today cannot have made", () => {
  const journeys = [journeyOf(gateway({ failure: "response-timeout", durationMs: 2_010 }))];
  expect(examineRule("PST701", httpApiOnAlb(), { journeys }).findings).toEqual([]);
});

test("PST701 does not tell of a failure after which the same request succeeded", () => {
  const failed = journeyOf(gateway({ failure: "response-timeout", durationMs: 30_000 }));
  const later = journeyOf(gateway({}), { status: 200 });
  expect(foundBy("PST701", httpApiOnAlb(), { journeys: [failed] })).toHaveLength(1);
  expect(foundBy("PST701", httpApiOnAlb(), { journeys: [later, failed] })).toEqual([]);
});

test("PST701 tells that the load balancer gave up first", () => {
  const next: HopWords = {
    kind: "alb",
    resource: ALB_ARN,
    failure: "response-timeout",
    durationMs: 60_020,
  };
  const finding = onlyFinding(
    examineRule("PST701", httpApiOnAlb(), { journeys: [journeyOf(gateway({ next }))] }),
  );
  expect([finding.resource.id, finding.title]).toEqual([
    ALB_ARN,
    "shop gave up first: its target did not answer within 60 s",
  ]);
});

test("PST701 finds targets that close connections which the load balancer uses again", () => {
  const closed = (reused: boolean) => [
    journeyOf({
      kind: "alb",
      resource: ALB_ARN,
      failure: "closed-before-response",
      steps: { connection: ALB_TARGET_GROUP_ARN },
      reused,
    }),
  ];
  expect(foundBy("PST701", httpApiOnAlb(), { journeys: closed(true) })).toEqual([
    `warning ${ALB_TARGET_GROUP_ARN}`,
  ]);
  expect(foundBy("PST701", httpApiOnAlb(), { journeys: closed(false) })).toEqual([]);
});

test("PST701 mentions clients that leave before the gateway would", () => {
  const journeys = [journeyOf(gateway({ failure: "client-closed", durationMs: 5_000 }))];
  expect(foundBy("PST701", httpApiOnAlb(), { journeys })).toEqual([`info ${INTEGRATION}`]);
});

test("PST701 cannot decide where the idle timeout is not known", () => {
  const inventory = httpApiOnAlb();
  first(inventory.loadBalancers).attributes["idle_timeout.timeout_seconds"] =
    unresolved("parameter Idle");
  const hidden = httpApiOnAlb();
  first(hidden.loadBalancers).attributes = {};
  hidden.unreadable.push({ what: "attributes", part: "loadBalancers", why: "denied" });
  for (const one of [inventory, hidden]) {
    const { findings, undecided } = examineRule("PST701", one);
    expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([
      0,
      [INTEGRATION],
    ]);
  }
});

test("PST701 is silent on the defaults", () => {
  expect(examineRule("PST701", httpApiOnAlb())).toMatchObject({ findings: [], undecided: [] });
  expect(examineRule("PST701", restApiOnNlb())).toMatchObject({ findings: [], undecided: [] });
});
