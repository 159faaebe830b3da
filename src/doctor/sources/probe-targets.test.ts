// Targets of every kind, on sockets of this machine.
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTlsServer } from "node:tls";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createTestAuthority } from "../../../tests/support/test-certificates.ts";
import { emptyInventory, type MutableInventory } from "../inventory-fixtures.ts";
import { probeTargets } from "./probe-targets.ts";

const open: { server: Server; sockets: Set<Socket> }[] = [];

afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  }
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push({ server, sockets });
  return (server.address() as AddressInfo).port;
}

function inventoryOf(targets: readonly { Id: string; Port: number }[], type = "ip") {
  const inventory: MutableInventory = emptyInventory();
  inventory.targetGroups.push({
    arn: "arn:group",
    location: { file: "", line: 0, column: 0, address: "arn:group" },
    targetGroup: { TargetGroupArn: "arn:group", TargetType: type as "ip", Protocol: "HTTP" },
    attributes: {},
    targets: targets.map((target) => ({ target, health: null })),
  });
  return inventory;
}

async function spoken(port: number): Promise<string[]> {
  const inventory = inventoryOf([{ Id: "127.0.0.1", Port: port }]);
  const [seen] = await probeTargets(inventory, { instances: {}, timeoutMs: 100 });
  expect(seen).toMatchObject({ targetGroupArn: "arn:group", target: `127.0.0.1:${port}` });
  return [seen?.speaks ?? "", seen?.detail ?? ""];
}

test("probeTargets() finds what speaks HTTP", async () => {
  const port = await listen(createHttpServer((_request, response) => response.end("ok")));
  expect(await spoken(port)).toEqual(["http", "it answered HTTP/1.1 200 OK"]);
});

test("probeTargets() finds what speaks TLS, whatever its certificate", async () => {
  const authority = await createTestAuthority();
  const { chainPem, keyPem } = await authority.issue({ dnsNames: ["a.example"], selfSigned: true });
  const port = await listen(createTlsServer({ cert: chainPem, key: keyPem }));
  expect(await spoken(port)).toEqual(["tls", "it made a handshake with TLSv1.3"]);
});

test("probeTargets() finds what speaks something else, and what says nothing", async () => {
  const talking = await listen(createServer((socket) => socket.write("SSH-2.0-x\r\n")));
  expect((await spoken(talking))[0]).toBe("something-else");
  const silent = await listen(createServer());
  expect((await spoken(silent))[0]).toBe("nothing");
  const closing = await listen(createServer((socket) => socket.destroy()));
  expect((await spoken(closing))[0]).toBe("nothing");
});

test("probeTargets() finds that nobody listens", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  expect(await spoken(port)).toEqual(["refused", "it refused the connection"]);
});

test("probeTargets() reaches instances where they are said to be, and no others", async () => {
  const port = await listen(createHttpServer((_request, response) => response.end("ok")));
  const targets = [
    { Id: "i-0123456789abcdef0", Port: port },
    { Id: "i-0123456789abcdef1", Port: port },
  ];
  const instances = { "i-0123456789abcdef0": "127.0.0.1" };
  const seen = await probeTargets(inventoryOf(targets, "instance"), { instances });
  expect(seen.map(({ target, speaks }) => [target, speaks])).toEqual([
    [`i-0123456789abcdef0:${port}`, "http"],
  ]);
});

test("probeTargets() connects to nothing of an account of AWS", async () => {
  let connections = 0;
  const port = await listen(createServer(() => (connections += 1)));
  const inventory = inventoryOf([{ Id: "127.0.0.1", Port: port }]);
  inventory.source = { ...inventory.source, isPostern: false };
  expect(await probeTargets(inventory, { instances: {} })).toEqual([]);
  expect(connections).toBe(0);
});
