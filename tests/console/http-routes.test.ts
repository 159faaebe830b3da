// Routes of an HTTP API in a browser: the tree, one route beside it with an address of its own, and an API with
// thousands of them.
import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetRoutesCommand,
  GetStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { get } from "../support/raw-request.ts";
import type { PrivateStack } from "../support/private-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

/** Of an HTTP API that leads to a target over the network; its stage deploys by itself. */
async function makeApi({ apigateway }: PrivateStack, port: number): Promise<string> {
  const { ApiId = "" } = await apigateway.send(
    new CreateApiCommand({ Name: "routed", ProtocolType: "HTTP" }),
  );
  const { IntegrationId } = await apigateway.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "ANY",
      IntegrationUri: `http://127.0.0.1:${port}/`,
      PayloadFormatVersion: "1.0",
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  for (const RouteKey of ["GET /pets", "POST /pets", "GET /pets/{id}", "$default"]) {
    await apigateway.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
  }
  await apigateway.send(new CreateStageCommand({ ApiId, StageName: "$default", AutoDeploy: true }));
  return ApiId;
}

function tree(page: Page) {
  return page.getByRole("tree", { name: "Routes" });
}

/** The texts of the tree's rows, from above to below. */
function rows(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('[role="treeitem"]')].map((row) => row.querySelector('[class*="structured-item"]').textContent)`,
  );
}

browserTest(
  "routes are a tree of path segments with methods below, and each has an address of its own",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const apiId = await makeApi(stack, target.port);
    await open(`/apis/http/${apiId}/routes`);
    await page.getByText("Choose a route to see its details").waitFor();
    expect(await rows(page)).toEqual(["$default", "/pets", "GET", "POST", "/{id}", "GET"]);
    await expectAccessible();
    await tree(page)
      .getByRole("treeitem", { name: "/{id}" })
      .getByRole("link", { name: "GET", exact: true })
      .click();
    await page.getByText("GET /pets/{id}", { exact: true }).waitFor();
    await page.getByRole("link", { name: `http://127.0.0.1:${target.port}/` }).waitFor();
    await page.getByText("None: everybody who reaches a stage may call it").waitFor();
    await expectAccessible();
    const address = page.url();
    await tree(page).getByRole("link", { name: "$default" }).click();
    await page.getByText("GET /pets/{id}", { exact: true }).waitFor({ state: "detached" });
    await page.goto(address);
    await page.getByText("GET /pets/{id}", { exact: true }).waitFor();
    await open(`/apis/http/${apiId}/routes/gone`);
    await page.getByText("There is no route gone; it may have been deleted").waitFor();
    expect(complaints).toEqual([]);
  },
);

browserTest("the filter leaves the routes that match, by path, method or integration", async () => {
  const { page, open, stack, target, complaints } = await openBed();
  const apiId = await makeApi(stack, target.port);
  await open(`/apis/http/${apiId}/routes`);
  await page.getByLabel("Find routes").fill("post");
  await expect.poll(() => rows(page)).toEqual(["/pets", "POST"]);
  await page.getByLabel("Find routes").fill(`:${target.port}`);
  await expect.poll(async () => (await rows(page)).length).toBe(6);
  await page.getByLabel("Find routes").fill("nothing like that");
  await page.getByText("No route matches").waitFor();
  await page.getByRole("button", { name: "Clear filter" }).click();
  await expect.poll(async () => (await rows(page)).length).toBe(6);
  expect(complaints).toEqual([]);
});

