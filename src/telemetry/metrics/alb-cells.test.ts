import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import { binOf } from "../../store/metric-distribution.ts";
import {
  ALB_LISTENER,
  GROUP_ARN,
  GROUP_ID,
  albRequest,
  connection,
  ownAnswer,
  sumsOf,
  targetGroup,
} from "./metric-fixtures.ts";
import {
  ALB,
  ALB_ZONE,
  ALB_GROUP,
  MINUTE_MS,
  setUp,
  setHealth,
  only,
} from "./metric-recorder-fixtures.ts";

test("MetricRecorder counts a request that a target answered under AWS's names", async () => {
  const { store, recorder } = setUp();
  recorder.albRequest(albRequest({ ruleEvaluations: 3, targetConnectionIsNew: true }));
  recorder.albRequest(albRequest({ targetStatus: 404, elbStatus: 404 }));
  await recorder.flush();
  expect(sumsOf(store.data, ALB_GROUP)).toEqual({
    RequestCount: 2,
    RequestCountPerTarget: 2,
    HTTPCode_Target_2XX_Count: 1,
    HTTPCode_Target_4XX_Count: 1,
    TargetResponseTime: 0.04,
  });
  expect(sumsOf(store.data, ALB)).toEqual({
    RequestCount: 2,
    NewConnectionCount: 1,
    ProcessedBytes: 1000,
    RuleEvaluations: 3,
    HTTPCode_Target_2XX_Count: 1,
    HTTPCode_Target_4XX_Count: 1,
    TargetResponseTime: 0.04,
  });
  expect(sumsOf(store.data, ALB_ZONE)).toMatchObject({ RequestCount: 2, ProcessedBytes: 1000 });
  expect(sumsOf(store.data, ALB_ZONE)).not.toHaveProperty("RuleEvaluations");
  expect(sumsOf(store.data, `TargetGroup=${GROUP_ID}`)).toEqual({ RequestCountPerTarget: 2 });
  await recorder.close();
});

test("MetricRecorder gives counts samples of 1 and response times in seconds with their spread", async () => {
  const { store, recorder } = setUp();
  for (let n = 0; n < 3; n++) recorder.albRequest(albRequest());
  await recorder.flush();
  expect(only(store.data, "RequestCount", ALB)).toMatchObject([
    { unit: "Count", sampleCount: 3, sum: 3, minimum: 1, maximum: 1, storageResolutionSeconds: 60 },
  ]);
  const [time] = only(store.data, "TargetResponseTime", ALB_GROUP);
  expect(time).toMatchObject({ unit: "Seconds", sampleCount: 3, minimum: 0.02, maximum: 0.02 });
  expect(time?.distribution).toEqual(new Map([[binOf(0.02), 3]]));
  await recorder.close();
});

test.for([
  ["connect-refused", 502, { TargetConnectionErrorCount: 1 }],
  ["connect-timeout", 504, { TargetConnectionErrorCount: 1 }],
  ["tls-handshake-failed", 502, { TargetTLSNegotiationErrorCount: 1 }],
  ["closed-before-response", 502, {}],
] as const)("MetricRecorder counts a target's %s", async ([kind, elbStatus, sums]) => {
  const { store, recorder } = setUp();
  const changes = { target: "10.0.1.1:8080", targetGroupArn: GROUP_ARN, failure: failure(kind) };
  recorder.albRequest(ownAnswer(elbStatus, changes));
  await recorder.flush();
  expect(sumsOf(store.data, ALB_GROUP)).toEqual({
    RequestCount: 1,
    RequestCountPerTarget: 1,
    ...sums,
  });
  expect(sumsOf(store.data, ALB)).toMatchObject({
    ...sums,
    [`HTTPCode_ELB_${elbStatus}_Count`]: 1,
    HTTPCode_ELB_5XX_Count: 1,
  });
  await recorder.close();
});

test("MetricRecorder counts non-compliant requests that were let through, IPv6 and invalid fields", async () => {
  const { store, recorder } = setUp();
  recorder.albRequest(albRequest({ desyncTier: 2, clientAddress: "2001:db8::1" }));
  recorder.albRequest(albRequest({ desyncTier: 3, clientAddress: "::ffff:192.0.2.1" }));
  recorder.albRequest(albRequest({ invalidFieldsDropped: 2, failedOpen: true }));
  recorder.albRequest(albRequest({ invalidFieldsForwarded: 1 }));
  await recorder.flush();
  expect(sumsOf(store.data, ALB_ZONE)).toMatchObject({
    DesyncMitigationMode_NonCompliant_Request_Count: 2,
    IPv6RequestCount: 1,
    IPv6ProcessedBytes: 500,
    DroppedInvalidHeaderRequestCount: 1,
    ForwardedInvalidHeaderRequestCount: 1,
  });
  expect(sumsOf(store.data, ALB_GROUP)).toMatchObject({ UnhealthyRoutingRequestCount: 1 });
  await recorder.close();
});

