import { expect, test } from "vitest";
import { KeptRun, type RunFollowing } from "./kept-run.ts";
import type { StepView } from "./run-view.ts";
import { plainHttpToHttpsListener } from "./scenarios/plain-http-to-https-listener.ts";

const OPENED: StepView = { kind: "opened", endpointUrl: "http://127.0.0.1:1" };
const REFUSED: StepView = { kind: "refused", status: 400, message: "no" };

function newRun(): KeptRun {
  return new KeptRun("run-1", plainHttpToHttpsListener, 1_000);
}

/** Follows, and pauses itself after `most` events if that is wished. */
function follow(run: KeptRun, pausesAfter = Infinity) {
  const told: string[] = [];
  const followings: RunFollowing[] = [];
  const sink = {
    event(name: string, data: unknown) {
      const { index } = data as { index?: number };
      told.push(index === undefined ? name : `${name} ${index}`);
      if (told.length >= pausesAfter) followings[0]?.pause();
    },
    end: () => void told.push("closed"),
  };
  const following = run.follow(sink);
  followings.push(following);
  return { told, following };
}

test("KeptRun tells a follower what was done, what is done, and the end", () => {
  const run = newRun();
  run.add(OPENED);
  const { told } = follow(run);
  expect(told).toEqual(["step 0"]);
  run.add(REFUSED);
  run.finish([], 12.4);
  expect(told).toEqual(["step 0", "step 1", "end", "closed"]);
});

test("KeptRun tells a run that is over from its beginning to its end", () => {
  const run = newRun();
  run.add(OPENED);
  run.finish([], 1);
  expect(follow(run).told).toEqual(["step 0", "end", "closed"]);
});

test("KeptRun tells no more to a follower that pauses until it resumes", () => {
  const run = newRun();
  const { told, following } = follow(run, 1);
  run.add(OPENED);
  run.add(REFUSED);
  run.finish(["wrong"], 1);
  expect(told).toEqual(["step 0"]);
  following.resume();
  expect(told).toEqual(["step 0", "step 1"]);
  following.resume();
  expect(told).toEqual(["step 0", "step 1", "end", "closed"]);
});

test("KeptRun tells nothing to a follower that has left", () => {
  const run = newRun();
  const { told, following } = follow(run);
  following.stop();
  run.add(OPENED);
  run.finish([], 1);
  expect(told).toEqual([]);
});

test("KeptRun says whether it runs, passed or failed", () => {
  const [passed, failed] = [newRun(), newRun()];
  expect(passed.summary()).toMatchObject({ state: "running", codes: ["PST101"], durationMs: 0 });
  passed.finish([], 12.4);
  failed.finish(["not so"], 1);
  expect(passed.report()).toMatchObject({ state: "passed", durationMs: 12, steps: [] });
  expect(failed.summary()).toMatchObject({ state: "failed", problems: ["not so"] });
});

test("KeptRun takes nothing more when it is over, and no more steps than it may", () => {
  const run = newRun();
  for (let i = 0; i < 60; i++) run.add(OPENED);
  expect(run.steps).toHaveLength(50);
  run.finish([], 1);
  run.finish(["late"], 1);
  expect(run.summary().state).toBe("passed");
});
