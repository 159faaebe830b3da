import { expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { keptHop, nlbEntry } from "./journey-fixtures.ts";
import { OpenFlows } from "./open-flows.ts";

const FACTS = { startedAtMs: 1_000, finishedAtMs: 0, arrivedOn: "10.0.1.7:4000" };
const LEFT_ON = "10.0.2.2:6000";

/** A flow that connects when it is told to. */
function flowToConnect() {
  let leftOn = "";
  let asked = 0;
  const flow = {
    ...nlbEntry(FACTS),
    keepHop: () => {
      asked++;
      return keptHop({ ...FACTS, kind: "nlb", leftOn });
    },
  };
  return {
    flow,
    connect: () => (leftOn = LEFT_ON),
    get asked() {
      return asked;
    },
  };
}

test("a flow is found by either end while it is open", () => {
  const flows = new OpenFlows(new FakeClock(1_000));
  const flow = nlbEntry({ ...FACTS, leftOn: LEFT_ON });
  flows.started(flow);
  expect(flows.leftOn(LEFT_ON)?.arrivedOn).toBe(FACTS.arrivedOn);
  expect(flows.arrivedOn(FACTS.arrivedOn)?.leftOn).toBe(LEFT_ON);
  expect(flows.leftOn(FACTS.arrivedOn)).toBeNull();
  flows.ended(flow);
  expect(flows.leftOn(LEFT_ON)).toBeNull();
  expect(flows.arrivedOn(FACTS.arrivedOn)).toBeNull();
  expect(flows.isEmpty).toBe(true);
});

test("a flow that was not connected is asked again, now and then, and given up at last", () => {
  const clock = new FakeClock(1_000);
  const flows = new OpenFlows(clock);
  const late = flowToConnect();
  flows.started(late.flow);
  expect(flows.leftOn(LEFT_ON)).toBeNull();
  const { asked } = late;
  for (let n = 0; n < 100; n++) flows.leftOn(LEFT_ON);
  expect(late.asked).toBe(asked);
  clock.advance(20);
  late.connect();
  expect(flows.leftOn(LEFT_ON)).not.toBeNull();

  const never = flowToConnect();
  flows.started(never.flow);
  flows.leftOn("10.0.0.0:1");
  clock.advance(20_000);
  flows.leftOn("10.0.0.0:1");
  const givenUp = never.asked;
  clock.advance(1_000);
  flows.leftOn("10.0.0.0:1");
  expect(never.asked).toBe(givenUp);
});

test("ended() says whether a kept request went through the flow", () => {
  const flows = new OpenFlows(new FakeClock(1_000));
  const flow = nlbEntry({ ...FACTS, leftOn: LEFT_ON });
  const other = nlbEntry({ ...FACTS, arrivedOn: "1.1.1.1:1", leftOn: "2.2.2.2:2" });
  flows.started(flow);
  flows.started(other);
  flows.want(keptHop({ ...FACTS, kind: "alb", arrivedOn: LEFT_ON }));
  expect(flows.ended(flow)).toBe(true);
  expect(flows.ended(other)).toBe(false);
});