test("MetricRecorder samples connections and capacity units of an ALB's minute", async () => {
  const { clock, store, recorder } = setUp();
  recorder.updateListener(ALB_LISTENER.listenerArn, ALB_LISTENER);
  for (let n = 0; n < 3; n++) recorder.connectionOpened(connection(ALB_LISTENER));
  recorder.connectionClosed(connection(ALB_LISTENER));
  recorder.connectionOpened(connection(ALB_LISTENER, failure("client-tls-failed")));
  recorder.connectionOpened(connection(ALB_LISTENER, failure("out-of-resources")));
  recorder.albRequest(albRequest({ receivedBytes: 5e8, sentBytes: 0, ruleEvaluations: 10 }));
  clock.advance(MINUTE_MS);
  expect(sumsOf(store.data, ALB)).toMatchObject({
    ActiveConnectionCount: 3,
    NewConnectionCount: 3,
    ClientTLSNegotiationErrorCount: 1,
    RejectedConnectionCount: 1,
    ConsumedLCUs: 30,
  });
  clock.advance(MINUTE_MS);
  expect(only(store.data, "ActiveConnectionCount", ALB).map(({ sum }) => sum)).toEqual([3, 2]);
  await recorder.close();
});

test("MetricRecorder samples the health of targets and divides requests by the healthy ones", async () => {
  const { clock, store, health, recorder } = setUp();
  recorder.updateTargetGroup(GROUP_ARN, targetGroup(3));
  recorder.updateListener(ALB_LISTENER.listenerArn, ALB_LISTENER);
  setHealth(health, "10.0.1.1:8080", "healthy");
  setHealth(health, "10.0.1.2:8080", "healthy");
  setHealth(health, "10.0.1.3:8080", "unhealthy");
  for (let n = 0; n < 5; n++) recorder.albRequest(albRequest());
  clock.advance(11_000);
  await recorder.flush();
  expect(sumsOf(store.data, ALB_GROUP)).toMatchObject({
    RequestCountPerTarget: 2.5,
    HealthyHostCount: 2,
    UnHealthyHostCount: 1,
    HealthyStateRouting: 1,
    UnhealthyStateRouting: 0,
    HealthyStateDNS: 1,
    UnhealthyStateDNS: 0,
  });
  await recorder.close();
});

test.for([
  [301, { actionsExecuted: "redirect" }, { HTTP_Redirect_Count: 1, HTTPCode_ELB_3XX_Count: 1 }],
  [200, { actionsExecuted: "fixed-response" }, { HTTP_Fixed_Response_Count: 1 }],
  [
    503,
    { actionsExecuted: "fixed-response" },
    { HTTP_Fixed_Response_Count: 1, HTTPCode_ELB_5XX_Count: 1, HTTPCode_ELB_503_Count: 1 },
  ],
  [
    507,
    { actionsExecuted: "redirect", failure: failure("redirect-too-long") },
    { HTTP_Redirect_Url_Limit_Exceeded_Count: 1, HTTPCode_ELB_5XX_Count: 1 },
  ],
  [460, { failure: failure("client-closed") }, { HTTPCode_ELB_4XX_Count: 1 }],
  [
    400,
    { failure: failure("desync-blocked"), desyncTier: 1 },
    { HTTPCode_ELB_4XX_Count: 1, DesyncMitigationMode_NonCompliant_Request_Count: 1 },
  ],
  [500, {}, { HTTPCode_ELB_5XX_Count: 1, HTTPCode_ELB_500_Count: 1 }],
  [0, { failure: failure("client-idle-timeout") }, {}],
] as const)("MetricRecorder counts an own answer %i %o as %o", async ([status, changes, sums]) => {
  const { store, recorder } = setUp();
  recorder.albRequest(ownAnswer(status, changes));
  await recorder.flush();
  expect(sumsOf(store.data, ALB)).toEqual({ ProcessedBytes: 500, ...sums });
  await recorder.close();
});
