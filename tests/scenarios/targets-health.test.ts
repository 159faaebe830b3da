// Health checks, fail open and draining, as targets and clients of an Application Load Balancer see them.
import { afterEach, beforeEach, expect, test } from "vitest";
import { BalancerBed, CHECKED, GROUP } from "./balancer-bed.ts";
import { albListener, group, target, until } from "./balancer-bed.ts";
import { RawTarget, connectRaw, ok } from "./raw-peer.ts";
import type { RawPeer } from "./raw-peer.ts";

/** A web server that answers health checks with what `health` says and everything else with its name. */
class WebTarget {
  health = "200 OK";
  readonly checks: { head: string; peer: RawPeer }[] = [];
  readonly held: RawPeer[] = [];
  raw: RawTarget | null = null;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  get port(): number {
    return this.raw?.port ?? 0;
  }

  /** Whether one more check than `count` has come and gone. */
  isCheckedBeyond(count: number): boolean {
    const last = this.checks.at(-1);
    return this.checks.length > count && (this.health === "" || last?.peer.ended === true);
  }

  async start(): Promise<this> {
    this.raw = await RawTarget.start((peer) => void this.#serve(peer).catch(() => {}));
    return this;
  }

  async #serve(peer: RawPeer): Promise<void> {
    for (;;) {
      const head = await peer.take("\r\n\r\n");
      if (head.startsWith("GET /health ")) {
        this.checks.push({ head, peer });
        if (this.health !== "") peer.send(`HTTP/1.1 ${this.health}\r\nContent-Length: 0\r\n\r\n`);
      } else if (head.startsWith("GET /held ")) this.held.push(peer);
      else peer.send(ok(this.#name));
    }
  }
}

let bed: BalancerBed;
let one: WebTarget;
let two: WebTarget;

beforeEach(async () => {
  bed = new BalancerBed();
  one = await new WebTarget("one").start();
  two = await new WebTarget("two").start();
  await bed.listen(albListener());
});

afterEach(async () => {
  one.raw?.close();
  two.raw?.close();
  await bed.close();
});

const healthCheck = { ...CHECKED, enabled: true };

/** One more round of checks, all done with unless nobody answers. */
async function round(passMs = 30_000): Promise<void> {
  const before = [one, two].map((each) => [each, each.checks.length] as const);
  bed.clock.advance(passMs);
  await until(() => before.every(([each, count]) => each.isCheckedBeyond(count)));
}

/** Who answers ten requests. */
async function answering(): Promise<string[]> {
  const names = new Set<string>();
  for (let i = 0; i < 10; i++) names.add((await bed.request("/")).slice(-3));
  return [...names].toSorted();
}

test("A target is checked as AWS does it, each time on a connection of its own", async () => {
  bed.groups.update(GROUP, group([target(one.port), target(two.port)], { healthCheck }));
  await round(0);
  await until(() => bed.health(one.port)?.state === "healthy");
  await round();
  expect(one.checks.map(({ head }) => head)).toEqual(
    Array.from(
      { length: 2 },
      () =>
        `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${one.port}\r\nConnection: close\r\n` +
        "User-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n",
    ),
  );
  expect(one.checks[0]?.peer).not.toBe(one.checks[1]?.peer);
  await one.checks[0]?.peer.takeAll();
});

test("A target that fails its checks gets no requests until it has passed them again", async () => {
  bed.groups.update(GROUP, group([target(one.port), target(two.port)], { healthCheck }));
  await round(0);
  await until(() => bed.health(one.port)?.state === "healthy");
  await until(() => bed.health(two.port)?.state === "healthy");
  expect(await answering()).toEqual(["one", "two"]);
  one.health = "503 Ill";
  await round();
  await round();
  await until(() => bed.health(one.port)?.state === "unhealthy");
  expect(bed.health(one.port)?.description).toBe("Health checks failed with these codes: [503]");
  expect(await answering()).toEqual(["two"]);
  one.health = "200 OK";
  await round();
  await round();
  await until(() => bed.health(one.port)?.state === "healthy");
  expect(await answering()).toEqual(["one", "two"]);
});

test("A target that doesn't answer its checks is unhealthy by Target.Timeout", async () => {
  one.health = "";
  bed.groups.update(GROUP, group([target(one.port), target(two.port)], { healthCheck }));
  await round(0);
  bed.clock.advance(5000);
  await round(25_000);
  bed.clock.advance(5000);
  expect(bed.health(one.port)).toMatchObject({ state: "unhealthy", reason: "Target.Timeout" });
});

test("All targets get requests when none is healthy, and 503 comes only without any", async () => {
  one.health = two.health = "500 Ill";
  bed.groups.update(GROUP, group([target(one.port), target(two.port)], { healthCheck }));
  await round(0);
  await round();
  await until(() => bed.health(one.port)?.state === "unhealthy");
  await until(() => bed.health(two.port)?.state === "unhealthy");
  expect(await answering()).toEqual(["one", "two"]);
  bed.groups.update(GROUP, group([]));
  expect(await bed.request("/")).toMatch(/^HTTP\/1\.1 503 /);
});

test("Targets come and go under load without a request lost", async () => {
  bed.groups.update(GROUP, group([target(one.port)]));
  const answers: string[] = [];
  let isOver = false;
  const load = Array.from({ length: 4 }, async () => {
    while (!isOver) answers.push(await bed.request("/"));
  });
  const settle = (count: number) => {
    const wanted = answers.length + count;
    return until(() => answers.length >= wanted);
  };
  await settle(20);
  const drainingUntilMs = bed.clock.nowMs() + 5000;
  bed.groups.update(GROUP, group([target(one.port, { drainingUntilMs }), target(two.port)]));
  await settle(20);
  bed.clock.advance(6000);
  bed.groups.update(GROUP, group([target(two.port)]));
  await settle(20);
  bed.groups.update(GROUP, group([target(one.port), target(two.port)]));
  await settle(20);
  isOver = true;
  await Promise.all(load);
  expect(answers.filter((answer) => !answer.startsWith("HTTP/1.1 200"))).toEqual([]);
});

test("A request in flight to a draining target may finish within the delay", async () => {
  bed.groups.update(GROUP, group([target(one.port)]));
  const answer = bed.request("/held");
  await until(() => one.held.length === 1);
  const drainingUntilMs = bed.clock.nowMs() + 5000;
  bed.groups.update(GROUP, group([target(one.port, { drainingUntilMs })]));
  expect(await bed.request("/")).toMatch(/^HTTP\/1\.1 503 /);
  bed.clock.advance(4000);
  one.held[0]?.send(ok("finished"));
  expect(await answer).toMatch(/finished$/);
});

test("A request that outlasts the deregistration delay is answered with 502", async () => {
  bed.groups.update(GROUP, group([target(one.port)]));
  const answer = bed.request("/held");
  await until(() => one.held.length === 1);
  const drainingUntilMs = bed.clock.nowMs() + 5000;
  bed.groups.update(GROUP, group([target(one.port, { drainingUntilMs }), target(two.port)]));
  bed.clock.advance(5000);
  expect(await answer).toMatch(/^HTTP\/1\.1 502 /);
  expect(bed.deregistered).toEqual([`127.0.0.1:${one.port}`]);
});

test("A listener's rules change under load without a request lost", async () => {
  bed.groups.update(GROUP, group([target(one.port), target(two.port)]));
  const answers: string[] = [];
  const load = Array.from({ length: 4 }, async () => {
    for (let i = 0; i < 25; i++) answers.push(await bed.request("/"));
  });
  for (let i = 0; i < 20; i++) {
    await bed.directory.apply("alb-listener", albListener({ port: 80 + i }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(load);
  expect(answers).toHaveLength(100);
  expect(answers.filter((answer) => !answer.startsWith("HTTP/1.1 200"))).toEqual([]);
});

test("A listener that is removed finishes what is in flight and takes no more", async () => {
  bed.groups.update(GROUP, group([target(one.port)]));
  const answer = bed.request("/held");
  await until(() => one.held.length === 1);
  const port = bed.directory.find("alb-listener")?.port ?? 0;
  await bed.directory.apply("alb-listener", null);
  await expect(connectRaw(port)).rejects.toThrow("ECONNREFUSED");
  one.held[0]?.send(ok("finished"));
  expect(await answer).toMatch(/finished$/);
});