browserTest("a route is made, integrated, throttled and deleted beside the tree", async () => {
  const { page, open, stack, target, expectAccessible, complaints } = await openBed();
  const apiId = await makeApi(stack, target.port);
  await open(`/apis/http/${apiId}/routes`);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Path" }).fill("/orders");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByText("ANY /orders", { exact: true }).waitFor();
  await page.getByText("None attached: no backend sees").waitFor();
  expect(await page.getByText("There is no route").count()).toBe(0);
  const url = stack.invokeUrl(apiId);
  expect((await get(`${url}/orders`)).status).not.toBe(200);

  await page.getByRole("button", { name: "Attach integration" }).click();
  await dialog.getByRole("button", { name: /^Integration/ }).click();
  await page.getByRole("option", { name: /127\.0\.0\.1/ }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Change integration" }).waitFor();
  await dialog.waitFor({ state: "detached" });
  expect((await get(`${url}/orders`)).status).toBe(200);

  await page.getByRole("button", { name: "Edit throttling" }).click();
  await dialog.getByLabel("Burst limit").fill("7");
  await dialog.getByLabel("Rate limit").fill("5");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("cell", { name: "7", exact: true }).waitFor();
  const { RouteSettings } = await stack.apigateway.send(
    new GetStageCommand({ ApiId: apiId, StageName: "$default" }),
  );
  expect(RouteSettings?.["ANY /orders"]?.ThrottlingRateLimit).toBe(5);

  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await dialog.getByLabel("To confirm, type ANY /orders").fill("ANY /orders");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByText("Route ANY /orders was deleted").waitFor();
  await page.getByText("Choose a route to see its details").waitFor();
  await expect.poll(() => rows(page)).not.toContain("/orders");
  const { Items = [] } = await stack.apigateway.send(new GetRoutesCommand({ ApiId: apiId }));
  expect(Items.map(({ RouteKey }) => RouteKey)).not.toContain("ANY /orders");
  expect(complaints).toEqual([]);
});

browserTest(
  "of an API with two thousand routes a few are drawn, and each can be found and linked to",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const apiId = await makeApi(stack, target.port);
    const all = Array.from({ length: 2_000 }, (_none, at) => ({
      routeId: `r${at}`,
      routeKey: at < 500 ? `GET /item${at}` : `GET /service${at % 40}/{id}/part${at}`,
    }));
    // More than the API's quota lets anybody make.
    await page.route(/\/v2\/apis\/\w+\/routes/, (route) => {
      const start = Number(new URL(route.request().url()).searchParams.get("nextToken") ?? 0);
      const end = start + 500;
      const more = end < all.length ? { nextToken: String(end) } : {};
      return route.fulfill({ json: { items: all.slice(start, end), ...more } });
    });
    await open(`/apis/http/${apiId}/routes`);
    await page.getByRole("heading", { name: "Routes (2000)" }).waitFor();
    expect((await rows(page)).length).toBeLessThan(150);
    await page.getByRole("button", { name: "Show more (440)" }).click();
    await page.getByRole("button", { name: "Show more (340)" }).waitFor();
    await page.getByLabel("Find routes").fill("part1999");
    await tree(page).getByRole("link", { name: "GET", exact: true }).click();
    await page.getByText("GET /service39/{id}/part1999", { exact: true }).waitFor();
    await expectAccessible();
    await open(`/apis/http/${apiId}/routes/r1998`);
    await page.getByText("GET /service38/{id}/part1998", { exact: true }).waitFor();
    await expect
      .poll(async () => tree(page).getByRole("treeitem", { name: "/part1998" }).isVisible())
      .toBe(true);
    expect((await rows(page)).length).toBeLessThan(250);
    expect(complaints).toEqual([]);
  },
);

browserTest("a route fits into 400 pixels of width, in the dark", async () => {
  const { page, open, stack, target, expectAccessible, expectFits, complaints } = await openBed();
  const apiId = await makeApi(stack, target.port);
  const { Items = [] } = await stack.apigateway.send(new GetRoutesCommand({ ApiId: apiId }));
  await page.setViewportSize({ width: 400, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  await open(`/apis/http/${apiId}/routes/${Items[0]?.RouteId}`);
  await page.getByRole("heading", { name: "Throttling" }).waitFor();
  await expectFits();
  await expectAccessible();
  expect(complaints).toEqual([]);
});
