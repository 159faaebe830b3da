// Logs Insights queries through the real SDK client: what is refused, and definitions that are kept. Expected shapes
// follow the API reference (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/).
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteQueryDefinitionCommand,
  DescribeQueriesCommand,
  DescribeQueryDefinitionsCommand,
  GetQueryResultsCommand,
  MalformedQueryException,
  PutQueryDefinitionCommand,
  StartQueryCommand,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  server = await startControlPlaneServer();
  logs = new CloudWatchLogsClient(server.clientConfig);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "a" }));
});

afterEach(async () => {
  logs.destroy();
  await server.close();
});

function start(logGroupName: string, queryString: string) {
  return logs.send(new StartQueryCommand({ logGroupName, queryString, startTime: 1, endTime: 2 }));
}

test("StartQuery says where a query makes no sense, and starts none", async () => {
  const error: unknown = await start("a", "fields @message | (((").catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MalformedQueryException);
  expect(error).toMatchObject({
    queryCompileError: {
      location: { startCharOffset: expect.any(Number), endCharOffset: expect.any(Number) },
      message: expect.stringMatching(/./),
    },
  });
  const { queries } = await logs.send(new DescribeQueriesCommand({}));
  expect(queries).toEqual([]);
});

test("StartQuery names the group that is not there", async () => {
  await expect(start("gone", "fields @message")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Log group 'gone' does not exist for account ID '000000000000'",
  });
});

test("GetQueryResults and StopQuery know no query that was not started", async () => {
  const queryId = "12ab3456-12ab-123a-789e-1234567890ab";
  for (const command of [
    () => logs.send(new GetQueryResultsCommand({ queryId })),
    () => logs.send(new StopQueryCommand({ queryId })),
  ]) {
    await expect(command()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  }
});

test("PutQueryDefinition keeps a query that DescribeQueryDefinitions shows", async () => {
  const definition = { name: "errors", queryString: "fields @message", logGroupNames: ["a"] };
  const { queryDefinitionId } = await logs.send(new PutQueryDefinitionCommand(definition));
  const { queryDefinitions } = await logs.send(new DescribeQueryDefinitionsCommand({}));
  expect(queryDefinitions).toEqual([
    { ...definition, queryDefinitionId, queryLanguage: "CWLI", lastModified: expect.any(Number) },
  ]);
  const { success } = await logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }));
  expect(success).toBe(true);
});

// The SDK puts "streaming-" in front of the host, so the request is made by hand.
test("GetLogObject, which streams too, says that it is not there", async () => {
  const answer = await fetch(server.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "Logs_20140328.GetLogObject",
    },
    body: JSON.stringify({ logObjectPointer: "a" }),
  });
  expect(answer.status).toBe(501);
  expect(await answer.text()).toContain("Postern does not have logs GetLogObject yet");
});
