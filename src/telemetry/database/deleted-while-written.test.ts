// Groups and streams that are deleted while lines for them are on their way, with the real thread: nothing fails,
// what was deleted stays deleted, and what comes afterwards is kept.
import { afterEach, expect, test } from "vitest";
import {
  openTelemetryTestBed,
  readMessages,
  sweepTelemetry,
  TEST_PLACE,
  TEST_SCOPE,
  type TelemetryTestBed,
} from "./telemetry-fixture.ts";

let bed: TelemetryTestBed | null = null;
afterEach(() => bed?.store.close());

const ROUNDS = 40;

async function writeAndDelete(
  { store, clock }: TelemetryTestBed,
  remove: () => Promise<void>,
): Promise<void> {
  const deleting: Promise<void>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let n = 0; n < 5; n++) {
      store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs(), `before ${round}`);
    }
    deleting.push(remove());
    store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs(), `after ${round}`);
  }
  await Promise.all(deleting);
}

test.for([
  [
    "a group",
    (made: TelemetryTestBed) => made.store.logs.deleteGroup(TEST_SCOPE, TEST_PLACE.groupName),
  ],
  [
    "a stream",
    (made: TelemetryTestBed) =>
      made.store.logs.deleteStream(TEST_SCOPE, TEST_PLACE.groupName, TEST_PLACE.streamName),
  ],
] as const)("%s that is deleted while it is written to has what came after", async ([, remove]) => {
  const made = openTelemetryTestBed({ inThread: true });
  bed = made;
  await writeAndDelete(made, () => remove(made));
  expect(await readMessages(made.store.logs)).toMatchObject({ messages: [`after ${ROUNDS - 1}`] });
  const { items } = await made.store.logs.listGroups(TEST_SCOPE, {
    prefix: "",
    part: "",
    after: null,
    limit: 50,
  });
  expect(items.map(({ name }) => name)).toEqual([TEST_PLACE.groupName]);
  await sweepTelemetry(made);
  expect(await readMessages(made.store.logs)).toMatchObject({ messages: [`after ${ROUNDS - 1}`] });
  expect(made.logged).toEqual([]);
  expect(await made.store.status()).toMatchObject({ writable: true, droppedLogEvents: 0 });
});
