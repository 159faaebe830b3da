// The access log of an Application Load Balancer, from bytes on a connection to the lines of a file in its bucket.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { silentLogger } from "../../src/base/logger.ts";
import type { ListenerConnectionEntry } from "../../src/telemetry/hop-observer.ts";
import { LoadBalancerLogs } from "../../src/telemetry/load-balancer-logs/load-balancer-logs.ts";
import { AlbBed, type AlbBedOptions } from "./alb-bed.ts";

const BUCKET = { bucket: "logs", prefix: "" };
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

let bed: AlbBed;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "postern-alb-logs-"));
});

afterEach(async () => {
  await bed.close();
  await rm(directory, { recursive: true, force: true });
});

/** Sends each request on a connection of its own, and gives the log's lines, field by field. */
async function logOf(options: AlbBedOptions, requests: readonly string[]): Promise<string[][]> {
  bed = await AlbBed.start(options);
  for (const [index, request] of requests.entries()) {
    const client = await bed.connect();
    client.send(request);
    await bed.entry(index);
  }
  const logs = new LoadBalancerLogs({ directory, clock: systemClock, logger: silentLogger });
  for (const entry of bed.entries) {
    logs.albRequest({ ...entry, snapshot: { ...entry.snapshot, accessLog: BUCKET } });
  }
  await logs.close();
  return linesOf("");
}

async function linesOf(namePrefix: string): Promise<string[][]> {
  const names = await readdir(directory, { recursive: true });
  const name = names.find(
    (one) => one.endsWith(".log.gz") && path.basename(one).startsWith(namePrefix),
  );
  const text = gunzipSync(await readFile(path.join(directory, name ?? ""))).toString("utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.match(/"[^"]*"|[^ ]+/g) ?? []);
}

it("has a line for a request that was forwarded, with what the balancer decided and measured", async () => {
  const request = "GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: me\r\n\r\n";
  const [line = []] = await logOf({}, [request]);
  const target = `127.0.0.1:${bed.target.port}`;
  expect(line).toHaveLength(33);
  expect(line[0]).toBe("http");
  expect(line[1]).toMatch(ISO);
  expect(line[2]).toBe("app/web/50dc6c495c0c9188");
  expect(line[3]).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(line[4]).toBe(target);
  for (const time of line.slice(5, 8)) expect(time).toMatch(/^\d+\.\d{3}$/);
  expect(line.slice(8, 11)).toEqual(["200", "200", String(request.length)]);
  expect(line.slice(12, 14)).toEqual(['"GET http://shop.example:80/a?b=c HTTP/1.1"', '"me"']);
  expect(line[17]).toMatch(/^"Root=1-[\da-f]{8}-[\da-f]{24}"$/);
  expect(line[20]).toBe("0");
  expect(line[21]).toMatch(ISO);
  expect(line.slice(22, 29)).toEqual([
    '"forward"',
    '"-"',
    '"-"',
    `"${target}"`,
    '"200"',
    '"-"',
    '"-"',
  ]);
  expect(line[29]).toMatch(/^TID_[\da-f]{32}$/);
});

it("has as many lines with tier and reason as requests were blocked in strictest mode", async () => {
  const acceptable = "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
  const compliant = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const lines = await logOf({ alb: { desyncMode: "strictest" } }, [
    acceptable,
    compliant,
    acceptable,
    acceptable,
  ]);
  const blocked = lines.filter((line) => line[27] === '"Acceptable"');
  expect(lines).toHaveLength(4);
  expect(blocked).toHaveLength(3);
  for (const line of blocked) {
    expect(line).toHaveLength(33);
    expect(line[28]).toBe('"GetHeadZeroContentLength"');
    expect(line.slice(4, 10)).toEqual(["-", "-1", "-1", "-1", "400", "-"]);
  }
});

it("has a line for what is no request at all, as AWS writes it", async () => {
  const [line = []] = await logOf({}, ["\u0016\u0003\u0001\u0000\r\n\r\n"]);
  expect(line).toHaveLength(33);
  expect(line.slice(4, 10)).toEqual(["-", "-1", "-1", "-1", "400", "-"]);
  expect(line.slice(12, 14)).toEqual([
    '"- http://web-1234567890.us-east-1.elb.amazonaws.com:80- -"',
    '"-"',
  ]);
  expect(line[20]).toBe("-");
  expect(line[22]).toBe('"-"');
});

it("has a line per connection in the connection log, whose id the requests' lines bear too", async () => {
  const [line = []] = await logOf({}, ["GET / HTTP/1.1\r\nHost: a\r\n\r\n"]);
  const logs = new LoadBalancerLogs({ directory, clock: systemClock, logger: silentLogger });
  const opened = bed.connections.find((told) => told.opened)?.entry as ListenerConnectionEntry;
  logs.connectionOpened({
    snapshot: { ...opened.snapshot, connectionLog: BUCKET },
    clientAddress: opened.clientAddress,
    clientPort: opened.clientPort,
    failure: opened.failure,
    tlsHandshakeMs: opened.tlsHandshakeMs,
    tlsCipher: opened.tlsCipher,
    tlsProtocol: opened.tlsProtocol,
    serverName: opened.serverName,
    connectionTraceId: opened.connectionTraceId,
  });
  await logs.close();
  const [connection = []] = await linesOf("conn_log_");
  expect(connection).toHaveLength(13);
  expect(connection[0]).toMatch(ISO);
  expect(`${connection[1]}:${connection[2]}`).toBe(line[3]);
  expect(connection.slice(3, 11)).toEqual(["80", "-", "-", "-", '"-"', "-", "-", "-"]);
  expect(connection[11]).toBe(line[29]);
});
