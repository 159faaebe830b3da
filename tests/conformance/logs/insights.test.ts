// Logs Insights queries through the real SDK client, from StartQuery to the rows. Expected shapes follow the API
// reference (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html).
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  GetQueryResultsCommand,
  PutLogEventsCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const GROUP = "/aws/shop";
const QUESTIONS_MAX = 1000;

let server: ControlPlaneServer;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  server = await startControlPlaneServer();
  logs = new CloudWatchLogsClient(server.clientConfig);
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: "one" }));
});

afterEach(async () => {
  logs.destroy();
  await server.close();
});

async function answerTo(queryString: string, nowMs: number) {
  const { queryId } = await logs.send(
    new StartQueryCommand({
      logGroupName: GROUP,
      queryString,
      startTime: Math.floor(nowMs / 1000) - 60,
      endTime: Math.floor(nowMs / 1000) + 60,
    }),
  );
  for (let asked = 0; asked < QUESTIONS_MAX; asked++) {
    const answer = await logs.send(new GetQueryResultsCommand({ queryId }));
    if (answer.status !== "Running" && answer.status !== "Scheduled") return answer;
  }
  throw new Error("The query has not ended");
}

test("GetQueryResults gives the rows that StartQuery asked for", async () => {
  const nowMs = Date.now();
  const messages = [
    { status: 200, path: "/a" },
    { status: 502, path: "/b" },
    { status: 502, path: "/b" },
  ];
  await logs.send(
    new PutLogEventsCommand({
      logGroupName: GROUP,
      logStreamName: "one",
      logEvents: messages.map((message, index) => ({
        timestamp: nowMs + index,
        message: JSON.stringify(message),
      })),
    }),
  );

  const events = await answerTo("fields @timestamp, @log, path | filter status = 200", nowMs);
  expect(events).toMatchObject({
    status: "Complete",
    statistics: { recordsMatched: 1, recordsScanned: 3 },
    results: [
      [
        {
          field: "@timestamp",
          value: new Date(nowMs).toISOString().replace("T", " ").replace("Z", ""),
        },
        { field: "@log", value: `000000000000:${GROUP}` },
        { field: "path", value: "/a" },
        { field: "@ptr", value: expect.stringMatching(/./) },
      ],
    ],
  });

  const groups = await answerTo("stats count(*) as n by status, path | sort n desc", nowMs);
  expect(groups.results).toEqual([
    [
      { field: "status", value: "502" },
      { field: "path", value: "/b" },
      { field: "n", value: "2" },
    ],
    [
      { field: "status", value: "200" },
      { field: "path", value: "/a" },
      { field: "n", value: "1" },
    ],
  ]);
});
