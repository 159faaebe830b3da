// Groups and streams of CloudWatch Logs through the real SDK client. Expected shapes follow the API reference
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/); there is no account to record from.
import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DisassociateKmsKeyCommand,
  ListLogGroupsCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagLogGroupCommand,
  TagResourceCommand,
  UntagLogGroupCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "../../../src/base/logger.ts";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const ARN = "arn:aws:logs:us-east-1:000000000000:log-group:";

let server: ControlPlaneServer;
let logs: CloudWatchLogsClient;
let warnings: string[];

beforeEach(async () => {
  warnings = [];
  const logger = { ...silentLogger, warn: (message: string) => warnings.push(message) };
  server = await startControlPlaneServer({ logger });
  logs = new CloudWatchLogsClient(server.clientConfig);
});

afterEach(async () => {
  logs.destroy();
  await server.close();
});

async function createGroups(...names: string[]): Promise<void> {
  for (const logGroupName of names) await logs.send(new CreateLogGroupCommand({ logGroupName }));
}

function refusal(name: string, message: string) {
  return expect.objectContaining({ name, message });
}

const NO_GROUP = refusal("ResourceNotFoundException", "The specified log group does not exist.");

describe("CreateLogGroup", () => {
  it("makes a group that DescribeLogGroups shows", async () => {
    const before = Date.now();
    await createGroups("/postern/a");
    const { logGroups, nextToken } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toEqual([
      {
        logGroupName: "/postern/a",
        creationTime: expect.any(Number),
        metricFilterCount: 0,
        arn: `${ARN}/postern/a:*`,
        storedBytes: 0,
        logGroupClass: "STANDARD",
        logGroupArn: `${ARN}/postern/a`,
      },
    ]);
    expect(logGroups?.[0]?.creationTime).toBeGreaterThanOrEqual(before);
    expect(nextToken).toBeUndefined();
  });

  it("refuses a name that is taken", async () => {
    await createGroups("a");
    await expect(createGroups("a")).rejects.toEqual(
      refusal("ResourceAlreadyExistsException", "The specified log group already exists"),
    );
  });

  it("refuses names that AWS refuses, in AWS's words", async () => {
    await expect(createGroups("a b")).rejects.toEqual(
      refusal(
        "InvalidParameterException",
        String.raw`1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_\/#A-Za-z0-9]+`,
      ),
    );
    await expect(createGroups("x".repeat(513))).rejects.toThrow(
      "Member must have length less than or equal to 512",
    );
    await expect(createGroups("aws/x")).rejects.toThrow(
      "Log groups starting with AWS/ are reserved for AWS.",
    );
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName: undefined }))).rejects.toEqual(
      refusal(
        "InvalidParameterException",
        "1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must not be null",
      ),
    );
  });

  it("keeps class, tags and key, and warns of the key, which encrypts nothing", async () => {
    await logs.send(
      new CreateLogGroupCommand({
        logGroupName: "a",
        logGroupClass: "INFREQUENT_ACCESS",
        kmsKeyId: "arn:aws:kms:us-east-1:000000000000:key/1",
        tags: { team: "edge" },
      }),
    );
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.[0]).toMatchObject({
      logGroupClass: "INFREQUENT_ACCESS",
      kmsKeyId: "arn:aws:kms:us-east-1:000000000000:key/1",
    });
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: `${ARN}a` }));
    expect(tags).toEqual({ team: "edge" });
    expect(warnings).toEqual([
      "The KMS key of a log group has no effect: events are kept unencrypted",
    ]);
  });
});

