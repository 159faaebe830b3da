// Limits on the age and silence of an Application Load Balancer's connections.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout
import { afterEach, describe, expect, it } from "vitest";
import {
  defaultRule,
  fixedResponse,
  listenerSnapshot,
} from "../../src/balancer/alb/rule-fixtures.ts";
import { AlbBed, SHORT_TIMEOUT_MS } from "./alb-bed.ts";

let bed: AlbBed;
afterEach(() => bed.close());

const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const FIXED = { rules: [defaultRule(fixedResponse(200, "ok"))] };

describe("time limits", () => {
  it("a connection that has reached its age is told to close with its next answer", async () => {
    bed = await AlbBed.start({ ...FIXED, alb: { clientKeepAliveMs: 0 } });
    const client = await bed.connect();
    client.send(GET);
    expect(await client.takeAll()).toMatch(/\r\nConnection: close\r\n\r\nok$/);
  });

  it("an idle connection is closed without a word", async () => {
    bed = await AlbBed.start({ ...FIXED, alb: { idleTimeoutMs: SHORT_TIMEOUT_MS } });
    const client = await bed.connect();
    client.send(GET);
    expect((await client.takeMessage()).body).toBe("ok");
    expect(await client.takeAll()).toBe("");
    expect(bed.entries).toHaveLength(1);
  });

  it("a new idle timeout holds for connections that are there already", async () => {
    bed = await AlbBed.start(FIXED);
    const client = await bed.connect();
    client.send(GET);
    await client.takeMessage();
    await bed.listener.update(
      listenerSnapshot({ ...FIXED, alb: { idleTimeoutMs: SHORT_TIMEOUT_MS } }),
    );
    client.send(GET);
    await client.takeMessage();
    expect(await client.takeAll()).toBe("");
  });

  it("a WebSocket on which nobody speaks is broken off after the idle timeout", async () => {
    bed = await AlbBed.start({ target: null, alb: { idleTimeoutMs: SHORT_TIMEOUT_MS } });
    const client = await bed.connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n");
    const target = await bed.target.next();
    await target.takeMessage();
    target.send(
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    await client.take("\r\n\r\n");
    await client.takeAll();
    await target.takeAll();
    expect(await bed.entry()).toMatchObject({
      elbStatus: 101,
      failure: { kind: "client-idle-timeout" },
    });
  });

  it("a target that stops within its answer is given up after the idle timeout", async () => {
    bed = await AlbBed.start({ target: null, alb: { idleTimeoutMs: SHORT_TIMEOUT_MS } });
    const client = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    await target.takeMessage();
    target.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    expect(await client.takeAll()).toMatch(/\r\n\r\nabc$/);
    expect(await bed.entry()).toMatchObject({
      elbStatus: 200,
      failure: { kind: "response-timeout" },
    });
  });

  it("a client that ends within its body is logged as 400 and the target let go", async () => {
    bed = await AlbBed.start({ target: null });
    const client = await bed.connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
    const target = await bed.target.next();
    await target.take("abc");
    client.socket.end();
    await target.takeAll();
    expect(await bed.entry()).toMatchObject({ elbStatus: 400, failure: { kind: "client-closed" } });
  });
});
