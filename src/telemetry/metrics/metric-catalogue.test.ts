import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import { METRIC_CATALOGUE } from "./metric-catalogue.ts";
import {
  ALB_LISTENER,
  GROUP_ARN,
  NLB_LISTENER,
  albRequest,
  connection,
  httpApiRequest,
  nlbFlow,
  ownAnswer,
  restApiRequest,
  targetGroup,
} from "./metric-fixtures.ts";
import { MINUTE_MS, setUp, setHealth } from "./metric-recorder-fixtures.ts";
import type { RecorderSetting } from "./metric-recorder-fixtures.ts";

/** Traffic that makes every metric of the catalogue come up. */
function everything({ clock, health, recorder }: RecorderSetting): void {
  const group = targetGroup(2);
  recorder.updateTargetGroup(GROUP_ARN, group);
  recorder.updateListener(ALB_LISTENER.listenerArn, ALB_LISTENER);
  recorder.updateListener(NLB_LISTENER.listenerArn, NLB_LISTENER);
  setHealth(health, "10.0.1.1:8080", "healthy");
  setHealth(health, "10.0.1.2:8080", "unhealthy");
  for (const snapshot of [ALB_LISTENER, NLB_LISTENER]) {
    recorder.connectionOpened(connection(snapshot));
    recorder.connectionOpened(connection(snapshot, failure("client-tls-failed")));
    recorder.connectionOpened(connection(snapshot, failure("out-of-resources")));
    recorder.connectionOpened(connection(snapshot, failure("security-group-blocked")));
  }
  for (const targetStatus of [200, 301, 404, 500])
    recorder.albRequest(albRequest({ targetStatus }));
  recorder.albRequest(
    albRequest({
      desyncTier: 1,
      invalidFieldsDropped: 1,
      invalidFieldsForwarded: 1,
      clientAddress: "2001:db8::1",
      ruleEvaluations: 2,
      failedOpen: true,
    }),
  );
  for (const kind of ["connect-refused", "tls-handshake-failed"] as const) {
    const { target } = albRequest();
    recorder.albRequest(
      ownAnswer(502, { target, targetGroupArn: GROUP_ARN, failure: failure(kind) }),
    );
  }
  for (const status of [400, 500, 503, 504]) recorder.albRequest(ownAnswer(status));
  recorder.albRequest(ownAnswer(301, { actionsExecuted: "redirect" }));
  recorder.albRequest(ownAnswer(200, { actionsExecuted: "fixed-response" }));
  recorder.albRequest(ownAnswer(507, { failure: failure("redirect-too-long") }));
  for (const protocol of ["TCP", "TLS"] as const) {
    for (const resetBy of ["client", "target", "load-balancer"] as const) {
      const snapshot = { ...NLB_LISTENER, protocol };
      const flow = nlbFlow({ snapshot, resetBy, receivedBytes: 5, failedOpen: true });
      recorder.nlbFlowStarted(flow);
      flow.failure = failure(resetBy === "target" ? "tls-handshake-failed" : "out-of-resources");
      recorder.nlbFlow(flow);
    }
  }
  recorder.httpApiRequest(httpApiRequest({ detailedMetrics: true }));
  recorder.restApiRequest(restApiRequest({ detailedMetrics: true, cacheResult: "miss" }));
  clock.advance(MINUTE_MS);
}

test("METRIC_CATALOGUE names exactly what the recorder sends", async () => {
  const parts = setUp();
  everything(parts);
  await parts.recorder.close();
  const sent = parts.store.data.map(({ identity, unit }) =>
    [
      identity.namespace,
      identity.metricName,
      unit,
      ...identity.dimensions.map(({ name }) => name),
    ].join(" "),
  );
  const declared = METRIC_CATALOGUE.flatMap(({ namespace, name, unit, dimensionSets }) =>
    dimensionSets.map((names) => [namespace, name, unit, ...names.toSorted()].join(" ")),
  );
  expect([...new Set(sent)].toSorted()).toEqual([...new Set(declared)].toSorted());
  // Two definitions may share a name, but not a dimension set: their figures would be added up.
  expect(new Set(declared).size).toBe(declared.length);
});
