// Metric filters of CloudWatch Logs through the real SDK clients: what is kept, what is refused, and what becomes of
// log events in CloudWatch. Expected shapes follow the API reference
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html).
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteMetricFilterCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  paginateDescribeMetricFilters,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  type MetricTransformation,
  type PutMetricFilterCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "../../../src/base/logger.ts";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const GROUP = "/postern/filters";
const TRANSFORMATION: MetricTransformation = {
  metricName: "Errors",
  metricNamespace: "Shop",
  metricValue: "1",
};

let server: ControlPlaneServer;
let logs: CloudWatchLogsClient;
let cloudWatch: CloudWatchClient;
let warnings: string[];

beforeEach(async () => {
  warnings = [];
  const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
  server = await startControlPlaneServer({ logger });
  logs = new CloudWatchLogsClient(server.clientConfig);
  cloudWatch = new CloudWatchClient(server.clientConfig);
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
});

afterEach(async () => {
  logs.destroy();
  cloudWatch.destroy();
  await server.close();
});

function put(
  transformation: Partial<MetricTransformation> = {},
  more: Partial<PutMetricFilterCommandInput> = {},
) {
  return logs.send(
    new PutMetricFilterCommand({
      logGroupName: GROUP,
      filterName: "errors",
      filterPattern: "{ $.status >= 500 }",
      metricTransformations: [{ ...TRANSFORMATION, ...transformation }],
      ...more,
    }),
  );
}

function refusal(name: string, message: string) {
  return expect.objectContaining({ name, message });
}

describe("PutMetricFilter", () => {
  it("keeps a filter that DescribeMetricFilters and DescribeLogGroups show", async () => {
    const beforeMs = Date.now();
    await put({ unit: "Count", dimensions: { Route: "$.route" } });
    const { metricFilters = [], nextToken } = await logs.send(new DescribeMetricFiltersCommand({}));
    expect(metricFilters).toEqual([
      {
        filterName: "errors",
        filterPattern: "{ $.status >= 500 }",
        metricTransformations: [
          { ...TRANSFORMATION, unit: "Count", dimensions: { Route: "$.route" } },
        ],
        creationTime: expect.any(Number),
        logGroupName: GROUP,
        applyOnTransformedLogs: false,
      },
    ]);
    expect(metricFilters[0]?.creationTime).toBeGreaterThanOrEqual(beforeMs);
    expect(nextToken).toBeUndefined();
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.[0]?.metricFilterCount).toBe(1);
  });

  it("changes a filter of the same name", async () => {
    await put();
    await put({ defaultValue: 0.5 }, { filterPattern: "ERROR" });
    const { metricFilters } = await logs.send(new DescribeMetricFiltersCommand({}));
    expect(metricFilters).toHaveLength(1);
    expect(metricFilters?.[0]).toMatchObject({
      filterPattern: "ERROR",
      metricTransformations: [{ ...TRANSFORMATION, defaultValue: 0.5 }],
    });
  });

  it("publishes what events come to, whoever writes them", async () => {
    await put({ metricValue: "$.ms", unit: "Milliseconds" }, { filterPattern: "{ $.ms = * }" });
    await logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: "s" }));
    const nowMs = Date.now();
    const message = (ms: number) => JSON.stringify({ ms });
    await logs.send(
      new PutLogEventsCommand({
        logGroupName: GROUP,
        logStreamName: "s",
        logEvents: [
          { timestamp: nowMs, message: message(10) },
          { timestamp: nowMs, message: "no JSON" },
        ],
      }),
    );
    const scope = { account: "000000000000", region: "us-east-1" };
    const place = { groupName: GROUP, streamName: "gateway" };
    server.telemetry.sink.append(scope, place, nowMs, message(30));
    await server.telemetry.flush();
    const { Datapoints } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "Shop",
        MetricName: "Errors",
        StartTime: new Date(nowMs - 3_600_000),
        EndTime: new Date(nowMs + 3_600_000),
        Period: 86_400,
        Statistics: ["Sum", "SampleCount", "Maximum"],
      }),
    );
    expect(Datapoints).toMatchObject([
      { Sum: 40, SampleCount: 2, Maximum: 30, Unit: "Milliseconds" },
    ]);
  });

  it("refuses transformations that AWS refuses, in AWS's words", async () => {
    const cases: [Partial<MetricTransformation>, string][] = [
      [
        { defaultValue: 0, dimensions: { A: "$.a" } },
        "Invalid metric transformation: dimensions and default value are mutually exclusive properties",
      ],
      [
        { dimensions: { A: "$.a", B: "$.b", C: "$.c", D: "$.d" } },
        "Invalid metric transformation: number of dimensions must not exceed 3",
      ],
      [
        { unit: "Furlongs" as never },
        expect.stringContaining(
          "1 validation error detected: Value 'Furlongs' at 'metricTransformations.1.member.unit' failed to satisfy constraint: Member must satisfy enum value set: [",
        ),
      ],
      [
        { metricName: "a:b" },
        "1 validation error detected: Value 'a:b' at 'metricTransformations.1.member.metricName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*$]*",
      ],
      [
        { metricNamespace: "AWS/ApiGateway" },
        "Invalid metric transformation: namespaces starting with AWS/ are reserved for AWS",
      ],
      [{ metricValue: "many" }, "Invalid metric transformation: metric value many is not valid"],
    ];
    for (const [transformation, message] of cases) {
      await expect(put(transformation)).rejects.toEqual(
        refusal("InvalidParameterException", message),
      );
    }
    await expect(put({}, { metricTransformations: [] })).rejects.toThrow(
      "Member must have length greater than or equal to 1",
    );
    await expect(
      put({}, { metricTransformations: [TRANSFORMATION, TRANSFORMATION] }),
    ).rejects.toThrow("Member must have length less than or equal to 1");
  });

  it("refuses patterns, names and groups that AWS refuses", async () => {
    await expect(put({}, { filterPattern: "{ $.a" })).rejects.toEqual(
      refusal("InvalidParameterException", "Invalid filter pattern"),
    );
    await expect(put({ dimensions: { A: "$.a" } }, { filterPattern: "ERROR" })).rejects.toEqual(
      refusal(
        "InvalidParameterException",
        "The specified filter pattern does not support dimensions",
      ),
    );
    await expect(put({}, { filterName: "a*b" })).rejects.toThrow(
      "Member must satisfy regular expression pattern: [^:*]*",
    );
    await expect(put({}, { logGroupName: "gone" })).rejects.toEqual(
      refusal("ResourceNotFoundException", "The specified log group does not exist."),
    );
    const infrequent = { logGroupName: "rare", logGroupClass: "INFREQUENT_ACCESS" } as const;
    await logs.send(new CreateLogGroupCommand(infrequent));
    await expect(put({}, { logGroupName: "rare" })).rejects.toMatchObject({
      name: "InvalidOperationException",
    });
    await expect(put({}, { fieldSelectionCriteria: '@aws.region = "x"' })).rejects.toMatchObject({
      name: "NotImplemented",
      $metadata: { httpStatusCode: 501 },
    });
  });

  it("refuses the filter that is one too many", async () => {
    for (let i = 0; i < 100; i++) await put({}, { filterName: `f${i}` });
    await expect(put({}, { filterName: "f100" })).rejects.toEqual(
      refusal("LimitExceededException", "Resource limit exceeded."),
    );
    const names: string[] = [];
    const pages = paginateDescribeMetricFilters({ client: logs }, { logGroupName: GROUP });
    for await (const { metricFilters = [] } of pages) {
      expect(metricFilters.length).toBeLessThanOrEqual(50);
      names.push(...metricFilters.map(({ filterName = "" }) => filterName));
    }
    expect(names).toEqual(Array.from({ length: 100 }, (_, i) => `f${i}`).toSorted());
  });

  it("says that it does not transform logs", async () => {
    await put({}, { applyOnTransformedLogs: true });
    expect(warnings).toEqual([
      "applyOnTransformedLogs has no effect: there are no log transformers",
    ]);
  });
});

