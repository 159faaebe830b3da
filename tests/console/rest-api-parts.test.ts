// Resource policy and settings of a REST API in a browser, and what its pages do while answers are on their way.
import {
  CreateDocumentationPartCommand,
  GetMethodCommand,
  GetRestApiCommand,
  GetStageCommand,
} from "@aws-sdk/client-api-gateway";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { RestStack } from "../support/rest-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";
import { createPetApi, createPools } from "./pet-api.ts";

const openBed = useConsole();

/** Holds back what the pattern matches until it is let go; how many requests wait is told by `held`. */
async function hold(page: Page, pattern: RegExp) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let count = 0;
  await page.route(pattern, async (route) => {
    count++;
    await promise;
    await route.continue();
  });
  return { held: () => count, release: () => resolve(undefined) };
}

browserTest(
  "a resource policy is made from a template, refused, mended, changed and deleted by the API's name",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    const rest = new RestStack(stack);
    const { api, restApiId } = await createPetApi(rest, "policed");
    await api.deploy();
    await open(`/apis/rest/${restApiId}`);
    await page.getByRole("tab", { name: "Resource policy" }).click();
    await page.getByText("No resource policy").waitFor();
    await expectAccessible();
    await page.getByRole("link", { name: "Create policy" }).click();
    await page.getByRole("heading", { name: "Create resource policy" }).waitFor();
    await page.getByRole("button", { name: /^Template/ }).click();
    await page.getByRole("option", { name: "IP range denylist" }).click();
    const text = page.getByRole("textbox", { name: "Policy" });
    const template = await text.inputValue();
    expect(template).toContain('"aws:SourceIp"');
    await text.fill("{}");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Invalid policy document").first().waitFor();
    await expectAccessible();
    await text.fill(template.replace("{{sourceIpOrCIDRBlock}}", "192.0.2.0/24"));
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText('"192.0.2.0/24"').waitFor();
    await page.getByText("1 change not deployed to prod").waitFor();
    await expectAccessible();
    const { policy = "" } = await rest.client.send(new GetRestApiCommand({ restApiId }));
    const saved = JSON.parse(JSON.parse(`"${policy}"`) as string) as { Statement: object[] };
    expect(saved.Statement).toHaveLength(2);

    await page.getByRole("link", { name: "Edit policy" }).click();
    await page.getByRole("heading", { name: "Edit resource policy" }).waitFor();
    await expect.poll(() => text.inputValue()).toContain("192.0.2.0/24");
    await text.fill((await text.inputValue()).replace("192.0.2.0", "198.51.100.0"));
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText('"198.51.100.0/24"').waitFor();
    await page.getByRole("button", { name: "Delete policy" }).click();
    await page.getByLabel("To confirm, type policed").fill("policed");
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("No resource policy").waitFor();
    await page.getByText("Deployed", { exact: true }).waitFor();
    expect((await rest.client.send(new GetRestApiCommand({ restApiId }))).policy).toBeUndefined();
    expect(complaints.filter((complaint) => !complaint.startsWith("400 "))).toEqual([]);
  },
);

browserTest("everything that holds for the whole API is changed in its settings", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openBed();
  const rest = new RestStack(stack);
  const { api, restApiId } = await createPetApi(rest, "settled");
  await api.deploy();
  await open(`/apis/rest/${restApiId}`);
  await page.getByRole("tab", { name: "API settings" }).click();
  await page.getByRole("heading", { name: "API details" }).waitFor();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("API name").fill("settled anew");
  await dialog.getByLabel("Description").fill("All of it");
  await dialog.getByRole("button", { name: /^API endpoint type/ }).click();
  await page.getByRole("option", { name: "Private" }).click();
  await dialog.getByRole("button", { name: "Add VPC endpoint ID" }).click();
  await dialog.getByLabel("VPC endpoint ID 1").fill("vpce-0123456789abcdef0");
  await dialog.getByRole("button", { name: /^Security policy/ }).click();
  await page.getByRole("option", { name: "SecurityPolicy_TLS13_1_3_2025_09" }).click();
  await dialog.getByRole("button", { name: /^Endpoint access mode/ }).click();
  await page.getByRole("option", { name: "Strict" }).click();
  await dialog.getByRole("checkbox", { name: "Default endpoint active" }).uncheck();
  await dialog.getByRole("radio", { name: "Authorizer" }).check();
  await dialog.getByRole("button", { name: "Add binary media type" }).click();
  await dialog.getByLabel("Media type 1").fill("image/png");
  await dialog.getByLabel("Minimum compression size").fill("99999999");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await dialog.getByText("Invalid minimum compression size").waitFor();
  await dialog.getByLabel("Minimum compression size").fill("1024");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("heading", { name: "settled anew", level: 1 }).waitFor();
  await page.getByText("5 changes not deployed to prod").waitFor();
  await expectAccessible();
  expect(await rest.client.send(new GetRestApiCommand({ restApiId }))).toMatchObject({
    name: "settled anew",
    description: "All of it",
    endpointConfiguration: {
      types: ["PRIVATE"],
      ipAddressType: "dualstack",
      vpcEndpointIds: ["vpce-0123456789abcdef0"],
    },
    securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09",
    endpointAccessMode: "STRICT",
    disableExecuteApiEndpoint: true,
    apiKeySource: "AUTHORIZER",
    binaryMediaTypes: ["image/png"],
    minimumCompressionSize: 1024,
  });

  // Back again: what a private API alone may have goes with the type.
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByRole("button", { name: /^API endpoint type/ }).click();
  await page.getByRole("option", { name: "Regional" }).click();
  await dialog.getByRole("button", { name: /^IP address type/ }).click();
  await page.getByRole("option", { name: "IPv4" }).click();
  await dialog.getByLabel("Minimum compression size").fill("");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("Regional", { exact: true }).waitFor();
  const back = await rest.client.send(new GetRestApiCommand({ restApiId }));
  expect(back.endpointConfiguration).toEqual({ types: ["REGIONAL"], ipAddressType: "ipv4" });
  expect(back.minimumCompressionSize).toBeUndefined();
  expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
});

