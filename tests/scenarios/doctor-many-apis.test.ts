// A stack of many APIs, examined through the AWS APIs of a Postern in a process of its own. How long 500 take is measured
// by `npm run bench -- doctor`.
import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../../src/doctor/evidence.ts";
import { examine } from "../../src/doctor/examine.ts";
import { createAwsClients } from "../../src/doctor/sources/aws-clients.ts";
import { readAwsInventory } from "../../src/doctor/sources/aws-source.ts";
import { createManyApis } from "../support/many-apis.ts";
import { startPosternProcess } from "../support/postern-process.ts";
import { stackOfProcess } from "../support/process-stack.ts";
import { startRecordingTarget } from "../support/recording-target.ts";

const APIS = 120;

test("every way of a stack of many APIs is examined", { timeout: 120_000 }, async () => {
  const target = await startRecordingTarget();
  const process = await startPosternProcess("--ephemeral");
  const stack = stackOfProcess(process);
  try {
    await createManyApis(stack, APIS, target.port);
    const access = { endpoint: process.url, region: "us-east-1", profile: null, credentials: null };
    const clients = await createAwsClients(access);
    const nowMs = Date.now();
    const inventory = await readAwsInventory(clients, { nowMs, trustedCas: [] });
    const { checked, findings } = examine(inventory, NO_EVIDENCE, { nowMs, codes: null });
    clients.close();
    expect(checked.ways).toBe(APIS);
    expect(inventory.unreadable).toEqual([]);
    // Every fourth is a REST API whose URL names a port without listener; the others name no server.
    const codes = findings.map(({ code }) => code);
    expect(codes.filter((code) => code === "PST101")).toHaveLength((APIS * 3) / 4);
    expect(codes.filter((code) => code === "PST108")).toHaveLength(APIS / 4);
  } finally {
    await stack.close();
    await target.close();
  }
});