describe("DescribeMetricFilters", () => {
  async function names(input: DescribeMetricFiltersCommand["input"]): Promise<string[]> {
    const { metricFilters = [] } = await logs.send(new DescribeMetricFiltersCommand(input));
    return metricFilters.map(({ filterName, logGroupName }) => `${logGroupName} ${filterName}`);
  }

  it("finds filters by group, prefix and metric", async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: "other" }));
    await put();
    await put({ metricName: "Slow" }, { filterName: "slow" });
    await put({}, { filterName: "errors", logGroupName: "other" });
    expect(await names({})).toEqual([`${GROUP} errors`, "other errors", `${GROUP} slow`]);
    expect(await names({ filterNamePrefix: "s" })).toHaveLength(3);
    expect(await names({ logGroupName: GROUP, filterNamePrefix: "s" })).toEqual([`${GROUP} slow`]);
    expect(await names({ metricName: "Slow", metricNamespace: "Shop" })).toEqual([`${GROUP} slow`]);
    expect(await names({ metricName: "Slow", metricNamespace: "Other" })).toEqual([]);
  });

  it("refuses what AWS refuses", async () => {
    await expect(names({ metricName: "Slow" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(names({ limit: 51 })).rejects.toThrow("less than or equal to 50");
    await expect(names({ logGroupName: "gone" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(names({ nextToken: "x" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe("DeleteMetricFilter", () => {
  it("deletes a filter, and says when there is none", async () => {
    await put();
    const command = () =>
      new DeleteMetricFilterCommand({ logGroupName: GROUP, filterName: "errors" });
    await logs.send(command());
    expect((await logs.send(new DescribeMetricFiltersCommand({}))).metricFilters).toEqual([]);
    await expect(logs.send(command())).rejects.toEqual(
      refusal("ResourceNotFoundException", "The specified metric filter does not exist."),
    );
  });
});
