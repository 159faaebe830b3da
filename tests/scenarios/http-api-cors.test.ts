// CORS settings of an HTTP API over a socket.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
import { afterEach, expect, test } from "vitest";
import {
  API_HOST,
  API_ID,
  type Bench,
  masked,
  ok,
  RawTarget,
  route,
  stage,
  startBench,
} from "./http-api-fixture.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const CORS = {
  allowOrigins: ["https://app.example"],
  allowMethods: ["GET"],
  allowHeaders: ["x-a"],
  exposeHeaders: [],
  maxAgeSeconds: 10,
  allowCredentials: false,
};

async function benchWith(answer: string, cors: typeof CORS | null) {
  const target = await new RawTarget(answer).listen();
  const bench = await startBench();
  open.push(bench, target);
  await bench.useTarget(target);
  const made = stage({ cors, routes: [route("GET /x")] });
  await bench.snapshots.set("http-api-stage", `${API_ID}/$default`, made);
  return { bench, target };
}

function preflight(bench: Bench, path: string, origin: string): Promise<string> {
  return bench.send(
    `OPTIONS ${path} HTTP/1.1\r\nHost: ${API_HOST}\r\nOrigin: ${origin}\r\n` +
      "Access-Control-Request-Method: GET\r\n\r\n",
  );
}

test("a preflight is answered by the gateway, with a route for its path or without", async () => {
  const { bench, target } = await benchWith(ok(""), CORS);
  for (const path of ["/x", "/none"]) {
    expect(masked(await preflight(bench, path, "https://app.example"))).toBe(
      "HTTP/1.1 204 No Content\r\nDate: DATE\r\nConnection: keep-alive\r\n" +
        "access-control-allow-origin: https://app.example\r\nvary: origin\r\n" +
        "access-control-allow-methods: GET\r\naccess-control-allow-headers: x-a\r\n" +
        "access-control-max-age: 10\r\napigw-requestid: ID\r\n\r\n",
    );
  }
  expect(await preflight(bench, "/x", "https://evil.example")).not.toMatch(/access-control/);
  expect(target.requests).toEqual([]);
});

test("without CORS settings a preflight to no route gets 404", async () => {
  const { bench } = await benchWith(ok(""), null);
  expect(await preflight(bench, "/x", "https://app.example")).toMatch(/^HTTP\/1\.1 404 /);
});

test("with CORS settings the backend's own fields are dropped, without them kept", async () => {
  const answer = ok("", "Access-Control-Allow-Origin: *\r\nX-B: 1\r\n");
  const { bench } = await benchWith(answer, CORS);
  const origin = "Origin: https://app.example\r\n";
  expect(masked(await bench.get("/x", origin))).toBe(
    "HTTP/1.1 200 OK\r\nDate: DATE\r\nContent-Length: 0\r\nConnection: keep-alive\r\nX-B: 1\r\n" +
      "access-control-allow-origin: https://app.example\r\nvary: origin\r\napigw-requestid: ID\r\n\r\n",
  );
  expect(await bench.get("/x")).not.toMatch(/access-control/i);
  const without = await benchWith(answer, null);
  expect(await without.bench.get("/x", origin)).toContain("Access-Control-Allow-Origin: *\r\n");
});

test("errors carry the CORS fields between length and id", async () => {
  const { bench } = await benchWith(ok(""), CORS);
  expect(masked(await bench.get("/none", "Origin: https://app.example\r\n"))).toBe(
    "HTTP/1.1 404 Not Found\r\nDate: DATE\r\nContent-Type: application/json\r\nContent-Length: 23\r\n" +
      "Connection: keep-alive\r\naccess-control-allow-origin: https://app.example\r\nvary: origin\r\n" +
      'apigw-requestid: ID\r\n\r\n{"message":"Not Found"}',
  );
});
