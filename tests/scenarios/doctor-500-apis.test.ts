// How long it takes to examine a stack of 500 APIs through the AWS APIs of a Postern in a process of its own.
import { CreateDeploymentCommand } from "@aws-sdk/client-apigatewayv2";
import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../../src/doctor/evidence.ts";
import { examine } from "../../src/doctor/examine.ts";
import { createAwsClients } from "../../src/doctor/sources/aws-clients.ts";
import { readAwsInventory } from "../../src/doctor/sources/aws-source.ts";
import { startPosternProcess } from "../support/postern-process.ts";
import type { MadeBalancer } from "../support/private-stack.ts";
import { stackOfProcess } from "../support/process-stack.ts";
import { startRecordingTarget } from "../support/recording-target.ts";
import type { RestStack } from "../support/rest-stack.ts";

const APIS = 500;
const BUILDERS = 8;
const EXAMINED_WITHIN_MS = 5000;

/** Every fourth is a REST API; the HTTP APIs are deployed automatically and by hand, by turns. */
async function createApi(
  stack: RestStack,
  index: number,
  places: { alb: MadeBalancer; vpcLinkId: string; nlbLinkId: string },
): Promise<void> {
  if (index % 4 === 0) {
    const api = await stack.createApi({ name: `api-${index}` });
    const uri = "http://in.example.com/pets";
    const connection = { connectionType: "VPC_LINK" as const, connectionId: places.nlbLinkId };
    await api.method({ path: "/pets", integration: { ...connection, uri } });
    await api.deploy();
    return;
  }
  const { base } = stack;
  const { apiId: ApiId } = await base.createPrivateApi({
    listenerArn: places.alb.listenerArn,
    vpcLinkId: places.vpcLinkId,
    autoDeploy: index % 2 === 0,
  });
  if (index % 2 === 0) return;
  await base.apigateway.send(new CreateDeploymentCommand({ ApiId, StageName: "$default" }));
}

test("a stack of 500 APIs is examined in under 5 seconds", { timeout: 120_000 }, async () => {
  const target = await startRecordingTarget();
  const process = await startPosternProcess("--ephemeral");
  const stack = stackOfProcess(process);
  try {
    const targetPort = target.port;
    const { base } = stack;
    const alb = await base.createBalancer({ type: "application", protocol: "HTTPS", targetPort });
    const nlb = await base.createBalancer({ type: "network", protocol: "TLS", targetPort });
    const nlbLinkId = await stack.createNlbLink(nlb.loadBalancerArn);
    const places = { alb, vpcLinkId: await base.createVpcLink(), nlbLinkId };
    let next = 0;
    const build = async (): Promise<void> => {
      while (next < APIS) await createApi(stack, next++, places);
    };
    await Promise.all(Array.from({ length: BUILDERS }, build));
    const startedAtMs = performance.now();
    const access = { endpoint: process.url, region: "us-east-1", profile: null, credentials: null };
    const clients = await createAwsClients(access);
    const nowMs = Date.now();
    const inventory = await readAwsInventory(clients, { nowMs, trustedCas: [] });
    const { checked } = examine(inventory, NO_EVIDENCE, { nowMs, codes: null });
    const tookMs = performance.now() - startedAtMs;
    clients.close();
    expect(checked.ways).toBe(APIS);
    expect(inventory.unreadable).toEqual([]);
    expect(tookMs).toBeLessThan(EXAMINED_WITHIN_MS);
    console.info(`500 APIs were read and examined in ${Math.round(tookMs)} ms`);
  } finally {
    await stack.close();
    await target.close();
  }
});
