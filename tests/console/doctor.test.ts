// The doctor in a browser: a stack that really fails, its finding, and the mend by clicking, until the API answers 200.
import { randomBytes } from "node:crypto";
import { CreateDeploymentCommand, UpdateIntegrationCommand } from "@aws-sdk/client-apigatewayv2";
import { expect } from "vitest";
import { browserTest, type ConsoleBed, useConsole } from "./console-bed.ts";

const openBed = useConsole();

/** An HTTP API that sends plain HTTP to an HTTPS listener. */
async function failingApi(
  { stack, target }: ConsoleBed,
  { autoDeploy = true } = {},
): Promise<{ integration: string; ask: () => Promise<Response> }> {
  const { listenerArn } = await stack.createBalancer({
    name: `shop-${randomBytes(4).toString("hex")}`,
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
  });
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId, autoDeploy });
  if (!autoDeploy) {
    const deployment = { ApiId: api.apiId, StageName: "$default" };
    await stack.apigateway.send(new CreateDeploymentCommand(deployment));
  }
  return {
    integration: `${api.apiId}/${api.integrationId}`,
    ask: () => fetch(`${api.url}/pets`),
  };
}

browserTest("where nothing is wrong the doctor says that there is nothing to mend", async () => {
  const { page, open, expectAccessible, complaints } = await openBed();
  await open("/doctor");
  await page.getByText("Nothing to mend").waitFor();
  await expectAccessible();
  expect(complaints).toEqual([]);
});

browserTest("a finding is explained, and how to mend it by every means", async () => {
  const bed = await openBed();
  const { page, open, expectAccessible, complaints } = bed;
  const { integration, ask } = await failingApi(bed);
  expect((await ask()).status).toBe(400);
  await open("/doctor");
  const row = page.getByRole("row", { name: integration.split("/")[0] ?? "" });
  await row.getByText("PST101").waitFor();
  await row.getByRole("link", { name: /sends plain HTTP to the HTTPS listener/ }).click();
  await page.getByRole("heading", { name: "PST101 plain-http-to-tls-listener" }).waitFor();
  await page.getByRole("cell", { name: "HTTP (no TlsConfig)" }).waitFor();
  await page.getByText("aws apigatewayv2 update-integration").waitFor();
  await expectAccessible();
  for (const [tab, text] of [
    ["Console", "Advanced settings → Secure server name: in.example.com"],
    ["CloudFormation", 'ServerNameToVerify: "in.example.com"'],
    ["Terraform", 'server_name_to_verify = "in.example.com"'],
  ] as const) {
    await page.getByRole("tab", { name: tab }).click();
    await page.getByText(text).waitFor();
  }
  await page.getByRole("tab", { name: "Console" }).click();
  const place = page.getByRole("link", { name: "The integration", exact: true });
  const [apiId, integrationId] = integration.split("/");
  expect(await place.getAttribute("href")).toBe(
    `/_postern/console/apis/http/${apiId}/integrations/${integrationId}/edit`,
  );
  expect(complaints).toEqual([]);
});

browserTest("a finding is mended by clicking, and gone: the API answers 200", async () => {
  const bed = await openBed();
  const { page, open, expectAccessible, complaints } = bed;
  const { integration, ask } = await failingApi(bed);
  await open(`/doctor/PST101/${encodeURIComponent(integration)}`);
  await page.getByRole("button", { name: "Mend" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("apigatewayv2 UpdateIntegration").waitFor();
  await expectAccessible();
  expect((await ask()).status).toBe(400);
  await dialog.getByRole("button", { name: "Make the change" }).click();
  await page.getByText("PST101 is mended").waitFor();
  await page.getByText("The finding is gone").waitFor();
  expect((await ask()).status).toBe(200);
  await page.getByText(`There is no finding PST101 of ${integration} now`).waitFor();
  await expectAccessible();
  expect(complaints).toEqual([]);
});

browserTest(
  "where the stage does not deploy by itself the mend deploys it, and what is saved already only needs that",
  async () => {
    const bed = await openBed();
    const { page, open, stack, complaints } = bed;
    const { integration, ask } = await failingApi(bed, { autoDeploy: false });
    expect((await ask()).status).toBe(400);
    const [ApiId, IntegrationId] = integration.split("/");
    const TlsConfig = { ServerNameToVerify: "in.example.com" };
    await stack.apigateway.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, TlsConfig }));
    expect((await ask()).status).toBe(400);
    await open(`/doctor/PST101/${encodeURIComponent(integration)}`);
    await page.getByText("A deployment mends it").waitFor();
    await page.getByRole("button", { name: "Mend" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("apigatewayv2 CreateDeployment").waitFor();
    await dialog.getByRole("button", { name: "Deploy" }).click();
    await page.getByText("PST101 is mended").waitFor();
    await page.getByText("deployed to stage $default").waitFor();
    expect((await ask()).status).toBe(200);
    expect(complaints).toEqual([]);
  },
);

browserTest("a finding is mended from the list, of one API and of one severity", async () => {
  const bed = await openBed();
  const { page, open, complaints } = bed;
  const { integration, ask } = await failingApi(bed, { autoDeploy: false });
  const [apiId = ""] = integration.split("/");
  await failingApi(bed);
  await open("/doctor");
  const findings = page.getByRole("link", { name: /sends plain HTTP/ });
  await findings.nth(1).waitFor();
  await page.getByRole("button", { name: /^API/ }).click();
  await page.getByRole("option", { name: apiId }).click();
  await findings.nth(1).waitFor({ state: "detached" });
  expect(await findings.count()).toBe(1);
  await page.getByRole("button", { name: "Severity Any severity" }).click();
  await page.getByRole("option", { name: "Error" }).click();
  expect(new URL(page.url()).search).toBe(`?api=${apiId}&severity=error`);
  await page.getByRole("radio", { name: `select PST101 ${integration}` }).click();
  await page.getByRole("button", { name: "Mend" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("apigatewayv2 CreateDeployment").waitFor();
  await dialog.getByRole("button", { name: "Make the change" }).click();
  await page.getByText("PST101 is mended").waitFor();
  expect((await ask()).status).toBe(200);
  expect(complaints).toEqual([]);
});

browserTest("a request that failed is explained by what it was answered with", async () => {
  const bed = await openBed();
  const { page, open, complaints } = bed;
  const { integration, ask } = await failingApi(bed);
  const requestId = (await ask()).headers.get("apigw-requestid") ?? "";
  await page.setViewportSize({ width: 400, height: 800 });
  await open("/doctor");
  await page.getByLabel("Request", { exact: true }).fill(requestId);
  await page.getByRole("button", { name: "Explain" }).click();
  const explained = page.getByRole("listitem").getByRole("link", { name: /^PST101: Integration/ });
  await explained.click();
  await page.getByText(integration, { exact: true }).first().waitFor();
  await open("/doctor?request-id=nobody-knows");
  await page.getByText("Nothing is known of request nobody-knows").waitFor();
  const width = await page.evaluate<number>("document.documentElement.scrollWidth");
  expect(width).toBeLessThanOrEqual(400);
  expect(complaints.filter((text) => !text.startsWith("404 "))).toEqual([]);
});
