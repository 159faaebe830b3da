// The documentation of a REST API in a browser: its parts, and the versions that are published of them.
import {
  CreateDocumentationPartCommand,
  GetDocumentationPartsCommand,
  GetDocumentationVersionsCommand,
} from "@aws-sdk/client-api-gateway";
import { expect } from "vitest";
import { RestStack } from "../support/rest-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";
import { createPetApi } from "./pet-api.ts";

const openBed = useConsole();

browserTest("documentation parts are made, changed, imported and deleted", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openBed();
  const rest = new RestStack(stack);
  const { restApiId } = await createPetApi(rest, "told");
  await open(`/apis/rest/${restApiId}`);
  await page.getByRole("tab", { name: "Documentation" }).click();
  await page.getByText("No documentation parts").waitFor();
  await expectAccessible();
  const dialog = page.getByRole("dialog");
  const create = dialog.getByRole("button", { name: "Create documentation part" });
  await page.getByRole("button", { name: "Create documentation part" }).click();
  await dialog.getByRole("button", { name: /^Type/ }).click();
  await page.getByRole("option", { name: "Query parameter" }).click();
  await dialog.getByRole("combobox", { name: "Path" }).fill("/pets");
  await dialog.getByRole("combobox", { name: "Method" }).fill("GET");
  await dialog.getByRole("combobox", { name: "Name" }).fill("limit");
  await dialog.getByLabel("Content").fill("no JSON");
  await expectAccessible();
  await create.click();
  await dialog.getByText("Invalid documentation part properties specified").waitFor();
  await dialog.getByLabel("Content").fill('{"description": "How many"}');
  await create.click();
  await dialog.waitFor({ state: "hidden" });
  const name = "Query parameter GET /pets limit";
  await page.getByRole("radio", { name: `select ${name}` }).check();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByLabel("Content").fill('{"description": "How many at most"}');
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: `Content of ${name}` }).click();
  await page.getByText("How many at most").waitFor();
  await expectAccessible();
  const { items } = await rest.client.send(new GetDocumentationPartsCommand({ restApiId }));
  expect(items?.map(({ location }) => location)).toEqual([
    { type: "QUERY_PARAMETER", path: "/pets", method: "GET", name: "limit" },
  ]);

  await page.getByRole("button", { name: "Import documentation" }).click();
  await dialog.getByLabel("OpenAPI document").fill(
    JSON.stringify({
      openapi: "3.0.1",
      info: { title: "told", version: "1" },
      paths: {},
      "x-amazon-apigateway-documentation": {
        documentationParts: [{ location: { type: "API" }, properties: { description: "Pets" } }],
      },
    }),
  );
  await dialog.getByRole("radio", { name: "Overwrite" }).check();
  await expectAccessible();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("radio", { name: "select API", exact: true }).check();
  expect(await page.getByRole("radio", { name: `select ${name}` }).count()).toBe(0);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByLabel("To confirm, type API").fill("API");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByText("No documentation parts").waitFor();
  expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
});

browserTest("documentation is published for a stage, which shows and exports it", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openBed();
  const rest = new RestStack(stack);
  const { api, restApiId } = await createPetApi(rest, "published");
  await api.deploy();
  await api.deploy("beta");
  await rest.client.send(
    new CreateDocumentationPartCommand({
      restApiId,
      location: { type: "METHOD", path: "/pets", method: "GET" },
      properties: '{"summary": "All pets"}',
    }),
  );
  await open(`/apis/rest/${restApiId}/documentation`);
  await page.getByText("No documentation versions").waitFor();
  await page.getByRole("button", { name: "Publish documentation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Stage/ }).click();
  await page.getByRole("option", { name: "prod" }).click();
  await dialog.getByLabel("Version").fill("1.0.0");
  await dialog.getByLabel("Description").fill("First");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("link", { name: "prod", exact: true }).waitFor();
  await expectAccessible();

  await page.getByRole("button", { name: "Publish documentation" }).click();
  await dialog.getByLabel("Version").fill("1.0.0");
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.getByText("Documentation version already exists").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("radio", { name: "select 1.0.0" }).check();
  await page.getByRole("button", { name: "Associate with stage" }).click();
  await dialog.getByRole("button", { name: /^Stage/ }).click();
  await page.getByRole("option", { name: "beta" }).click();
  await dialog.getByRole("button", { name: "Associate", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("link", { name: "beta", exact: true }).waitFor();
  await page.getByRole("radio", { name: "select 1.0.0" }).check();
  await page.getByRole("button", { name: "Edit documentation version" }).click();
  await dialog.getByLabel("Description").fill("The first one");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("The first one").waitFor();
  const { items } = await rest.client.send(new GetDocumentationVersionsCommand({ restApiId }));
  expect(items).toMatchObject([{ version: "1.0.0", description: "The first one" }]);

  await page.getByRole("link", { name: "beta", exact: true }).click();
  await page.getByRole("heading", { name: "Stage details" }).waitFor();
  await page.getByText("1.0.0", { exact: true }).waitFor();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await dialog.getByRole("button", { name: "Export API" }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await downloading).createReadStream()) {
    chunks.push(chunk as Buffer);
  }
  expect(Buffer.concat(chunks).toString()).toContain("All pets");
  await dialog.waitFor({ state: "hidden" });

  await page.getByRole("tab", { name: "Documentation" }).click();
  await page.getByRole("radio", { name: "select 1.0.0" }).check();
  await page.getByRole("button", { name: "Delete documentation version" }).click();
  await page.getByLabel("To confirm, type 1.0.0").fill("1.0.0");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByText("No documentation versions").waitFor();
  expect(complaints.filter((text) => !text.startsWith("409 "))).toEqual([]);
});
