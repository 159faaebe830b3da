// Resource policies of CloudWatch Logs through the real SDK client. Expected shapes follow the API reference
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html).
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteResourcePolicyCommand,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
  type PutResourcePolicyCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const GROUP = "/postern/policies";
const GROUP_ARN = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`;
const STATEMENT = {
  Effect: "Allow",
  Principal: { Service: "delivery.logs.amazonaws.com" },
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "*",
};
const DOCUMENT = JSON.stringify({ Version: "2012-10-17", Statement: [STATEMENT] });

let server: ControlPlaneServer;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  server = await startControlPlaneServer();
  logs = new CloudWatchLogsClient(server.clientConfig);
});

afterEach(async () => {
  logs.destroy();
  await server.close();
});

function put(input: PutResourcePolicyCommandInput = {}) {
  const policyName = input.resourceArn === undefined ? "delivery" : undefined;
  return logs.send(
    new PutResourcePolicyCommand({ policyName, policyDocument: DOCUMENT, ...input }),
  );
}

async function describePolicies(input: DescribeResourcePoliciesCommand["input"] = {}) {
  return logs.send(new DescribeResourcePoliciesCommand(input));
}

describe("PutResourcePolicy", () => {
  it("keeps a policy of the account, and changes it", async () => {
    const { resourcePolicy } = await put();
    expect(resourcePolicy).toEqual({
      policyName: "delivery",
      policyDocument: DOCUMENT,
      lastUpdatedTime: expect.any(Number),
      policyScope: "ACCOUNT",
    });
    expect((await describePolicies()).resourcePolicies).toEqual([resourcePolicy]);
    const policyDocument = JSON.stringify({ Statement: STATEMENT });
    await put({ policyDocument });
    const { resourcePolicies } = await describePolicies();
    expect(resourcePolicies).toMatchObject([{ policyName: "delivery", policyDocument }]);
  });

  it("refuses the eleventh policy of the account", async () => {
    for (let i = 0; i < 10; i++) await put({ policyName: `p${i}` });
    await expect(put({ policyName: "p10" })).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "Resource limit exceeded.",
    });
    await put({ policyName: "p9" });
    const page = await describePolicies({ limit: 7 });
    expect(page.resourcePolicies).toHaveLength(7);
    const rest = await describePolicies({ nextToken: page.nextToken });
    expect(rest.resourcePolicies?.map(({ policyName }) => policyName)).toEqual(["p7", "p8", "p9"]);
  });

  it("refuses documents that are no policies, and those that are too long", async () => {
    const documents = [
      "{",
      "[]",
      "null",
      "{}",
      JSON.stringify({ Statement: [] }),
      JSON.stringify({ Statement: [{ ...STATEMENT, Effect: "Perhaps" }] }),
      JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
    ];
    for (const policyDocument of documents) {
      await expect(put({ policyDocument })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "Could not convert to persistable policy.",
      });
    }
    const policyDocument = DOCUMENT + " ".repeat(5_121 - DOCUMENT.length);
    await expect(put({ policyDocument })).rejects.toThrow(
      "'policyDocument' failed to satisfy constraint: Member must have length less than or equal to 5120",
    );
    await expect(put({ policyName: undefined })).rejects.toThrow(
      "1 validation error detected: Value null at 'policyName' failed to satisfy constraint: Member must not be null",
    );
  });

  it("keeps one policy of a log group, changed only by who knows its revision", async () => {
    await expect(put({ resourceArn: GROUP_ARN })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
    const first = await put({ resourceArn: GROUP_ARN });
    expect(first.revisionId).toEqual(expect.any(String));
    await expect(put({ resourceArn: GROUP_ARN })).rejects.toMatchObject({
      name: "OperationAbortedException",
    });
    const { revisionId: expectedRevisionId } = first;
    const second = await put({ resourceArn: GROUP_ARN, expectedRevisionId });
    expect(second.revisionId).not.toBe(expectedRevisionId);
    expect((await describePolicies()).resourcePolicies).toEqual([]);
    const { resourcePolicies } = await describePolicies({ resourceArn: GROUP_ARN });
    expect(resourcePolicies).toEqual([second.resourcePolicy]);
    expect(second.resourcePolicy).toMatchObject({
      policyScope: "RESOURCE",
      resourceArn: GROUP_ARN,
    });
    await expect(put({ resourceArn: "group" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe("DeleteResourcePolicy", () => {
  it("deletes a policy of the account, and says when there is none", async () => {
    await put();
    await logs.send(new DeleteResourcePolicyCommand({ policyName: "delivery" }));
    expect((await describePolicies()).resourcePolicies).toEqual([]);
    await expect(
      logs.send(new DeleteResourcePolicyCommand({ policyName: "delivery" })),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Policy with name [delivery] does not exist.",
    });
  });

  it("deletes the policy of a log group, which goes with its group too", async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
    const { revisionId: expectedRevisionId } = await put({ resourceArn: GROUP_ARN });
    const command = (revision?: string) =>
      new DeleteResourcePolicyCommand({ resourceArn: GROUP_ARN, expectedRevisionId: revision });
    await expect(logs.send(command("another"))).rejects.toMatchObject({
      name: "OperationAbortedException",
    });
    await logs.send(command(expectedRevisionId));
    await expect(logs.send(command())).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await put({ resourceArn: GROUP_ARN });
    await logs.send(new DeleteLogGroupCommand({ logGroupName: GROUP }));
    expect((await describePolicies({ policyScope: "RESOURCE" })).resourcePolicies).toEqual([]);
  });
});
