// What passes through an Application Load Balancer, byte by byte, between raw sockets.
import { afterEach, describe, expect, it } from "vitest";
import { GROUP_ARN, LISTENER_ARN } from "../../src/balancer/alb/rule-fixtures.ts";
import { AlbBed } from "./alb-bed.ts";
import type { AlbBedOptions } from "./alb-bed.ts";
import { ok } from "./raw-peer.ts";

let bed: AlbBed;
const start = async (options: AlbBedOptions = { target: null }) => {
  bed = await AlbBed.start(options);
  return bed;
};
afterEach(() => bed.close());

const GET = "GET /a?b HTTP/1.1\r\nHost: example.com\r\nAccept: */*\r\n\r\n";

describe("an Application Load Balancer", () => {
  it("forwards request and answer, and logs them", async () => {
    await start();
    const client = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    const { head } = await target.takeMessage();
    expect(head).toMatch(
      /^GET \/a\?b HTTP\/1\.1\r\nX-Forwarded-For: 127\.0\.0\.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 80\r\nHost: example\.com\r\nX-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r\nAccept: \*\/\*\r\n\r\n$/,
    );
    target.send("HTTP/1.1 201 Made\r\nServer: mine\r\nContent-Length: 5\r\nX: y\r\n\r\nhello");
    expect(await client.take("hello")).toBe(
      "HTTP/1.1 201 Made\r\nContent-Length: 5\r\nConnection: keep-alive\r\nServer: mine\r\nX: y\r\n\r\nhello",
    );
    expect(await bed.entry()).toMatchObject({
      listenerArn: LISTENER_ARN,
      loadBalancerId: "app/web/50dc6c495c0c9188",
      clientAddress: "127.0.0.1",
      method: "GET",
      requestTarget: "/a?b",
      host: "example.com",
      elbStatus: 201,
      targetStatus: 201,
      targetGroupArn: GROUP_ARN,
      target: `127.0.0.1:${bed.target.port}`,
      matchedRulePriority: 0,
      actionsExecuted: "forward",
      desyncTier: 0,
      failure: null,
      receivedBytes: GET.length,
    });
  });

  it("keeps both connections for further requests", async () => {
    await start({});
    const client = await bed.connect();
    for (const path of ["/1", "/2", "/3"]) {
      client.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
      const { body } = await client.takeMessage();
      expect(body).toBe(`GET ${path} HTTP/1.1`);
    }
    expect(bed.target.peers).toHaveLength(1);
    expect(bed.entries).toHaveLength(3);
  });

  it("answers pipelined requests in their order", async () => {
    await start({});
    const client = await bed.connect();
    const paths = ["/1", "/2", "/3", "/4"];
    client.send(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(""));
    for (const path of paths) {
      expect((await client.takeMessage()).body).toBe(`GET ${path} HTTP/1.1`);
    }
  });

  it("streams chunked bodies and trailers both ways", async () => {
    await start();
    const client = await bed.connect();
    client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n3\r\nabc\r\n",
    );
    const target = await bed.target.next();
    const head = await target.take("\r\n\r\n");
    expect(head).toContain("\r\nTransfer-Encoding: chunked\r\n");
    expect(head).not.toContain("Content-Length");
    expect(await target.take("abc\r\n")).toBe("3\r\nabc\r\n");
    client.send("2\r\nde\r\n0\r\nT: 1\r\n\r\n");
    expect(await target.take("T: 1\r\n\r\n")).toBe("2\r\nde\r\n0\r\nT: 1\r\n\r\n");
    target.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwxyz\r\n");
    expect(await client.take("wxyz\r\n")).toBe(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n4\r\nwxyz\r\n",
    );
    target.send("0\r\nU: 2\r\n\r\n");
    expect(await client.take("U: 2\r\n\r\n")).toBe("0\r\nU: 2\r\n\r\n");
    client.send(GET);
    expect((await target.takeMessage()).head).toContain("GET /a?b");
  });

  it("chunks an answer that ends with the target's connection", async () => {
    await start();
    const client = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    await target.takeMessage();
    target.send("HTTP/1.1 200 OK\r\n\r\nrest");
    target.socket.end();
    expect(await client.take("0\r\n\r\n")).toContain(
      "chunked\r\nConnection: keep-alive\r\n\r\n4\r\nrest\r\n",
    );
  });

  it("speaks HTTP/1.0 to a client that does, without chunks", async () => {
    await start();
    const client = await bed.connect();
    client.send("GET / HTTP/1.0\r\n\r\n");
    const target = await bed.target.next();
    expect((await target.takeMessage()).head).toMatch(/^GET \/ HTTP\/1\.1\r\n/);
    target.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n");
    expect(await client.takeAll()).toBe("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nab");
  });

  it("gives HEAD the head alone and goes on", async () => {
    await start();
    const client = await bed.connect();
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    const target = await bed.target.next();
    await target.takeMessage();
    target.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
    expect(await client.take("\r\n\r\n")).toBe(
      "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: keep-alive\r\n\r\n",
    );
    client.send(GET);
    await target.takeMessage();
    target.send(ok("x"));
    expect((await client.takeMessage()).body).toBe("x");
  });

  it("answers Expect: 100-continue itself and passes early hints on", async () => {
    await start();
    const client = await bed.connect();
    client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    expect(await client.take("\r\n\r\n")).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ab");
    const target = await bed.target.next();
    const { head, body } = await target.takeMessage();
    expect(head).not.toContain("Expect");
    expect(body).toBe("ab");
    target.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
    expect(await client.take("\r\n\r\n")).toBe("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
    target.send(ok("done"));
    expect((await client.takeMessage()).body).toBe("done");
  });

  it("tunnels a WebSocket until one side leaves", async () => {
    await start();
    const client = await bed.connect();
    client.send(
      "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nfirst",
    );
    const target = await bed.target.next();
    const { head } = await target.takeMessage();
    expect(head).toContain("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n");
    target.send(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhi",
    );
    expect(await client.take("\r\n\r\nhi")).toBe(
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nhi",
    );
    expect(await target.take("first")).toBe("first");
    client.send("ping");
    expect(await target.take("ping")).toBe("ping");
    client.socket.end();
    await target.takeAll();
    target.send("bye");
    target.socket.end();
    expect(await client.takeAll()).toBe("bye");
    expect(await bed.entry()).toMatchObject({ elbStatus: 101, targetStatus: 101, failure: null });
  });

  it("passes a big body on to a slow reader without collecting it", async () => {
    await start();
    const client = await bed.connect();
    const size = 32 * 1024 * 1024;
    client.socket.pause();
    client.send(GET);
    const target = await bed.target.next();
    await target.takeMessage();
    target.send(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
    const chunk = Buffer.alloc(1024 * 1024, "x");
    let written = 0;
    let hasRoom = true;
    // Writes until the target's own socket refuses and goes on refusing: the client reads nothing.
    while (hasRoom && written < size) {
      hasRoom = target.socket.write(chunk);
      written += chunk.length;
    }
    expect(written).toBeLessThan(size);
    client.socket.resume();
    for (; written < size; written += chunk.length) target.socket.write(chunk);
    const { body } = await client.takeMessage();
    expect(body).toHaveLength(size);
  });

  it("holds a big upload back while the target does not read", async () => {
    await start();
    const client = await bed.connect();
    const size = 32 * 1024 * 1024;
    client.send(`PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`);
    const target = await bed.target.next();
    await target.take("\r\n\r\n");
    target.socket.pause();
    client.socket.write(Buffer.alloc(size, "x"));
    const progress = () => client.socket.bytesWritten - client.socket.writableLength;
    // Everything between client and target fills up, and then nothing moves any more for many turns.
    let before = -1;
    for (let still = 0; still < 2000; still++) {
      if (progress() !== before) still = 0;
      before = progress();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(client.socket.writableLength).toBeGreaterThan(0);
    target.socket.resume();
    await target.takeLength(size);
    target.send(ok("all"));
    expect((await client.takeMessage()).body).toBe("all");
  });

  it("takes an early answer, then closes the client's connection and not the next one's target", async () => {
    await start();
    const client = await bed.connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nbegin");
    const target = await bed.target.next();
    await target.take("begin");
    target.send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
    expect(await client.takeAll()).toBe(
      "HTTP/1.1 403 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno",
    );
    await target.takeAll();
    const second = await bed.connect();
    second.send(GET);
    const other = await bed.target.next();
    await other.takeMessage();
    other.send(ok("ok"));
    expect((await second.takeMessage()).body).toBe("ok");
  });

  it("answers a client that has finished sending", async () => {
    await start({});
    const client = await bed.connect();
    client.socket.end(GET);
    expect(await client.takeAll()).toContain("GET /a?b HTTP/1.1");
  });

  it("sends again on a new connection when a kept one turns out to be dead", async () => {
    await start();
    const client = await bed.connect();
    client.send(GET);
    const first = await bed.target.next();
    await first.takeMessage();
    first.send(ok("1"));
    await client.takeMessage();
    client.send(GET);
    await first.takeMessage();
    first.reset();
    const second = await bed.target.next();
    await second.takeMessage();
    second.send(ok("2"));
    expect((await client.takeMessage()).body).toBe("2");
  });
});
