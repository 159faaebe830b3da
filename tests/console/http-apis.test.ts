// HTTP APIs in a browser: made, broken, mended and deployed by clicking alone.
import { GetApisCommand, GetIntegrationCommand } from "@aws-sdk/client-apigatewayv2";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { get } from "../support/raw-request.ts";
import type { PrivateStack } from "../support/private-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

const SERVER_NAME = "in.example.com";

async function secureApi(stack: PrivateStack, of: { port: number; name: string; auto: boolean }) {
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: of.port,
    certificateName: SERVER_NAME,
    name: of.name,
  });
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId, autoDeploy: of.auto });
  return { ...api, listenerArn };
}

/** From the list of APIs to the saved form. */
async function setServerName(page: Page, apiId: string, balancer: string): Promise<void> {
  await page.getByRole("row", { name: apiId }).getByRole("link", { name: "api" }).click();
  await page.getByRole("tab", { name: "Integrations" }).click();
  await page.getByRole("link", { name: new RegExp(`ALB ${balancer}`) }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: "Advanced settings" }).click();
  await page.getByLabel("Secure server name").fill(SERVER_NAME);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Integration details" }).waitFor();
  await page.getByText(SERVER_NAME).first().waitFor();
}

browserTest(
  "the secure server name set under Advanced settings mends an API whose stage deploys automatically",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const { url, apiId } = await secureApi(stack, {
      port: target.port,
      name: "secure-auto",
      auto: true,
    });
    expect((await get(`${url}/pets`)).status).not.toBe(200);

    await open("/apis");
    await page.getByRole("row", { name: apiId }).waitFor();
    await expectAccessible();
    await setServerName(page, apiId, "secure-auto");
    expect((await get(`${url}/pets`)).status).toBe(200);
    expect(await page.getByText(/^Not deployed/).count()).toBe(0);
    await expectAccessible();
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "without automatic deployment the change is shown as not deployed until Deploy is clicked",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const { url, apiId } = await secureApi(stack, {
      port: target.port,
      name: "secure-hand",
      auto: false,
    });
    await open(`/apis/http/${apiId}`);
    await page.getByRole("button", { name: "Deploy", exact: true }).click();
    await page.getByRole("button", { name: "Deploy to stage" }).click();
    await page.getByText(/was deployed to \$default/).waitFor();
    expect((await get(`${url}/pets`)).status).not.toBe(200);

    await open("/apis");
    await setServerName(page, apiId, "secure-hand");
    expect((await get(`${url}/pets`)).status).not.toBe(200);
    await page.getByText("Not deployed: $default").waitFor();
    await page.getByRole("button", { name: "Deploy", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Route $default").waitFor();
    await dialog
      .getByRole("listitem")
      .filter({ hasText: `Secure server name: not set → ${SERVER_NAME}` })
      .waitFor();
    await expectAccessible();
    await dialog.getByRole("button", { name: "Deploy to stage" }).click();
    await page.getByText("Not deployed: $default").waitFor({ state: "detached" });
    expect((await get(`${url}/pets`)).status).toBe(200);

    // The name goes as it came.
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByRole("button", { name: "Advanced settings" }).click();
    await page.getByLabel("Secure server name").fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Not deployed: $default").waitFor();
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "an API is made with a route and a stage by filling in the form, and answers",
  async () => {
    const { page, open, target, expectAccessible, complaints } = await openBed();
    await open("/apis");
    await page.getByRole("link", { name: "Create API" }).click();
    await page.getByLabel("API name").fill("pets");
    // Another mind about the type, and back: what was typed stays.
    await page.getByRole("radio", { name: /REST API/ }).check();
    await page.getByRole("radio", { name: /HTTP API/ }).check();
    expect(await page.getByLabel("API name").inputValue()).toBe("pets");
    await page.getByRole("button", { name: "Add integration" }).click();
    await page.getByRole("textbox", { name: "Path" }).fill("/pets");
    await page
      .getByRole("textbox", { name: "Integration URL" })
      .fill(`http://127.0.0.1:${target.port}/pets`);
    await expectAccessible();
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("heading", { name: "pets", level: 1 }).waitFor();
    const url = await page
      .getByText(/_aws\/execute-api\/.+\/%24default\//)
      .first()
      .textContent();
    expect((await get(`${url}pets`)).status).toBe(200);
    await page.getByRole("tab", { name: "Routes" }).click();
    await page.getByRole("treeitem", { name: "/pets" }).waitFor();
    await expectAccessible();
    await page.getByRole("tab", { name: "Overview" }).click();
    await page.getByRole("tabpanel").getByRole("link", { name: "Metrics" }).click();
    await page.getByRole("heading", { name: "Metrics of pets", level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "an API whose integration is refused is not made, and the reason stands in the form",
  async () => {
    const { page, open, stack, complaints } = await openBed();
    await open("/apis/create");
    await page.getByLabel("API name").fill("refused");
    await page.getByRole("button", { name: "Add integration" }).click();
    await page.getByRole("textbox", { name: "Integration URL" }).fill("not a url");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByText("Invalid HTTP endpoint specified for URI", { exact: true }).waitFor();
    const { Items = [] } = await stack.apigateway.send(new GetApisCommand({}));
    expect(Items.filter(({ Name }) => Name === "refused")).toEqual([]);
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);

browserTest(
  "a private integration is made by choosing load balancer, listener and VPC link",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const { apiId, listenerArn } = await secureApi(stack, {
      port: target.port,
      name: "chosen",
      auto: true,
    });
    await open(`/apis/http/${apiId}/integrations`);
    await page.getByRole("link", { name: "Create", exact: true }).click();
    const choose = async (label: RegExp, option: RegExp) => {
      await page.getByRole("button", { name: label }).click();
      await page.getByRole("option", { name: option }).first().click();
    };
    await choose(/^Integration type/, /Private resource/);
    await choose(/^Load balancer/, /^chosen/);
    await choose(/^Listener/, /HTTPS 443/);
    await choose(/^VPC link/, /link/);
    await page.getByRole("button", { name: "Advanced settings" }).click();
    await page.getByLabel("Secure server name").fill(SERVER_NAME);
    await page.getByRole("button", { name: "Parameter mapping" }).click();
    await page.getByRole("button", { name: "Add request mapping" }).click();
    await page.getByRole("textbox", { name: /Parameter to modify/ }).fill("header.x-from");
    await page.getByRole("textbox", { name: /Value/ }).fill("console");
    await expectAccessible();
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("heading", { name: /^Integration (?!details)/, level: 1 }).waitFor();
    const integrationId = new URL(page.url()).pathname.split("/").at(-1);
    const made = await stack.apigateway.send(
      new GetIntegrationCommand({ ApiId: apiId, IntegrationId: integrationId }),
    );
    expect(made.IntegrationUri).toBe(listenerArn);
    expect(made.TlsConfig).toEqual({ ServerNameToVerify: SERVER_NAME });
    expect(made.RequestParameters).toEqual({ "append:header.x-from": "console" });
    expect(complaints).toEqual([]);
  },
);

browserTest("an OpenAPI document is imported, and what the API warns of is shown", async () => {
  const { page, open, complaints } = await openBed();
  const document = {
    openapi: "3.0.1",
    info: { title: "imported", version: "1" },
    // Two things that HTTP APIs and REST APIs respectively have to say something about.
    components: { schemas: { Pet: { type: "object" } } },
    servers: [{ url: "https://a.example.com" }, { url: "https://b.example.com" }],
    paths: {
      "/pets": {
        get: {
          responses: { default: { description: "x" } },
          "x-amazon-apigateway-integration": {
            type: "http_proxy",
            httpMethod: "GET",
            uri: "https://example.com/pets",
            payloadFormatVersion: "1.0",
          },
        },
      },
    },
  };
  await open("/apis/create");
  await page.getByRole("radio", { name: "Import from OpenAPI" }).check();
  await page.getByLabel("Definition", { exact: true }).fill(JSON.stringify(document));
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("was imported with warnings").waitFor();
  await page.getByText("HTTP APIs have no models").waitFor();
  await page.getByRole("link", { name: "Go to the API" }).click();
  await page.getByRole("heading", { name: "imported", level: 1 }).waitFor();
  await page.getByRole("tab", { name: "Export" }).click();
  await expect.poll(() => page.getByLabel("Document").inputValue()).toContain('title: "imported"');

  await open("/apis/create");
  await page.getByRole("radio", { name: /REST API/ }).check();
  await page.getByRole("radio", { name: "Import from OpenAPI" }).check();
  await page.getByLabel("Definition", { exact: true }).fill(JSON.stringify(document));
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("API imported was imported with warnings").waitFor();
  expect(complaints).toEqual([]);
});

browserTest(
  "a stage is made with a variable and an access log, and is deleted by its name",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const { apiId } = await secureApi(stack, { port: target.port, name: "staged", auto: true });
    await open(`/apis/http/${apiId}/stages`);
    await page.getByRole("link", { name: "Create", exact: true }).click();
    await page.getByLabel("Stage name").fill("test");
    await page.getByRole("button", { name: "Add stage variable" }).click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("colour");
    await page.getByRole("textbox", { name: "Value", exact: true }).fill("green");
    await page.getByRole("checkbox", { name: "Access logging" }).check();
    await page
      .getByLabel("Log destination ARN")
      .fill("arn:aws:logs:us-east-1:000000000000:log-group:access");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByText("Access Log value must not be empty", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Use the JSON format" }).click();
    await expectAccessible();
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("link", { name: "test", exact: true }).click();
    await page.getByText("green").waitFor();
    await page.getByText("$context.requestId").waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByLabel("To confirm, type test").fill("test");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("link", { name: "$default" }).waitFor();
    expect(await page.getByRole("link", { name: "test", exact: true }).count()).toBe(0);
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);

browserTest("every part of an API fits into 400 pixels of width", async () => {
  const { page, open, stack, target, complaints } = await openBed();
  const { apiId, integrationId } = await secureApi(stack, {
    port: target.port,
    name: "narrow",
    auto: true,
  });
  await page.setViewportSize({ width: 400, height: 800 });
  const base = `/apis/http/${apiId}`;
  for (const path of [
    "/apis",
    "/apis/create",
    base,
    `${base}/routes`,
    `${base}/integrations`,
    `${base}/integrations/${integrationId}`,
    `${base}/integrations/${integrationId}/edit`,
    `${base}/stages`,
    `${base}/stages/$default`,
    `${base}/stages/$default/edit`,
    `${base}/deployments`,
    `${base}/cors`,
    `${base}/export`,
  ]) {
    await open(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    const overflow = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(`${path} ${overflow}`).toBe(`${path} 0`);
  }
  expect(complaints).toEqual([]);
});

browserTest("CORS is saved, and an API is deleted from the list by its name", async () => {
  const { page, open, stack, target, expectAccessible, complaints } = await openBed();
  const { apiId, url } = await secureApi(stack, { port: target.port, name: "shared", auto: true });
  await open(`/apis/http/${apiId}/cors`);
  await page.getByLabel("Access-Control-Allow-Origin").fill("https://shop.example.com");
  await page.getByLabel("Access-Control-Allow-Methods").fill("GET, POST");
  await expectAccessible();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("CORS was saved").waitFor();
  const { head } = await get(`${url}/pets`, { Origin: "https://shop.example.com" });
  expect(head.toLowerCase()).toContain("access-control-allow-origin: https://shop.example.com");
  await open("/apis");
  await page.getByRole("radio", { name: `select ${apiId}` }).check();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByLabel("To confirm, type api").fill("api");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("API api was deleted").waitFor();
  await expect.poll(() => page.getByRole("row", { name: apiId }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
