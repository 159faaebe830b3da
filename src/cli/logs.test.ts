import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { albEntry } from "../telemetry/journeys/journey-fixtures.ts";
import { RequestSlot, SLOT_TEXT_BYTES } from "../telemetry/requests/request-slot.ts";
import { logsCommand } from "./logs.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  delete process.env["FORCE_COLOR"];
});

test("postern logs shows no colours but its own: a client cannot hide or paint a line", async () => {
  process.env["FORCE_COLOR"] = "1";
  const slot = new RequestSlot(Buffer.alloc(SLOT_TEXT_BYTES));
  slot.takeAlb(
    {
      ...albEntry({ startedAtMs: 0, finishedAtMs: 1, arrivedOn: "9.9.9.9:1", target: "/" }),
      elbStatus: 502,
    },
    0,
  );
  const request = { ...slot.read(), path: "/a\u001b[8mhidden\u001b[32m", requestId: "\u009b1A" };
  const server = createServer((_question, reply) => {
    reply.setHeader("Content-Type", "application/json");
    reply.end(JSON.stringify({ requests: [request] }));
  }).listen(0, "127.0.0.1");
  closing.push(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  let written = "";
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await logsCommand((text) => (written += text)).parseAsync(["--endpoint-url", url], {
    from: "user",
  });
  expect(written).toContain("\u001b[31m502\u001b[39m");
  expect(written).toContain("/a?[8mhidden?[32m");
  expect(written).toContain("?1A\n");
});
