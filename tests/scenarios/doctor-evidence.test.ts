// What a Postern in a process of its own has seen, gathered through its APIs: metrics, journeys, access logs, probes.
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Inventory } from "../../src/doctor/inventory.ts";
import { createAwsClients, type AwsClients } from "../../src/doctor/sources/aws-clients.ts";
import { readAwsInventory } from "../../src/doctor/sources/aws-source.ts";
import { gatherEvidence } from "../../src/doctor/sources/evidence-source.ts";
import { startPosternProcess } from "../support/postern-process.ts";
import type { MadeBalancer } from "../support/private-stack.ts";
import { stackOfProcess } from "../support/process-stack.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";
import type { RestStack } from "../support/rest-stack.ts";

const POLLING = { timeout: 20_000, interval: 100 };

let target: RecordingTarget;
let stack: RestStack;
let clients: AwsClients;
let alb: MadeBalancer;
let apiId: string;
let inventory: Inventory;

beforeAll(async () => {
  target = await startRecordingTarget();
  const process = await startPosternProcess("--ephemeral");
  stack = stackOfProcess(process);
  clients = await createAwsClients({
    endpoint: process.url,
    region: "us-east-1",
    profile: null,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { base } = stack;
  alb = await base.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
  });
  const vpcLinkId = await base.createVpcLink();
  const api = await base.createPrivateApi({ listenerArn: alb.listenerArn, vpcLinkId });
  apiId = api.apiId;
  await clients.logs.send(new CreateLogGroupCommand({ logGroupName: "access" }));
  await base.apigateway.send(
    new UpdateStageCommand({
      ApiId: apiId,
      StageName: "$default",
      AccessLogSettings: {
        DestinationArn: "arn:aws:logs:us-east-1:000000000000:log-group:access",
        Format: '{"id":"$context.requestId","status":"$context.status"}',
      },
    }),
  );
  // Plain HTTP to an HTTPS listener: 400.
  await (await fetch(`${api.url}/pets`)).text();
  inventory = await readAwsInventory(clients, { nowMs: Date.now(), trustedCas: [] });
});

afterAll(async () => {
  clients.close();
  await stack.close();
  await target.close();
});

test("gatherEvidence() brings the journeys of requests that failed", async () => {
  await expect
    .poll(async () => {
      const { evidence } = await gather(false);
      return evidence.journeys.map(({ status, request }) => [status, request.method]);
    }, POLLING)
    .toEqual([[400, "GET"]]);
});

test("gatherEvidence() counts what CloudWatch and access logs say", async () => {
  await expect
    .poll(async () => {
      const { evidence, unreadable } = await gather(false);
      expect(unreadable).toEqual([]);
      const sums = evidence.metrics.filter(({ sum }) => sum > 0);
      return sums.map(({ resource, metricName, sum }) => [resource, metricName, sum]);
    }, POLLING)
    .toEqual(
      expect.arrayContaining([
        [alb.loadBalancerArn, "HTTPCode_ELB_4XX_Count", 1],
        [apiId, "AccessLog4XXCount", 1],
      ]),
    );
});

test("gatherEvidence() connects to targets only when asked to", async () => {
  const targets = [{ targetGroupArn: alb.targetGroupArn, target: `127.0.0.1:${target.port}` }];
  expect((await gather(false)).evidence.probes).toEqual([]);
  const { evidence } = await gather(true);
  expect(evidence.probes).toMatchObject(targets.map((each) => ({ ...each, speaks: "http" })));
});

function gather(probes: boolean) {
  return gatherEvidence(inventory, clients, { nowMs: Date.now(), probes });
}