describe("DescribeLogGroups", () => {
  it("pages by name with every way to narrow", async () => {
    await createGroups("/aws/a", "/aws/b", "/aws/c", "other/aws");
    const first = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/", limit: 2 }),
    );
    expect(first.logGroups?.map((group) => group.logGroupName)).toEqual(["/aws/a", "/aws/b"]);
    const second = await logs.send(
      new DescribeLogGroupsCommand({
        logGroupNamePrefix: "/aws/",
        limit: 2,
        nextToken: first.nextToken,
      }),
    );
    expect(second.logGroups?.map((group) => group.logGroupName)).toEqual(["/aws/c"]);
    expect(second.nextToken).toBeUndefined();
    const byPart = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePattern: "r/a" }));
    expect(byPart.logGroups).toEqual([
      { logGroupName: "other/aws", creationTime: expect.any(Number), arn: `${ARN}other/aws:*` },
    ]);
    const named = await logs.send(
      new DescribeLogGroupsCommand({
        logGroupIdentifiers: ["/aws/b", `${ARN}/aws/c`, `${ARN}/aws/a`, "gone"],
      }),
    );
    expect(named.logGroups?.map((group) => group.logGroupName)).toEqual([
      "/aws/b",
      "/aws/c",
      "/aws/a",
    ]);
  });

  it("fills pages of one class past groups of others", async () => {
    await createGroups("a", "b", "d");
    for (const logGroupName of ["c", "e"]) {
      await logs.send(new CreateLogGroupCommand({ logGroupName, logGroupClass: "DELIVERY" }));
    }
    const { logGroups, nextToken } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupClass: "DELIVERY", limit: 1 }),
    );
    expect(logGroups?.map((group) => group.logGroupName)).toEqual(["c"]);
    const next = await logs.send(
      new DescribeLogGroupsCommand({ logGroupClass: "DELIVERY", limit: 1, nextToken }),
    );
    expect(next.logGroups?.map((group) => group.logGroupName)).toEqual(["e"]);
  });

  it("refuses what does not go together", async () => {
    await expect(
      logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: "a", logGroupNamePattern: "b" }),
      ),
    ).rejects.toEqual(
      refusal(
        "InvalidParameterException",
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
      ),
    );
    await expect(logs.send(new DescribeLogGroupsCommand({ limit: 51 }))).rejects.toThrow(
      "Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
    );
    await expect(
      logs.send(new DescribeLogGroupsCommand({ logGroupIdentifiers: ["a"], limit: 1 })),
    ).rejects.toThrow("cannot be combined");
  });
});

describe("ListLogGroups", () => {
  it("takes several patterns, and tags", async () => {
    await createGroups("/aws/lambda/x", "x/aws/lambda", "discovery-1", "elsewhere");
    await logs.send(new TagLogGroupCommand({ logGroupName: "elsewhere", tags: { a: "1" } }));
    const { logGroups } = await logs.send(
      new ListLogGroupsCommand({ logGroupNamePattern: "^/aws/lambda|discovery" }),
    );
    expect(logGroups).toEqual([
      {
        logGroupName: "/aws/lambda/x",
        logGroupArn: `${ARN}/aws/lambda/x`,
        logGroupClass: "STANDARD",
      },
      { logGroupName: "discovery-1", logGroupArn: `${ARN}discovery-1`, logGroupClass: "STANDARD" },
    ]);
    const tagged = await logs.send(
      new ListLogGroupsCommand({ logGroupTags: [{ key: "a", values: ["2", "1"] }] }),
    );
    expect(tagged.logGroups?.map((group) => group.logGroupName)).toEqual(["elsewhere"]);
    await expect(
      logs.send(new ListLogGroupsCommand({ logGroupNamePattern: "ab" })),
    ).rejects.toThrow("Member must have length greater than or equal to 3");
  });
});

describe("DeleteLogGroup", () => {
  it("takes streams and events with it", async () => {
    await createGroups("a");
    await logs.send(new CreateLogStreamCommand({ logGroupName: "a", logStreamName: "s" }));
    await logs.send(new DeleteLogGroupCommand({ logGroupName: "a" }));
    await expect(logs.send(new DeleteLogGroupCommand({ logGroupName: "a" }))).rejects.toEqual(
      NO_GROUP,
    );
    await createGroups("a");
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: "a" }));
    expect(logStreams).toEqual([]);
  });
});

