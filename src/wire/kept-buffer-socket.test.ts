import { once } from "node:events";
import net from "node:net";
import { expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { silentLogger } from "../base/logger.ts";
import { keepBuffer } from "./kept-buffer-socket.ts";
import { createWireRuntime } from "./runtime.ts";

test("keepBuffer() reads an accepted socket into the runtime's buffer, and its server still counts it", async () => {
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const server = net.createServer({ pauseOnConnect: true, allowHalfOpen: true });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = net.connect((server.address() as net.AddressInfo).port, "127.0.0.1");
  const [accepted] = (await once(server, "connection")) as [net.Socket];
  const kept = keepBuffer(accepted, runtime);
  if (kept === null) throw new Error("Cannot keep a buffer: this Node is not as expected");
  client.write("question");
  const length = await new Promise<number>((resolve) => {
    kept.onBytes = resolve;
    kept.socket.resume();
  });
  expect(runtime.readBuffer.latin1Slice(0, length)).toBe("question");
  kept.socket.write("answer");
  const [answer] = (await once(client, "data")) as [Buffer];
  expect(answer.toString()).toBe("answer");
  client.end();
  await once(kept.socket, "end");
  kept.socket.end();
  server.close();
  await once(server, "close");
  runtime.close();
});

test("keepBuffer() leaves a socket alone that no server accepted", () => {
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  expect(keepBuffer(new net.Socket(), runtime)).toBeNull();
});
