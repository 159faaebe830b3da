import { once } from "node:events";
import net from "node:net";
import tls from "node:tls";
import { expect, test } from "vitest";
import { firstRecordBytes, readClientHello } from "./client-hello.ts";

/** What Node's own TLS client sends first. */
async function helloOf(options: tls.ConnectionOptions): Promise<Buffer> {
  const server = net.createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  const accepted = once(server, "connection");
  const client = tls.connect({ host: "127.0.0.1", port, ...options });
  client.on("error", () => {});
  const [socket] = (await accepted) as [net.Socket];
  let bytes = Buffer.alloc(0);
  while (firstRecordBytes(bytes) === 0 || bytes.length < firstRecordBytes(bytes)) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
  client.destroy();
  socket.destroy();
  server.close();
  return bytes;
}

test("readClientHello() reads the server name and the protocols offered", async () => {
  const hello = await helloOf({ servername: "a.test", ALPNProtocols: ["h2", "http/1.1"] });
  expect(readClientHello(hello)).toEqual({
    serverName: "a.test",
    alpnProtocols: ["h2", "http/1.1"],
  });
});

test("readClientHello() reads a hello that says neither", async () => {
  expect(readClientHello(await helloOf({ maxVersion: "TLSv1.2" }))).toEqual({
    serverName: "",
    alpnProtocols: [],
  });
});

test("readClientHello() and firstRecordBytes() never throw, wherever a hello is cut or broken", async () => {
  const hello = await helloOf({ servername: "a.test", ALPNProtocols: ["h2"] });
  for (let length = 0; length < hello.length; length++) {
    const cut = hello.subarray(0, length);
    expect(firstRecordBytes(cut)).toBe(length < 5 ? 0 : hello.length);
    expect(readClientHello(cut)).toBeNull();
    const broken = Buffer.from(hello);
    broken[length] = 0xff;
    const found = readClientHello(broken);
    expect(found === null || typeof found.serverName === "string").toBe(true);
  }
});

test("firstRecordBytes() knows what is no handshake record", () => {
  expect(firstRecordBytes(Buffer.from("GET / HTTP/1.1\r\n"))).toBe(-1);
  expect(firstRecordBytes(Buffer.from([0x16, 3, 1, 0xff, 0xff]))).toBe(-1);
});