describe("PutRetentionPolicy", () => {
  it("sets the days that AWS allows, DeleteRetentionPolicy takes them away", async () => {
    await createGroups("a");
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: "a", retentionInDays: 7 }));
    let { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.[0]?.retentionInDays).toBe(7);
    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName: "a" }));
    ({ logGroups } = await logs.send(new DescribeLogGroupsCommand({})));
    expect(logGroups?.[0]?.retentionInDays).toBeUndefined();
    await expect(
      logs.send(new PutRetentionPolicyCommand({ logGroupName: "a", retentionInDays: 2 })),
    ).rejects.toThrow(
      "Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [1, 3, 5,",
    );
    await expect(
      logs.send(new PutRetentionPolicyCommand({ logGroupName: "b", retentionInDays: 1 })),
    ).rejects.toEqual(NO_GROUP);
    await expect(
      logs.send(new DeleteRetentionPolicyCommand({ logGroupName: "b" })),
    ).rejects.toEqual(NO_GROUP);
  });
});

describe("tags of log groups", () => {
  it("are the same by ARN and by name", async () => {
    await createGroups("a");
    await logs.send(new TagResourceCommand({ resourceArn: `${ARN}a`, tags: { one: "1" } }));
    await logs.send(new TagLogGroupCommand({ logGroupName: "a", tags: { two: "2", three: "" } }));
    const byName = await logs.send(new ListTagsLogGroupCommand({ logGroupName: "a" }));
    expect(byName.tags).toEqual({ one: "1", two: "2", three: "" });
    await logs.send(new UntagResourceCommand({ resourceArn: `${ARN}a`, tagKeys: ["two", "x"] }));
    await logs.send(new UntagLogGroupCommand({ logGroupName: "a", tags: ["one"] }));
    const byArn = await logs.send(new ListTagsForResourceCommand({ resourceArn: `${ARN}a:*` }));
    expect(byArn.tags).toEqual({ three: "" });
  });

  it("are refused past fifty, under reserved keys and on what is not there", async () => {
    await createGroups("a");
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, "v"]));
    await logs.send(new TagLogGroupCommand({ logGroupName: "a", tags: many }));
    await expect(
      logs.send(new TagResourceCommand({ resourceArn: `${ARN}a`, tags: { more: "" } })),
    ).rejects.toMatchObject({ name: "TooManyTagsException", resourceName: "a" });
    await expect(
      logs.send(new TagResourceCommand({ resourceArn: `${ARN}a`, tags: { "aws:x": "" } })),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
    const missing = refusal("ResourceNotFoundException", "The specified resource does not exist.");
    for (const resourceArn of [`${ARN}b`, ARN.replace("us-east-1", "us-east-2") + "a"]) {
      await expect(logs.send(new ListTagsForResourceCommand({ resourceArn }))).rejects.toEqual(
        missing,
      );
    }
    await expect(
      logs.send(new TagLogGroupCommand({ logGroupName: "b", tags: { a: "" } })),
    ).rejects.toEqual(NO_GROUP);
  });
});

describe("AssociateKmsKey", () => {
  it("keeps the key until DisassociateKmsKey", async () => {
    await createGroups("a");
    await logs.send(new AssociateKmsKeyCommand({ logGroupName: "a", kmsKeyId: "key-1" }));
    let { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.[0]?.kmsKeyId).toBe("key-1");
    expect(warnings).toHaveLength(1);
    await logs.send(new DisassociateKmsKeyCommand({ resourceIdentifier: `${ARN}a` }));
    ({ logGroups } = await logs.send(new DescribeLogGroupsCommand({})));
    expect(logGroups?.[0]?.kmsKeyId).toBeUndefined();
    await expect(
      logs.send(new AssociateKmsKeyCommand({ logGroupName: "b", kmsKeyId: "key-1" })),
    ).rejects.toEqual(NO_GROUP);
  });
});