browserTest(
  "the dialog that deploys stays until the stage is shown, and deploys once",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    const rest = new RestStack(stack);
    const { restApiId } = await createPetApi(rest, "patient");
    await open(`/apis/rest/${restApiId}`);
    await page.getByText("Not deployed", { exact: true }).waitFor();
    const { held, release } = await hold(page, /\/assets\/stage-detail-[^/]+\.js$/);
    await page.getByRole("button", { name: "Deploy API" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Stage name").fill("dev");
    await dialog.getByRole("button", { name: "Deploy", exact: true }).click();
    await page.getByText("Deployed patient to dev").waitFor();
    await expect.poll(held).toBe(1);
    expect(await dialog.isVisible()).toBe(true);
    release();
    await dialog.waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toMatch(/\/stages\/dev$/);
    await page.getByRole("heading", { name: "Stage details" }).waitFor();
    await expectAccessible();
    const stage = await rest.client.send(new GetStageCommand({ restApiId, stageName: "dev" }));
    expect(stage.deploymentId).toBeDefined();
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "every page of authorizers, policy and documentation is accessible and fits a screen of 400 pixels",
  async () => {
    const { page, open, stack, expectAccessible, expectFits, complaints } = await openBed();
    const rest = new RestStack(stack);
    const { restApiId } = await createPetApi(rest, "narrow parts");
    const authorizerId = await createPools(rest, restApiId, "pools");
    await rest.client.send(
      new CreateDocumentationPartCommand({
        restApiId,
        location: { type: "RESPONSE_HEADER", path: "/pets", statusCode: "200", name: "X-Colour" },
        properties: '{"description": "A colour"}',
      }),
    );
    const pages: readonly [string, string][] = [
      ["/authorizers", "Authorizers"],
      [`/authorizers/${authorizerId}`, "pools"],
      ["/authorizers/create", "Authorizer details"],
      [`/authorizers/${authorizerId}/edit`, "Authorizer details"],
      ["/resource-policy", "Resource policy"],
      ["/resource-policy/edit", "Policy details"],
      ["/documentation", "Documentation parts"],
      ["/settings", "API details"],
    ];
    for (const [address, heading] of pages) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await open(`/apis/rest/${restApiId}${address}`);
      await page.getByRole("heading", { name: heading }).first().waitFor();
      await expectAccessible();
      await page.setViewportSize({ width: 400, height: 800 });
      await expectFits();
    }
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "what is typed into a new method stays while its authorizers are still being loaded",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    const rest = new RestStack(stack);
    const { restApiId, resourceId } = await createPetApi(rest, "slow");
    await createPools(rest, restApiId, "pools");
    const { held, release } = await hold(page, /\/restapis\//);
    await open(`/apis/rest/${restApiId}/resources/${resourceId}/create-method`);
    await page.getByRole("button", { name: /^Method type/ }).click();
    await page.getByRole("option", { name: "POST" }).click();
    await page.getByRole("radio", { name: /^Mock/ }).check();
    await page.getByRole("button", { name: "Method request settings" }).click();
    await page.getByLabel("Operation name").fill("feed");
    await page.getByRole("checkbox", { name: "API key required" }).check();
    expect(held()).toBeGreaterThan(0);
    expect(await page.getByRole("button", { name: "Create method" }).isDisabled()).toBe(true);
    release();
    await page.getByRole("button", { name: /^Authorization/ }).click();
    await page.getByRole("option", { name: "pools" }).click();
    await expectAccessible();
    await page.getByRole("button", { name: "Create method" }).click();
    await page.getByRole("heading", { name: "/pets - POST - Method execution" }).waitFor();
    const place = { restApiId, resourceId, httpMethod: "POST" };
    expect(await rest.client.send(new GetMethodCommand(place))).toMatchObject({
      operationName: "feed",
      apiKeyRequired: true,
      authorizationType: "COGNITO_USER_POOLS",
      methodIntegration: { type: "MOCK" },
    });
    expect(complaints).toEqual([]);
  },
);
