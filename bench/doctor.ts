// How long the doctor takes for a stack of 500 APIs, read through the AWS APIs of a Postern in a process of its own.
import { NO_EVIDENCE } from "../src/doctor/evidence.ts";
import { examine } from "../src/doctor/examine.ts";
import { createAwsClients } from "../src/doctor/sources/aws-clients.ts";
import { readAwsInventory } from "../src/doctor/sources/aws-source.ts";
import { createManyApis } from "../tests/support/many-apis.ts";
import { startPosternProcess } from "../tests/support/postern-process.ts";
import { stackOfProcess } from "../tests/support/process-stack.ts";
import { startRecordingTarget } from "../tests/support/recording-target.ts";

const APIS = 500;
const AIM_MS = 5_000;

export async function measureDoctor(): Promise<void> {
  const target = await startRecordingTarget();
  const process = await startPosternProcess("--ephemeral");
  const stack = stackOfProcess(process);
  await createManyApis(stack, APIS, target.port);
  const startedAtMs = performance.now();
  const access = { endpoint: process.url, region: "us-east-1", profile: null, credentials: null };
  const clients = await createAwsClients(access);
  const nowMs = Date.now();
  const inventory = await readAwsInventory(clients, { nowMs, trustedCas: [] });
  const readAtMs = performance.now();
  const { findings } = examine(inventory, NO_EVIDENCE, { nowMs, codes: null });
  const endedAtMs = performance.now();
  clients.close();
  console.log(
    `${APIS} APIs read in ${(readAtMs - startedAtMs).toFixed(0)} ms and examined in ${(endedAtMs - readAtMs).toFixed(0)} ms, ` +
      `${findings.length} findings (bar: ${AIM_MS} ms together)`,
  );
  await stack.close();
  await target.close();
}
