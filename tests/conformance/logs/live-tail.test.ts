// StartLiveTail through the real SDK client and the AWS CLI: the event stream that they iterate, what is refused, and
// how a session ends. Expected shapes follow the API reference
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html).
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  StartLiveTailCommand,
  type StartLiveTailCommandInput,
  type StartLiveTailResponseStream,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { awsCliMissing } from "../../support/aws-cli.ts";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const GROUP = "/postern/tail";
const ARN = "arn:aws:logs:us-east-1:000000000000:log-group:";
const GROUP_ARN = `${ARN}${GROUP}`;
const SCOPE = { account: "000000000000", region: "us-east-1" };

let server: ControlPlaneServer;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  server = await startControlPlaneServer();
  logs = new CloudWatchLogsClient({ ...server.clientConfig, disableHostPrefix: true });
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
});

afterEach(async () => {
  logs.destroy();
  await server.close();
});

function write(message: string, streamName = "gateway"): void {
  server.telemetry.sink.append(SCOPE, { groupName: GROUP, streamName }, Date.now(), message);
}

async function tail(input: Partial<StartLiveTailCommandInput> = {}) {
  const command = new StartLiveTailCommand({ logGroupIdentifiers: [GROUP_ARN], ...input });
  const { responseStream } = await logs.send(command);
  if (responseStream === undefined) throw new Error("There is no stream");
  return responseStream[Symbol.asyncIterator]();
}

type Tail = Awaited<ReturnType<typeof tail>>;

async function nextOf(session: Tail): Promise<StartLiveTailResponseStream> {
  const { done, value } = await session.next();
  if (done === true) throw new Error("The stream has ended");
  return value as StartLiveTailResponseStream;
}

/** The first update that has events. */
async function nextUpdate(session: Tail) {
  for (;;) {
    const { sessionUpdate } = await nextOf(session);
    if ((sessionUpdate?.sessionResults ?? []).length > 0) return sessionUpdate;
  }
}

describe("StartLiveTail", () => {
  it("begins with what was asked for, and has an update every second", async () => {
    const session = await tail({ logEventFilterPattern: "ERROR", logStreamNames: ["gateway"] });
    expect(await nextOf(session)).toEqual({
      sessionStart: {
        requestId: expect.any(String),
        sessionId: expect.any(String),
        logGroupIdentifiers: [GROUP_ARN],
        logStreamNames: ["gateway"],
        logEventFilterPattern: "ERROR",
      },
    });
    expect(await nextOf(session)).toEqual({
      sessionUpdate: { sessionMetadata: { sampled: false }, sessionResults: [] },
    });
  });

  it("gives what comes to the group and matches, put or written by the data plane", async () => {
    const place = { logGroupName: GROUP, logStreamName: "app-1" };
    await logs.send(new CreateLogStreamCommand(place));
    write("ERROR before");
    const session = await tail({
      logEventFilterPattern: "ERROR",
      logStreamNamePrefixes: ["app", "gate"],
    });
    write("ERROR one");
    write("INFO two");
    write("ERROR three", "other");
    const timestamp = Date.now();
    const logEvents = [{ timestamp, message: "ERROR four" }];
    await logs.send(new PutLogEventsCommand({ ...place, logEvents }));
    const update = await nextUpdate(session);
    expect(update?.sessionMetadata).toEqual({ sampled: false });
    expect(update?.sessionResults).toMatchObject([
      { message: "ERROR one", logStreamName: "gateway", logGroupIdentifier: GROUP_ARN },
      {
        message: "ERROR four",
        logStreamName: "app-1",
        timestamp,
        ingestionTime: expect.any(Number),
      },
    ]);
  });

  it("gives 500 of more events than that, and says that they are a sample", async () => {
    const session = await tail();
    for (let i = 0; i < 1_000; i++) write(`event ${i}`);
    const update = await nextUpdate(session);
    expect(update?.sessionMetadata).toEqual({ sampled: true });
    expect(update?.sessionResults).toHaveLength(500);
  });

  it("refuses what AWS refuses", async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: "second" }));
    const rare = { logGroupName: "rare", logGroupClass: "INFREQUENT_ACCESS" } as const;
    await logs.send(new CreateLogGroupCommand(rare));
    const cases: [Partial<StartLiveTailCommandInput>, string][] = [
      [{ logGroupIdentifiers: [] }, "InvalidParameterException"],
      [{ logGroupIdentifiers: [GROUP] }, "InvalidParameterException"],
      [{ logGroupIdentifiers: [`${GROUP_ARN}:*`] }, "InvalidParameterException"],
      [{ logGroupIdentifiers: [`${ARN}gone`] }, "ResourceNotFoundException"],
      [
        { logGroupIdentifiers: [GROUP_ARN.replace("us-east", "eu-west")] },
        "ResourceNotFoundException",
      ],
      [{ logGroupIdentifiers: [`${ARN}rare`] }, "InvalidOperationException"],
      [
        { logGroupIdentifiers: Array.from({ length: 11 }, () => GROUP_ARN) },
        "InvalidParameterException",
      ],
      [{ logStreamNames: ["a"], logStreamNamePrefixes: ["b"] }, "InvalidParameterException"],
      [
        { logGroupIdentifiers: [GROUP_ARN, `${ARN}second`], logStreamNames: ["a"] },
        "InvalidParameterException",
      ],
      [{ logEventFilterPattern: "{ $.a" }, "InvalidParameterException"],
    ];
    for (const [input, name] of cases) await expect(tail(input)).rejects.toMatchObject({ name });
  });

  it("has room for 15 sessions, and for another when a client leaves", async () => {
    const leaving = new CloudWatchLogsClient({ ...server.clientConfig, disableHostPrefix: true });
    await leaving.send(new StartLiveTailCommand({ logGroupIdentifiers: [GROUP_ARN] }));
    for (let i = 0; i < 14; i++) await tail();
    await expect(tail()).rejects.toMatchObject({ name: "LimitExceededException" });
    leaving.destroy();
    await expect
      .poll(() => tail().then(nextOf), { timeout: 10_000 })
      .toHaveProperty("sessionStart");
  });
});

test.skipIf(awsCliMissing)(
  "the AWS CLI shows what comes to a group, where it is told to leave the host as it is",
  async () => {
    const args = ["--endpoint-url", server.url, "logs", "start-live-tail"];
    const cli = spawn("aws", [...args, "--log-group-identifiers", GROUP_ARN], {
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_DISABLE_HOST_PREFIX_INJECTION: "true",
        PYTHONUNBUFFERED: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let shown = "";
    cli.stdout.on("data", (chunk: Buffer) => (shown += chunk.toString()));
    cli.stderr.on("data", (chunk: Buffer) => (shown += chunk.toString()));
    const exited = once(cli, "exit");
    await expect
      .poll(
        () => {
          write("a line for the command line");
          return shown;
        },
        { timeout: 60_000, interval: 500 },
      )
      .toContain("a line for the command line");
    cli.kill("SIGINT");
    await exited;
  },
  120_000,
);