describe("log streams", () => {
  it("are made, listed in either order and deleted", async () => {
    await createGroups("a");
    const nowMs = Date.now();
    for (const [logStreamName, timestamp] of [
      ["s1", nowMs - 1000],
      ["s2", nowMs],
      ["s3", nowMs - 2000],
    ] as const) {
      await logs.send(new CreateLogStreamCommand({ logGroupName: "a", logStreamName }));
      const logEvents = [{ timestamp, message: "m" }];
      await logs.send(new PutLogEventsCommand({ logGroupName: "a", logStreamName, logEvents }));
    }
    const names = async (input: Partial<DescribeLogStreamsCommand["input"]>) => {
      const command = new DescribeLogStreamsCommand({ logGroupIdentifier: `${ARN}a`, ...input });
      const { logStreams, nextToken } = await logs.send(command);
      return { names: logStreams?.map((stream) => stream.logStreamName), nextToken };
    };
    const first = await names({ limit: 2 });
    expect(first.names).toEqual(["s1", "s2"]);
    expect(await names({ limit: 2, nextToken: first.nextToken })).toEqual({ names: ["s3"] });
    expect((await names({ descending: true })).names).toEqual(["s3", "s2", "s1"]);
    expect((await names({ orderBy: "LastEventTime", descending: true })).names).toEqual([
      "s2",
      "s1",
      "s3",
    ]);
    expect((await names({ logStreamNamePrefix: "s3" })).names).toEqual(["s3"]);
    await logs.send(new DeleteLogStreamCommand({ logGroupName: "a", logStreamName: "s1" }));
    expect((await names({})).names).toEqual(["s2", "s3"]);
  });

  it("show when they were written to", async () => {
    await createGroups("a");
    const place = { logGroupName: "a", logStreamName: "s/1" };
    await logs.send(new CreateLogStreamCommand(place));
    const atMs = Date.now() - 500;
    const logEvents = [
      { timestamp: atMs, message: "one" },
      { timestamp: atMs + 5, message: "two" },
    ];
    const put = await logs.send(new PutLogEventsCommand({ ...place, logEvents }));
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: "a" }));
    expect(logStreams).toEqual([
      {
        logStreamName: "s/1",
        creationTime: expect.any(Number),
        firstEventTimestamp: atMs,
        lastEventTimestamp: atMs + 5,
        lastIngestionTime: expect.any(Number),
        uploadSequenceToken: expect.stringMatching(/^49\d{54}$/),
        arn: `${ARN}a:log-stream:s/1`,
        storedBytes: 0,
      },
    ]);
    expect(put).toMatchObject({ nextSequenceToken: expect.stringMatching(/^49\d{54}$/) });
  });

  it("are refused as AWS refuses them", async () => {
    const create = (logGroupName: string, logStreamName: string) =>
      logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    await expect(create("a", "s")).rejects.toEqual(NO_GROUP);
    await createGroups("a");
    await create("a", "s");
    await expect(create("a", "s")).rejects.toEqual(
      refusal("ResourceAlreadyExistsException", "The specified log stream already exists"),
    );
    await expect(create("a", "x:y")).rejects.toThrow(
      "Value 'x:y' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*",
    );
    await expect(
      logs.send(new DeleteLogStreamCommand({ logGroupName: "a", logStreamName: "t" })),
    ).rejects.toEqual(
      refusal("ResourceNotFoundException", "The specified log stream does not exist."),
    );
    await expect(
      logs.send(
        new DescribeLogStreamsCommand({
          logGroupName: "a",
          orderBy: "LastEventTime",
          logStreamNamePrefix: "s",
        }),
      ),
    ).rejects.toThrow("Cannot order by LastEventTime with a logStreamNamePrefix.");
    await expect(
      logs.send(new DescribeLogStreamsCommand({ logGroupName: "a", logGroupIdentifier: "a" })),
    ).rejects.toThrow("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
    await expect(logs.send(new DescribeLogStreamsCommand({}))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(
      logs.send(new DescribeLogStreamsCommand({ logGroupName: "gone" })),
    ).rejects.toEqual(NO_GROUP);
  });
});
