// Metrics put and asked with the real SDK client, in each of the three protocols that CloudWatch has been spoken in.
// Expected shapes are from AWS's API reference; nothing here was recorded from AWS by this project.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html
import { gunzipSync } from "node:zlib";
import { AwsQueryProtocol } from "@aws-sdk/core/protocols";
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  GetMetricWidgetImageCommand,
  InvalidParameterValueException,
  ListMetricsCommand,
  PutMetricDataCommand,
  type CloudWatchClientConfig,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const MINUTE_MS = 60_000;
const NOW_MS = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const WINDOW = { StartTime: new Date(NOW_MS - 5 * MINUTE_MS), EndTime: new Date(NOW_MS) };
const Dimensions = [{ Name: "Service", Value: "cart" }];

let server: ControlPlaneServer;

beforeAll(async () => {
  server = await startControlPlaneServer();
});

afterAll(() => server.close());

const PROTOCOLS: [string, Pick<CloudWatchClientConfig, "protocol">][] = [
  ["awsJson1_0", {}],
  ["awsQuery", { protocol: AwsQueryProtocol }],
  ["rpcv2Cbor", { protocol: SmithyRpcV2CborProtocol }],
];

function minutesAgo(count: number): Date {
  return new Date(NOW_MS - count * MINUTE_MS);
}

