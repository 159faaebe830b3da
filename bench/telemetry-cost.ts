// What it costs to be seen: the private integration of an HTTP API with metrics alone (they are always on), with the
// access logs of stage and load balancer written too, and with journeys of some or all requests.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiGatewayV2Client, UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { isInstalled, type BenchProcess } from "./child-process.ts";
import { clientConfig, startPosternStack, type PosternStack } from "./postern-stack.ts";
import { startBackend } from "./reference-proxies.ts";
import {
  type Candidate,
  type ComparisonOptions,
  LOAD_CORE,
  loadOf,
  printTable,
  PROXY_CORE,
  runSideBySide,
} from "./side-by-side.ts";

interface Variant {
  readonly name: string;
  readonly flags: readonly string[];
  readonly logs: boolean;
}

const VARIANTS: readonly Variant[] = [
  { name: "metrics alone", flags: [], logs: false },
  { name: "and access logs", flags: [], logs: true },
  { name: "and journeys of 1 %", flags: ["--trace-sampling", "0.01"], logs: false },
  { name: "and journeys of all", flags: ["--trace-sampling", "1"], logs: false },
];

const FORMAT =
  '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","time":"$context.requestTime",' +
  '"method":"$context.httpMethod","route":"$context.routeKey","status":"$context.status","length":"$context.responseLength"}';

/** Prints a table of medians. */
export async function compareTelemetry(options: ComparisonOptions): Promise<void> {
  if (!isInstalled("nginx") || !isInstalled("wrk")) {
    console.log("Skipped the cost of telemetry: nginx or wrk is not installed");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "postern-bench-"));
  const running: BenchProcess[] = [];
  try {
    const backend = await startBackend(folder, LOAD_CORE);
    running.push(backend.process);
    const candidates: Candidate[] = [];
    for (const [index, { name, flags, logs }] of VARIANTS.entries()) {
      const dataFlags = ["--data-dir", join(folder, `data-${index}`)];
      const stack = await startPosternStack(PROXY_CORE, backend.port, [...dataFlags, ...flags]);
      running.push(stack.process);
      if (logs) await turnLogsOn(stack);
      const headers = [`Host: ${stack.apiHost}`];
      const load = loadOf(`${stack.edgeUrl}/a/b`, options.secondsPerRound, headers);
      candidates.push({ name, load, proxies: [stack.process] });
    }
    printTable(await runSideBySide(candidates, options.rounds));
  } finally {
    for (const started of running) await started.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function turnLogsOn({ edgeUrl, apiId }: PosternStack): Promise<void> {
  const config = clientConfig(edgeUrl);
  const elb = new ElasticLoadBalancingV2Client(config);
  const apigateway = new ApiGatewayV2Client(config);
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
  for (const { LoadBalancerArn } of LoadBalancers) {
    await elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn,
        Attributes: [
          { Key: "access_logs.s3.enabled", Value: "true" },
          { Key: "access_logs.s3.bucket", Value: "bench" },
        ],
      }),
    );
  }
  const DestinationArn = "arn:aws:logs:us-east-1:000000000000:log-group:bench";
  await apigateway.send(
    new UpdateStageCommand({
      ApiId: apiId,
      StageName: "$default",
      AccessLogSettings: { DestinationArn, Format: FORMAT },
    }),
  );
  elb.destroy();
  apigateway.destroy();
}
