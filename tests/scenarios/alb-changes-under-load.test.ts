// Rules and targets that come, change and go while requests are in work: none is lost, and each sees one state.
import { afterEach, describe, expect, it } from "vitest";
import {
  GROUP_ARN,
  condition,
  defaultRule,
  fixedResponse,
  forwardTo,
  listenerSnapshot,
  rule,
} from "../../src/balancer/alb/rule-fixtures.ts";
import { AlbBed, targetGroup } from "./alb-bed.ts";
import { RawTarget, answerAll, ok } from "./raw-peer.ts";

let bed: AlbBed;
afterEach(() => bed.close());

const GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
const CLIENTS = 8;

/** Clients that ask without a pause until `stop`; the bodies of all their answers, each a 200. */
function load(): { answers: string[]; stop: () => Promise<void> } {
  const answers: string[] = [];
  let isOver = false;
  const clients = Array.from({ length: CLIENTS }, async () => {
    const client = await bed.connect();
    while (!isOver) {
      client.send(GET);
      const { head, body } = await client.takeMessage();
      expect(head).toMatch(/^HTTP\/1\.1 200 /);
      answers.push(body);
    }
    client.socket.destroy();
  });
  return {
    answers,
    stop: async () => {
      isOver = true;
      await Promise.all(clients);
    },
  };
}

async function untilGrown(answers: readonly string[], by: number): Promise<void> {
  const goal = answers.length + by;
  while (answers.length < goal) await new Promise((resolve) => setImmediate(resolve));
}

describe("under load", () => {
  it("a listener that gets new rules loses no request, and the newest rules are live when update() says so", async () => {
    bed = await AlbBed.start({ rules: [defaultRule(fixedResponse(200, "0"))] });
    const { answers, stop } = load();
    await untilGrown(answers, 20);
    for (let version = 1; version <= 10; version++) {
      const many = Array.from({ length: 500 }, (_, i) =>
        rule(i + 2, [condition("path-pattern", `/other${i}/*`)]),
      );
      const newest = rule(
        1,
        [condition("path-pattern", "/a")],
        fixedResponse(200, String(version)),
      );
      await bed.listener.update(listenerSnapshot({ rules: [newest, ...many, defaultRule()] }));
      const live = answers.length;
      await untilGrown(answers, 2 * CLIENTS);
      // Answers of requests that were sent before may still come; not more than one per client.
      expect(answers.slice(live + CLIENTS)).toEqual(
        answers.slice(live + CLIENTS).map(() => String(version)),
      );
    }
    await stop();
  });

  it("targets that come and drain lose no request", async () => {
    bed = await AlbBed.start({ rules: [defaultRule(forwardTo(GROUP_ARN))] });
    const others = await Promise.all(
      ["b", "c"].map((name) => RawTarget.start(answerAll(() => ok(name)))),
    );
    const [b, c] = others.map((one) => one.port) as [number, number];
    const { answers, stop } = load();
    await untilGrown(answers, 20);
    bed.groups.update(GROUP_ARN, targetGroup([bed.target.port, b]));
    await untilGrown(answers, 50);
    expect(answers.slice(-40)).toContain("b");
    const group = targetGroup([bed.target.port, b, c]);
    const [first, ...rest] = group.targets;
    const draining = { ...first, drainingUntilMs: Date.now() + 60_000 };
    bed.groups.update(GROUP_ARN, { ...group, targets: [draining as never, ...rest] });
    const live = answers.length + CLIENTS;
    await untilGrown(answers, 80);
    expect(new Set(answers.slice(live))).toEqual(new Set(["b", "c"]));
    bed.groups.update(GROUP_ARN, targetGroup([b, c]));
    await untilGrown(answers, 50);
    await stop();
    for (const one of others) one.close();
    expect(bed.entries.every((entry) => entry.elbStatus === 200)).toBe(true);
  });

  it("an older snapshot that takes longer to build does not replace a newer one", async () => {
    bed = await AlbBed.start({});
    const many = Array.from({ length: 3000 }, (_, i) =>
      rule(i + 1, [condition("path-pattern", `/other${i}/*`)]),
    );
    const older = bed.listener.update(listenerSnapshot({ rules: [...many, defaultRule()] }));
    const newer = bed.listener.update(
      listenerSnapshot({ rules: [defaultRule(fixedResponse(200, "newer"))] }),
    );
    await Promise.all([older, newer]);
    const client = await bed.connect();
    client.send(GET);
    expect((await client.takeMessage()).body).toBe("newer");
  });

  it("a listener that is closed finishes the request in work and takes no other", async () => {
    bed = await AlbBed.start({ target: null });
    const client = await bed.connect();
    const idle = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    await target.takeMessage();
    void bed.listener.close();
    expect(await idle.takeAll()).toBe("");
    target.send(ok("last"));
    expect(await client.takeAll()).toMatch(/\r\nConnection: close\r\n\r\nlast$/);
    const late = await bed.connect();
    expect(await late.takeAll()).toBe("");
  });
});