describe.each(PROTOCOLS)("CloudWatch by %s", (name, protocol) => {
  const Namespace = `Shop/${name}`;
  let cloudWatch: CloudWatchClient;

  const stat = (Id: string, MetricName: string): MetricDataQuery => ({
    Id,
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: "Sum" },
  });

  beforeAll(async () => {
    cloudWatch = new CloudWatchClient({ ...server.clientConfig, ...protocol });
    const data = (MetricName: string, values: number[]) =>
      values.map((Value, n) => ({
        MetricName,
        Dimensions,
        Value,
        Unit: "Count" as const,
        Timestamp: minutesAgo(5 - n),
      }));
    const MetricData = [...data("Requests", [10, 20, 40]), ...data("Errors", [1, 0, 10])];
    await cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
  });

  afterAll(() => cloudWatch.destroy());

  test("GetMetricStatistics answers what PutMetricData was given", async () => {
    const input = { Namespace, MetricName: "Requests", Dimensions, Period: 300, ...WINDOW };
    const Statistics = ["Sum", "Average", "Maximum", "SampleCount"] as const;
    const answer = await cloudWatch.send(
      new GetMetricStatisticsCommand({ ...input, Statistics: [...Statistics] }),
    );
    expect(answer.Label).toBe("Requests");
    expect(answer.Datapoints).toEqual([
      {
        Timestamp: WINDOW.StartTime,
        Sum: 70,
        Average: 70 / 3,
        Maximum: 40,
        SampleCount: 3,
        Unit: "Count",
      },
    ]);
    const extended = await cloudWatch.send(
      new GetMetricStatisticsCommand({ ...input, ExtendedStatistics: ["p100", "TC(0%:100%)"] }),
    );
    expect(extended.Datapoints?.[0]?.ExtendedStatistics).toEqual({ p100: 40, "TC(0%:100%)": 3 });
  });

  test("GetMetricData answers metrics and metric math, the newest first", async () => {
    const answer = await cloudWatch.send(
      new GetMetricDataCommand({
        ...WINDOW,
        MetricDataQueries: [
          stat("requests", "Requests"),
          { ...stat("errors", "Errors"), ReturnData: false },
          { Id: "rate", Expression: "100 * errors / requests", Label: "Errors in % (max ${MAX})" },
        ],
      }),
    );
    const Timestamps = [3, 4, 5].map(minutesAgo);
    expect(answer.MetricDataResults).toEqual([
      {
        Id: "requests",
        Label: "Requests",
        Timestamps,
        Values: [40, 20, 10],
        StatusCode: "Complete",
      },
      {
        Id: "rate",
        Label: "Errors in % (max 25)",
        Timestamps,
        Values: [25, 0, 10],
        StatusCode: "Complete",
      },
    ]);
    expect(answer.NextToken).toBeUndefined();
  });

  test("GetMetricData searches", async () => {
    const answer = await cloudWatch.send(
      new GetMetricDataCommand({
        ...WINDOW,
        ScanBy: "TimestampAscending",
        MetricDataQueries: [
          { Id: "e1", Expression: `SEARCH('{${Namespace},Service} cart', 'Sum', 60)` },
          { Id: "e2", Expression: "SUM(e1)" },
        ],
      }),
    );
    const results = answer.MetricDataResults ?? [];
    expect(results.map(({ Id, Label }) => [Id, Label])).toEqual([
      ["e1", "cart Errors"],
      ["e1", "cart Requests"],
      ["e2", "e2"],
    ]);
    expect(results[2]?.Values).toEqual([11, 20, 50]);
  });

  test("GetMetricData pages by data points", async () => {
    const values: number[] = [];
    const codes: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const answer = await cloudWatch.send(
        new GetMetricDataCommand({
          ...WINDOW,
          ScanBy: "TimestampAscending",
          MaxDatapoints: 2,
          MetricDataQueries: [stat("m1", "Requests"), stat("m2", "Errors")],
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      );
      for (const result of answer.MetricDataResults ?? []) {
        values.push(...(result.Values ?? []));
        codes.push(result.StatusCode);
      }
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
    expect(values).toEqual([10, 20, 40, 1, 0, 10]);
    expect(codes).toEqual(["PartialData", "Complete", "PartialData", "Complete"]);
  });

  test("ListMetrics filters by what is given", async () => {
    const list = async (filter: object) => {
      const answer = await cloudWatch.send(new ListMetricsCommand({ Namespace, ...filter }));
      return answer.Metrics?.map(({ MetricName }) => MetricName) ?? [];
    };
    expect(new Set(await list({}))).toEqual(new Set(["Errors", "Requests"]));
    expect(await list({ MetricName: "Errors" })).toEqual(["Errors"]);
    expect(await list({ Dimensions: [{ Name: "Service" }] })).toHaveLength(2);
    expect(await list({ Dimensions: [{ Name: "Service", Value: "x" }] })).toEqual([]);
    expect(await list({ RecentlyActive: "PT3H" })).toHaveLength(2);
  });

  test("errors arrive as their classes", async () => {
    const MetricData = [{ MetricName: "m", Value: Infinity }];
    const refusal = cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    await expect(refusal).rejects.toBeInstanceOf(InvalidParameterValueException);
    const query = { Id: "e1", Expression: "1 +" };
    await expect(
      cloudWatch.send(new GetMetricDataCommand({ ...WINDOW, MetricDataQueries: [query] })),
    ).rejects.toMatchObject({
      message: "Error in expression 'e1': Unexpected end of the expression",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(
      cloudWatch.send(new GetMetricWidgetImageCommand({ MetricWidget: "{}" })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
  });
});

test("validation is a ValidationError to clients that go by its query code", async () => {
  const cloudWatch = new CloudWatchClient(server.clientConfig);
  const input = { StartTime: WINDOW.EndTime, EndTime: WINDOW.StartTime };
  const MetricDataQueries = [{ Id: "e1", Expression: "TIME_SERIES(1)" }];
  await expect(
    cloudWatch.send(new GetMetricDataCommand({ ...input, MetricDataQueries })),
  ).rejects.toMatchObject({
    name: "ValidationException",
    message: "The parameter EndTime must be greater than StartTime.",
    $response: { headers: { "x-amzn-query-error": "ValidationError;Sender" } },
  });
  cloudWatch.destroy();
});

test("PutMetricData takes what the client compresses", async () => {
  const cloudWatch = new CloudWatchClient({
    ...server.clientConfig,
    requestMinCompressionSizeBytes: 128,
  });
  let packedBytes = 0;
  cloudWatch.middlewareStack.add(
    (next) => (args) => {
      const { headers, body } = args.request as {
        headers: Record<string, string>;
        body: Uint8Array;
      };
      if (headers["content-encoding"] === "gzip") packedBytes = gunzipSync(body).length;
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  const MetricData = [{ MetricName: "Packed", Values: Array.from({ length: 150 }, (_, n) => n) }];
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: "Shop/packed", MetricData }));
  expect(packedBytes).toBeGreaterThan(500);
  const answer = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "Shop/packed",
      MetricName: "Packed",
      StartTime: minutesAgo(5),
      EndTime: new Date(Date.now() + MINUTE_MS),
      Period: 3600,
      Statistics: ["SampleCount"],
    }),
  );
  expect(answer.Datapoints?.[0]?.SampleCount).toBe(150);
  cloudWatch.destroy();
});
