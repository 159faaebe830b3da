// Events of CloudWatch Logs through the real SDK client: what is taken, and how it is read and filtered. Expected
// shapes follow the API reference (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/).
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  GetLogGroupFieldsCommand,
  GetLogRecordCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TestMetricFilterCommand,
  type InputLogEvent,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const GROUP = "/postern/events";
const GROUP_ARN = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

let server: ControlPlaneServer;
let logs: CloudWatchLogsClient;
let nowMs: number;

beforeEach(async () => {
  server = await startControlPlaneServer();
  logs = new CloudWatchLogsClient(server.clientConfig);
  nowMs = Date.now();
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  for (const logStreamName of ["one", "two"]) {
    await logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName }));
  }
});

afterEach(async () => {
  logs.destroy();
  await server.close();
});

function put(logStreamName: string, logEvents: InputLogEvent[]) {
  return logs.send(new PutLogEventsCommand({ logGroupName: GROUP, logStreamName, logEvents }));
}

/** A message each, a millisecond apart, the first a minute ago. */
function putMessages(logStreamName: string, ...messages: string[]) {
  const atMs = nowMs - 60_000;
  return put(
    logStreamName,
    messages.map((message, index) => ({ timestamp: atMs + index, message })),
  );
}

async function get(input: Partial<GetLogEventsCommand["input"]> = {}) {
  const command = new GetLogEventsCommand({
    logGroupName: GROUP,
    logStreamName: "one",
    startFromHead: true,
    ...input,
  });
  const { events = [], nextForwardToken, nextBackwardToken } = await logs.send(command);
  const messages = events.map((event) => event.message);
  return { messages, events, nextForwardToken, nextBackwardToken };
}

async function filter(input: Partial<FilterLogEventsCommand["input"]> = {}) {
  const command = new FilterLogEventsCommand({ logGroupName: GROUP, ...input });
  const { events = [], nextToken, searchedLogStreams } = await logs.send(command);
  return { messages: events.map((event) => event.message), events, nextToken, searchedLogStreams };
}

const NO_GROUP = expect.objectContaining({
  name: "ResourceNotFoundException",
  message: "The specified log group does not exist.",
});
const NO_STREAM = expect.objectContaining({
  name: "ResourceNotFoundException",
  message: "The specified log stream does not exist.",
});

describe("PutLogEvents", () => {
  it("leaves out what is too old, expired or too new, and says so", async () => {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 7 }));
    const tooOld = await put("one", [
      { timestamp: nowMs - 14 * DAY_MS - HOUR_MS, message: "too old" },
      { timestamp: nowMs - 14 * DAY_MS + HOUR_MS, message: "expired" },
    ]);
    expect(tooOld.rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      expiredLogEventEndIndex: 2,
    });
    const tooNew = await put("one", [
      { timestamp: nowMs, message: "taken" },
      { timestamp: nowMs + 3 * HOUR_MS, message: "too new" },
    ]);
    expect(tooNew.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    expect((await get()).messages).toEqual(["taken"]);
  });

  it("refuses batches that AWS refuses", async () => {
    const at = (offsetMs: number) => ({ timestamp: nowMs + offsetMs, message: "m" });
    const cases: [InputLogEvent[], string][] = [
      [
        [at(0), at(-1)],
        "Log events in a single PutLogEvents request must be in chronological order.",
      ],
      [
        [at(-DAY_MS - 1), at(0)],
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
      ],
      [
        [{ timestamp: nowMs, message: "x".repeat(1_048_576 - 25) }],
        "Upload too large: 1048577 bytes exceeds limit of 1048576",
      ],
      [
        [],
        "1 validation error detected: Value '[]' at 'logEvents' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ],
      [
        [{ timestamp: nowMs, message: "" }],
        "1 validation error detected: Value '' at 'logEvents.1.member.message' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ],
      [
        Array.from({ length: 10_001 }, () => at(0)),
        "1 validation error detected: Value '[]' at 'logEvents' failed to satisfy constraint: Member must have length less than or equal to 10000",
      ],
    ];
    for (const [events, message] of cases) {
      await expect(put("one", events)).rejects.toEqual(
        expect.objectContaining({ name: "InvalidParameterException", message }),
      );
    }
    expect((await get()).messages).toEqual([]);
  });

  it("takes a batch of the very size and span that is allowed", async () => {
    const answer = await put("one", [
      { timestamp: nowMs - DAY_MS, message: "é".repeat((1_048_576 - 2 * 26 - 2) / 2) },
      { timestamp: nowMs, message: "ab" },
    ]);
    expect(answer.rejectedLogEventsInfo).toBeUndefined();
  });

  it("takes what it is not there for from no one", async () => {
    await expect(put("three", [{ timestamp: nowMs, message: "m" }])).rejects.toEqual(NO_STREAM);
    const logEvents = [{ timestamp: nowMs, message: "m" }];
    await expect(
      logs.send(new PutLogEventsCommand({ logGroupName: "gone", logStreamName: "one", logEvents })),
    ).rejects.toEqual(NO_GROUP);
  });

  it("looks at no sequence token", async () => {
    const logEvents = [{ timestamp: nowMs, message: "m" }];
    for (const sequenceToken of ["1", "1"]) {
      await logs.send(
        new PutLogEventsCommand({
          logGroupName: GROUP,
          logStreamName: "one",
          logEvents,
          sequenceToken,
        }),
      );
    }
    expect((await get()).messages).toEqual(["m", "m"]);
  });
});

