// Traces that clients bring go on through every hop: W3C traceparent and tracestate as they came, X-Amzn-Trace-Id as
// each kind of hop treats it.
// https://www.w3.org/TR/trace-context/#design-overview
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
import { afterEach, expect, test } from "vitest";
import { AlbBed } from "./alb-bed.ts";
import {
  API_HOST,
  API_ID,
  ok as answer,
  RawTarget,
  stage,
  startBench,
} from "./http-api-fixture.ts";
import { ok } from "./raw-peer.ts";
import { restStage, startRestBench } from "./rest-api-fixture.ts";

const TRACE =
  "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\ntracestate: a=1,b=2\r\n";
const ROOT = "Root=1-67891233-abcdef012345678912345678";
const GIVEN = `X-Amzn-Trace-Id: ${ROOT}\r\n`;
const MADE = /^x-amzn-trace-id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r$/im;

const open: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

test("an Application Load Balancer passes traceparent on and adds itself to X-Amzn-Trace-Id", async () => {
  const bed = await AlbBed.start({ target: null });
  open.push(bed);
  const client = await bed.connect();
  client.send(`GET / HTTP/1.1\r\nHost: a\r\nx-postern-trace: 0\r\n${TRACE}${GIVEN}\r\n`);
  const target = await bed.target.next();
  const { head } = await target.takeMessage();
  expect(head).toContain(TRACE);
  expect(head).toMatch(/\r\nX-Amzn-Trace-Id: Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-/i);
  expect(head).not.toContain("postern");
  target.send(ok(""));
});

test("an HTTP API passes traceparent and X-Amzn-Trace-Id on, and begins a trace where there is none", async () => {
  const target = await new RawTarget(answer("")).listen();
  const bench = await startBench();
  open.push(bench, target);
  await bench.useTarget(target);
  await bench.snapshots.set("http-api-stage", `${API_ID}/$default`, stage());
  await bench.send(`GET / HTTP/1.1\r\nHost: ${API_HOST}\r\n${TRACE}${GIVEN}\r\n`);
  await bench.get("/");
  expect(target.requests[0]).toContain(TRACE);
  expect(target.requests[0]).toContain(`\r\n${GIVEN}`);
  expect(target.requests[1]).toMatch(MADE);
  expect(target.requests[1]).not.toContain("traceparent");
});

test("a REST API's proxy integration passes traceparent and X-Amzn-Trace-Id on, and begins a trace where there is none", async () => {
  const target = await new RawTarget(answer("")).listen();
  const bench = await startRestBench();
  open.push(bench, target);
  const uri = `http://127.0.0.1:${target.port}/`;
  await bench.use(
    restStage({
      httpMethod: "GET",
      methodIntegration: { type: "HTTP_PROXY", httpMethod: "GET", uri },
    }),
  );
  await bench.get("/prod/pets", TRACE + GIVEN);
  await bench.get("/prod/pets");
  expect(target.requests[0]).toContain(TRACE);
  expect(target.requests[0]).toContain(`\r\n${GIVEN}`);
  expect(target.requests[1]).toMatch(MADE);
});
