import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import { NLB_LISTENER, connection, nlbFlow, sumsOf } from "./metric-fixtures.ts";
import { NLB, NLB_GROUP, MINUTE_MS, setUp, only } from "./metric-recorder-fixtures.ts";

test("MetricRecorder counts a flow at its start, its bytes as they pass and its reset at its end", async () => {
  const { clock, store, recorder } = setUp();
  recorder.updateListener(NLB_LISTENER.listenerArn, NLB_LISTENER);
  const flow = nlbFlow();
  recorder.nlbFlowStarted(flow);
  flow.receivedBytes = 300;
  clock.advance(1000);
  expect(sumsOf(store.data, NLB)).toMatchObject({ NewFlowCount: 1, NewFlowCount_TCP: 1 });
  expect(sumsOf(store.data, NLB)).toMatchObject({ ProcessedBytes: 300, ActiveFlowCount_TCP: 1 });
  flow.sentBytes = 200;
  await recorder.flush();
  expect(sumsOf(store.data, NLB)).toMatchObject({ ProcessedBytes: 500 });
  flow.sentBytes = 250;
  flow.resetBy = "target";
  flow.failedOpen = true;
  recorder.nlbFlow(flow);
  clock.advance(MINUTE_MS - 1000);
  expect(sumsOf(store.data, NLB)).toMatchObject({
    ProcessedBytes: 550,
    ProcessedBytes_TCP: 550,
    PeakBytesPerSecond: 300,
    TCP_Target_Reset_Count: 1,
    TCP_ELB_Reset_Count: 0,
    NewFlowCount: 1,
  });
  expect(sumsOf(store.data, NLB_GROUP)).toEqual({ UnhealthyRoutingFlowCount: 1 });
  const active = only(store.data, "ActiveFlowCount", NLB);
  const samples = active.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  expect([samples, active.at(-1)?.minimum]).toEqual([60, 0]);
  await recorder.close();
});

test("MetricRecorder counts connections that came to no flow by their failure alone", async () => {
  const { store, recorder } = setUp();
  const unserved = nlbFlow({ failure: failure("client-tls-failed"), targetGroupArn: "" });
  recorder.connectionOpened(connection(NLB_LISTENER, failure("client-tls-failed")));
  recorder.nlbFlow(unserved);
  await recorder.flush();
  expect(sumsOf(store.data, NLB)).toEqual({ ClientTLSNegotiationErrorCount: 1 });
  await recorder.close();
});