describe("GetLogEvents", () => {
  it("reads on forwards until the token stays the same", async () => {
    await putMessages("one", "a", "b", "c");
    const first = await get({ limit: 2 });
    expect(first.messages).toEqual(["a", "b"]);
    expect(first.events[0]).toEqual({
      timestamp: nowMs - 60_000,
      message: "a",
      ingestionTime: expect.any(Number),
    });
    const second = await get({ limit: 2, nextToken: first.nextForwardToken });
    expect(second.messages).toEqual(["c"]);
    const end = await get({ limit: 2, nextToken: second.nextForwardToken });
    expect(end.messages).toEqual([]);
    expect(end.nextForwardToken).toBe(second.nextForwardToken);
    await put("one", [{ timestamp: nowMs, message: "d" }]);
    expect((await get({ nextToken: end.nextForwardToken })).messages).toEqual(["d"]);
  });

  it("begins at the tail and reads on backwards", async () => {
    await putMessages("one", "a", "b", "c");
    const last = await get({ limit: 2, startFromHead: false });
    expect(last.messages).toEqual(["b", "c"]);
    const before = await get({ limit: 2, nextToken: last.nextBackwardToken });
    expect(before.messages).toEqual(["a"]);
  });

  it("includes the start of a span and not its end", async () => {
    await putMessages("one", "a", "b", "c");
    const startTime = nowMs - 60_000;
    expect((await get({ startTime, endTime: startTime + 2 })).messages).toEqual(["a", "b"]);
  });

  it("takes the group's ARN", async () => {
    await putMessages("one", "a");
    const command = new GetLogEventsCommand({
      logGroupIdentifier: GROUP_ARN,
      logStreamName: "one",
    });
    expect((await logs.send(command)).events).toHaveLength(1);
  });

  it("refuses what AWS refuses", async () => {
    await expect(get({ logStreamName: "three" })).rejects.toEqual(NO_STREAM);
    await expect(get({ logGroupName: "gone" })).rejects.toEqual(NO_GROUP);
    await expect(get({ nextToken: "what" })).rejects.toEqual(
      expect.objectContaining({
        name: "InvalidParameterException",
        message: "The specified nextToken is invalid.",
      }),
    );
    await expect(get({ limit: 10_001 })).rejects.toThrow("less than or equal to 10000");
  });
});

describe("FilterLogEvents", () => {
  it("gives the events of all streams in order of time", async () => {
    await put("one", [
      { timestamp: nowMs - 30, message: "1" },
      { timestamp: nowMs - 10, message: "3" },
    ]);
    await put("two", [{ timestamp: nowMs - 20, message: "2" }]);
    const all = await filter();
    expect(all.messages).toEqual(["1", "2", "3"]);
    expect(all.searchedLogStreams).toEqual([]);
    expect(all.events[1]).toEqual({
      logStreamName: "two",
      timestamp: nowMs - 20,
      message: "2",
      ingestionTime: expect.any(Number),
      eventId: expect.any(String),
    });
    expect((await filter({ logStreamNames: ["two"] })).messages).toEqual(["2"]);
    expect((await filter({ logStreamNamePrefix: "o" })).messages).toEqual(["1", "3"]);
    const span = { startTime: nowMs - 20, endTime: nowMs - 10 };
    expect((await filter(span)).messages).toEqual(["2", "3"]);
  });

  it("filters by each kind of pattern", async () => {
    await putMessages(
      "one",
      '{"status":502,"path":"/a"}',
      '{"status":200,"path":"/b"}',
      "GET /c 502 12",
      "ERROR all is lost",
    );
    expect((await filter({ filterPattern: "{ $.status >= 500 }" })).messages).toEqual([
      '{"status":502,"path":"/a"}',
    ]);
    expect((await filter({ filterPattern: "[m, p, status = 5*, n]" })).messages).toEqual([
      "GET /c 502 12",
    ]);
    expect((await filter({ filterPattern: '?ERROR ?"/b"' })).messages).toEqual([
      '{"status":200,"path":"/b"}',
      "ERROR all is lost",
    ]);
    expect((await filter({ filterPattern: "%l[io]st$%" })).messages).toEqual(["ERROR all is lost"]);
  });

  it("pages over what matches", async () => {
    const messages = Array.from({ length: 25 }, (_, i) => `${i % 2 === 0 ? "even" : "odd"} ${i}`);
    await putMessages("one", ...messages);
    const seen: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await filter({
        filterPattern: "even",
        limit: 5,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      expect(page.messages.length).toBeLessThanOrEqual(5);
      seen.push(...page.messages);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(seen).toEqual(messages.filter((message) => message.startsWith("even")));
  });

  it("refuses what AWS refuses", async () => {
    const refused = async (input: Partial<FilterLogEventsCommand["input"]>, message: string) =>
      expect(filter(input)).rejects.toEqual(
        expect.objectContaining({ name: "InvalidParameterException", message }),
      );
    await refused({ filterPattern: "{ $.a }" }, "Invalid filter pattern");
    await refused({ filterPattern: "a-b" }, "Invalid character(s) in term 'a-b'");
    await refused(
      { logStreamNames: ["one"], logStreamNamePrefix: "o" },
      "logStreamNamePrefix and logStreamNames are mutually exclusive.",
    );
    await refused(
      { startTime: 2, endTime: 1 },
      "endTime must be greater than or equal to startTime.",
    );
    await refused({ nextToken: "what" }, "The specified nextToken is invalid.");
    await expect(filter({ filterPattern: "x".repeat(1025) })).rejects.toThrow(
      "Member must have length less than or equal to 1024",
    );
    await expect(filter({ logStreamNames: ["three"] })).rejects.toEqual(NO_STREAM);
    await expect(filter({ logGroupName: "gone" })).rejects.toEqual(NO_GROUP);
    await expect(filter({ startFromHead: false })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 501 },
    });
  });
});

