// Logs in a browser: an access log's group made by clicking, its lines found by pattern, live, by stream and by query.
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import { afterAll, expect } from "vitest";
import type { PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();
/** The machine may be busy. */
const PATIENT = { timeout: 10_000 };

const clients: CloudWatchLogsClient[] = [];
afterAll(() => {
  for (const client of clients) client.destroy();
});

function logsOf(stack: PrivateStack): CloudWatchLogsClient {
  const client = new CloudWatchLogsClient({
    endpoint: stack.postern.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
}

/** A private API whose access log goes to the group. */
async function loggedApi(stack: PrivateStack, targetPort: number, group: string): Promise<string> {
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort,
    name: `logged-${group.split("/").at(-1)}`,
  });
  const vpcLinkId = await stack.createVpcLink();
  const { apiId, url } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  await stack.apigateway.send(
    new UpdateStageCommand({
      ApiId: apiId,
      StageName: "$default",
      AccessLogSettings: {
        DestinationArn: `arn:aws:logs:us-east-1:000000000000:log-group:${group}`,
        Format:
          '{"requestId":"$context.requestId","status":$context.status,"path":"$context.path"}',
      },
    }),
  );
  return url;
}

async function putEvents(stack: PrivateStack, group: string, messages: readonly string[]) {
  const logs = logsOf(stack);
  await logs.send(new CreateLogGroupCommand({ logGroupName: group }));
  await logs.send(
    new CreateLogStreamCommand({ logGroupName: group, logStreamName: "2026/11/[1]a b" }),
  );
  const nowMs = Date.now();
  await logs.send(
    new PutLogEventsCommand({
      logGroupName: group,
      logStreamName: "2026/11/[1]a b",
      logEvents: messages.map((message, at) => ({
        message,
        timestamp: nowMs - messages.length + at,
      })),
    }),
  );
}

browserTest(
  "a request's line of an access log is found by a filter pattern, in live tail and in its stream",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    await open("/logs");
    await page.getByRole("button", { name: "Create log group" }).click();
    await page.getByLabel("Log group name").fill("/apis/pets");
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    const link = page.getByRole("link", { name: "/apis/pets" });
    await link.waitFor();
    await expectAccessible();
    const url = await loggedApi(stack, target.port, "/apis/pets");
    const idOf = async (path: string) => {
      const { head } = await get(`${url}${path}`);
      return /^apigw-requestid: (\S+)\r?$/im.exec(head)?.[1] ?? "none";
    };
    const cats = await idOf("/cats");
    await idOf("/dogs");

    await link.click();
    await page.getByRole("tab", { name: "Search events" }).click();
    await page.getByLabel("Filter pattern").fill('{ $.path = "*cats" }');
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await page.getByRole("rowheader", { name: cats }).waitFor();
    await expect.poll(() => page.getByRole("rowheader").count(), PATIENT).toBe(1);
    await page.getByRole("button", { name: "Show fields" }).click();
    await page.getByText(`"requestId": "${cats}"`).waitFor();
    await expectAccessible();

    await page.getByRole("tab", { name: "Live tail" }).click();
    await page.getByText("Waiting for events").waitFor();
    const birds = await idOf("/birds");
    await page.getByRole("rowheader", { name: birds }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await expectAccessible();
    const fish = await idOf("/fish");
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("rowheader", { name: fish }).waitFor();
    // The line of before the tail began is not in it.
    expect(await page.getByRole("rowheader", { name: cats }).count()).toBe(0);

    await page.getByRole("tab", { name: "Log streams" }).click();
    await page.getByRole("rowheader").first().getByRole("link").click();
    await page.getByRole("rowheader", { name: cats }).waitFor();
    expect(complaints).toEqual([]);
  },
);

browserTest("a stream shows its newest events at the end and loads older ones", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openBed();
  const messages = Array.from({ length: 220 }, (_none, at) => `event ${at}.`);
  await putEvents(stack, "/many", messages);
  await open("/logs/%2Fmany");
  await page.getByRole("link", { name: "2026/11/[1]a b" }).click();
  await page.getByRole("heading", { name: "2026/11/[1]a b", level: 1 }).waitFor();
  const rows = page.getByRole("rowheader");
  await expect.poll(() => rows.last().textContent(), PATIENT).toBe("event 219.");
  expect(await rows.first().textContent()).toBe("event 20.");
  await page.getByRole("button", { name: "Load older" }).click();
  await expect.poll(() => rows.first().textContent(), PATIENT).toBe("event 0.");
  expect(await rows.count()).toBe(220);
  await page.getByText("event 10.", { exact: true }).waitFor();
  await expectAccessible();
  expect(complaints).toEqual([]);
});

browserTest("a query's rows and statistics are shown, and a fault at its place", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openBed();
  await putEvents(stack, "/queried", [
    '{"status":200,"path":"/a"}',
    '{"status":502,"path":"/b"}',
    '{"status":502,"path":"/c"}',
  ]);
  await open("/logs/%2Fqueried");
  await page.getByRole("link", { name: "View in Logs Insights" }).click();
  await page.getByLabel("Query", { exact: true }).fill("fields @message\n| filtre status > 500");
  await page.getByRole("button", { name: "Run query" }).click();
  await page.getByText(/^Line 2, column \d+$/).waitFor();
  expect(await page.locator("mark").textContent()).toBe("f");
  await expectAccessible();

  const text = "filter status >= 500 | stats count(*) as failures by status";
  await page.getByLabel("Query", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Run query" }).click();
  await page.getByText("Complete").waitFor();
  await page.getByText(/^2 of 3 records/).waitFor();
  const row = page.getByRole("row", { name: /502/ });
  expect(await row.getByRole("cell").allTextContents()).toEqual(["2"]);
  await expectAccessible();
  expect(new URL(page.url()).searchParams.get("query")).toBe(text);
  expect(complaints.filter((complaint) => !complaint.startsWith("400 "))).toEqual([]);
});

browserTest("a log group's retention is edited, and the group deleted by its name", async () => {
  const { page, open, stack, complaints } = await openBed();
  await putEvents(stack, "/short", ["one"]);
  await page.setViewportSize({ width: 400, height: 800 });
  await open("/logs");
  await page.getByRole("radio", { name: "select /short" }).check();
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Edit retention setting" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Retention setting/ }).click();
  await page.getByRole("option", { name: "7 days", exact: true }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("row", { name: /\/short.*7 days/ }).waitFor();
  const overflow = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow).toBe(0);
  await page.getByRole("link", { name: "/short" }).click();
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Delete log group" }).click();
  await page.getByLabel("To confirm, type /short").fill("/short");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Log groups", level: 1 }).waitFor();
  await expect.poll(() => page.getByRole("link", { name: "/short" }).count(), PATIENT).toBe(0);
  expect(complaints).toEqual([]);
});
