// What CloudWatch Logs answers for operations that Postern does not have, as the real SDK client and the AWS CLI tell
// it: a code, a name and no retries.
import {
  CloudWatchLogsClient,
  CreateExportTaskCommand,
  PutDestinationCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { awsCliMissing, runAwsCli } from "../../support/aws-cli.ts";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;

beforeEach(async () => {
  server = await startControlPlaneServer();
});

afterEach(() => server.close());

test("Operations that are not there answer 501 and name themselves", async () => {
  const logs = new CloudWatchLogsClient(server.clientConfig);
  const commands = {
    PutSubscriptionFilter: new PutSubscriptionFilterCommand({
      logGroupName: "a",
      filterName: "f",
      filterPattern: "",
      destinationArn: "arn:aws:lambda:us-east-1:000000000000:function:f",
    }),
    CreateExportTask: new CreateExportTaskCommand({
      logGroupName: "a",
      from: 0,
      to: 1,
      destination: "bucket",
    }),
    PutDestination: new PutDestinationCommand({
      destinationName: "d",
      targetArn: "arn:aws:kinesis:us-east-1:000000000000:stream/s",
      roleArn: "arn:aws:iam::000000000000:role/r",
    }),
  };
  for (const [operation, command] of Object.entries(commands)) {
    await expect(logs.send(command as PutDestinationCommand)).rejects.toMatchObject({
      name: "NotImplemented",
      message: `Postern does not have logs ${operation} yet`,
      $metadata: { httpStatusCode: 501 },
    });
  }
  logs.destroy();
});

test.skipIf(awsCliMissing)(
  "The AWS CLI tells that an operation is not there",
  async () => {
    const args = ["describe-subscription-filters", "--log-group-name", "a"];
    await expect(runAwsCli(server.url, "logs", ...args)).rejects.toThrow(
      "(NotImplemented) when calling the DescribeSubscriptionFilters operation: Postern does not have logs DescribeSubscriptionFilters yet",
    );
  },
  120_000,
);