describe("GetLogRecord", () => {
  it("gives all fields of an event", async () => {
    await putMessages("one", '{"status":502,"a":{"b":[true,null]},"s":"x"}');
    const { events } = await filter();
    const { logRecord } = await logs.send(
      new GetLogRecordCommand({ logRecordPointer: events[0]?.eventId }),
    );
    expect(logRecord).toEqual({
      "@ptr": events[0]?.eventId,
      "@timestamp": String(nowMs - 60_000),
      "@ingestionTime": expect.stringMatching(/^\d{13}$/),
      "@log": `000000000000:${GROUP}`,
      "@logStream": "one",
      "@message": '{"status":502,"a":{"b":[true,null]},"s":"x"}',
      status: "502",
      "a.b.0": "true",
      "a.b.1": "null",
      s: "x",
    });
  });

  it("refuses a pointer to nothing", async () => {
    await expect(
      logs.send(new GetLogRecordCommand({ logRecordPointer: "nothing" })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("GetLogGroupFields", () => {
  it("says how many of the latest events have a field", async () => {
    await putMessages("one", '{"status":502,"path":"/"}', '{"status":200}', "text", "text");
    const { logGroupFields } = await logs.send(
      new GetLogGroupFieldsCommand({ logGroupIdentifier: GROUP_ARN }),
    );
    expect(logGroupFields).toEqual([
      { name: "@ingestionTime", percent: 100 },
      { name: "@log", percent: 100 },
      { name: "@logStream", percent: 100 },
      { name: "@message", percent: 100 },
      { name: "@timestamp", percent: 100 },
      { name: "status", percent: 50 },
      { name: "path", percent: 25 },
    ]);
    const time = Math.trunc((nowMs - DAY_MS) / 1000);
    const yesterday = await logs.send(new GetLogGroupFieldsCommand({ logGroupName: GROUP, time }));
    expect(yesterday.logGroupFields).toEqual([]);
    await expect(logs.send(new GetLogGroupFieldsCommand({ logGroupName: "gone" }))).rejects.toEqual(
      NO_GROUP,
    );
  });
});

describe("TestMetricFilter", () => {
  it("says which messages match and what was taken of them", async () => {
    const { matches } = await logs.send(
      new TestMetricFilterCommand({
        filterPattern: "[ip, identity, user_id, timestamp, request, status_code = 200, size]",
        logEventMessages: [
          '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /a HTTP/1.0" 404 15',
          '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /b HTTP/1.0" 200 534',
        ],
      }),
    );
    expect(matches).toEqual([
      {
        eventNumber: 2,
        eventMessage: '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /b HTTP/1.0" 200 534',
        extractedValues: {
          $ip: "127.0.0.1",
          $identity: "-",
          $user_id: "frank",
          $timestamp: "10/Oct/2000:13:35:22 -0700",
          $request: "GET /b HTTP/1.0",
          $status_code: "200",
          $size: "534",
        },
      },
    ]);
  });

  it("refuses what is no pattern", async () => {
    const send = (filterPattern: string, logEventMessages: string[]) =>
      logs.send(new TestMetricFilterCommand({ filterPattern, logEventMessages }));
    await expect(send("[a", ["x"])).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(send("a", [])).rejects.toThrow("greater than or equal to 1");
  });
});
