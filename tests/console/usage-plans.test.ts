// Usage plans in a browser: made, given stages and keys, held to their limits, extended and deleted.
import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { RestStack } from "../support/rest-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

const NARROW = { width: 400, height: 800 };
/** Usage is written down every five seconds, and the machine may be busy. */
const PATIENT = { timeout: 30_000 };
const KEY_VALUE = "the-own-value-of-a-partner";

/** An API whose GET /pets asks for a key, as its stage prod; the stage's URL. */
async function keyedApi(rest: RestStack, name: string): Promise<string> {
  const api = await rest.createApi({ name });
  await api.method({
    path: "/pets",
    method: { apiKeyRequired: true },
    integration: {
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
    },
    responses: { "200": {} },
  });
  return api.deploy();
}

browserTest(
  "a usage plan, its stage and its key are made by clicking; then the key opens the API until its quota is used",
  async () => {
    const { page, open, stack, expectAccessible, expectFits, complaints } = await openBed();
    const url = await keyedApi(new RestStack(stack), "pet shop");
    const call = async () =>
      (await fetch(`${url}/pets`, { headers: { "x-api-key": KEY_VALUE } })).status;
    expect(await call()).toBe(403);

    await open("/");
    await page.getByRole("link", { name: "Usage plans", exact: true }).click();
    await page.getByText("No usage plans").waitFor();
    await expectAccessible();
    await page.getByRole("link", { name: "Create usage plan" }).click();
    await page.getByLabel("Name").fill("gold");
    await page.getByLabel("Rate").fill("100");
    await page.getByLabel("Burst").fill("-1");
    await page.getByLabel("Requests", { exact: true }).fill("2");
    await expectAccessible();
    await page.getByRole("button", { name: "Create usage plan" }).click();
    await page.getByText("burst limit must be a whole number").first().waitFor();
    await page.getByLabel("Burst").fill("200");
    await page.getByRole("button", { name: "Create usage plan" }).click();
    await page.getByRole("heading", { name: "gold", level: 1 }).waitFor();
    await page.getByText("100 requests a second, burst 200").waitFor();
    await page.getByText("2 requests a month").waitFor();

    await page.getByRole("button", { name: "Add stage" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^API/ }).click();
    await page.getByRole("option", { name: /^pet shop/ }).click();
    await dialog.getByRole("button", { name: /^Stage/ }).click();
    await page.getByRole("option", { name: "prod" }).click();
    await dialog.getByRole("checkbox", { name: "Method-level throttling" }).check();
    await dialog.getByRole("button", { name: "Add method" }).click();
    await dialog.getByRole("button", { name: /^Method 1/ }).click();
    await page.getByRole("option", { name: "GET /pets" }).click();
    await dialog.getByLabel("Rate of method 1").fill("50");
    await dialog.getByLabel("Burst of method 1").fill("60");
    await dialog.getByRole("button", { name: "Add to usage plan" }).click();
    await page.getByText("GET /pets: rate 50, burst 60").waitFor();

    await page.getByRole("tab", { name: "Associated API keys" }).click();
    await page.getByText("No API keys").waitFor();
    await page.getByRole("button", { name: "Add API key" }).click();
    await dialog.getByRole("radio", { name: "Create and add new key" }).check();
    await dialog.getByLabel("Name").fill("partner");
    await dialog.getByLabel("Value - optional").fill(KEY_VALUE);
    await dialog.getByRole("button", { name: "Add API key" }).click();
    const row = page.getByRole("row", { name: /partner/ });
    await row.waitFor();
    await expect.poll(call, PATIENT).toBe(200);
    expect(await call()).toBe(200);
    expect(await call()).toBe(429);

    const refresh = page.getByRole("button", { name: "Refresh Associated API keys" });
    const figures = async () => {
      await refresh.click();
      return row.getByRole("cell").allTextContents();
    };
    // Used today, and left of the quota.
    await expect.poll(async () => (await figures()).slice(-2), PATIENT).toEqual(["2", "0"]);
    await row.getByRole("radio").check();
    await page.getByRole("button", { name: "Grant usage extension" }).click();
    await page.getByLabel("Remaining requests").fill("40");
    await page.getByRole("button", { name: "Update quota" }).click();
    await row.getByRole("cell", { name: "40", exact: true }).waitFor();
    expect(await call()).toBe(200);

    await page.getByRole("tab", { name: "Usage", exact: true }).click();
    await page.getByRole("heading", { name: "Usage by day" }).waitFor();
    const day = new Date().toISOString().slice(0, 10);
    await page.getByRole("row", { name: new RegExp(`${day} partner`) }).waitFor();
    await page.getByRole("application", { name: /Requests by day/ }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      (async () => {
        await page.getByRole("button", { name: "Export usage data" }).click();
        await page.getByRole("menuitem", { name: "CSV" }).click();
      })(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^usage-.*\.csv$/);
    const lines = await readFile(await download.path(), "utf8");
    expect(lines).toMatch(new RegExp(`^key,day,used,remaining\n\\w+,${day},`));
    await expectAccessible();
    await page.setViewportSize(NARROW);
    await expectFits();
    await expectAccessible();

    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByText("It is taken away from").waitFor();
    await dialog.getByLabel("To confirm, type gold").fill("gold");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("No usage plans").waitFor();
    await expect.poll(call, PATIENT).toBe(403);
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);

browserTest(
  "a usage plan's limits are edited, the stage that it was given is removed, and it is deleted by its name",
  async () => {
    const { page, open, stack, expectAccessible, expectFits, complaints } = await openBed();
    const rest = new RestStack(stack);
    await keyedApi(rest, "dog shop");
    await open("/usage-plans/create");
    await page.getByLabel("Name").fill("silver");
    await page.getByRole("checkbox", { name: "Throttling" }).uncheck();
    await page.getByLabel("Requests", { exact: true }).fill("1000");
    await page.getByRole("button", { name: "Create usage plan" }).click();
    await page.getByRole("heading", { name: "silver", level: 1 }).waitFor();
    await page.getByText("No limit").waitFor();

    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Throttling" }).check();
    await dialog.getByLabel("Rate").fill("ten");
    await dialog.getByText("Has to be a number").waitFor();
    await dialog.getByLabel("Rate").fill("10");
    await dialog.getByLabel("Burst").fill("20");
    await dialog.getByRole("button", { name: /^Period/ }).click();
    await page.getByRole("option", { name: "Week" }).click();
    await dialog.getByRole("button", { name: /^First day of the period/ }).click();
    await page.getByRole("option", { name: "Monday" }).click();
    await expectAccessible();
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("10 requests a second, burst 20").waitFor();
    await page.getByText("1000 requests a week").waitFor();

    await page.getByRole("button", { name: "Add stage" }).click();
    await dialog.getByRole("button", { name: /^API/ }).click();
    await page.getByRole("option", { name: /^dog shop/ }).click();
    await dialog.getByRole("button", { name: /^Stage/ }).click();
    await page.getByRole("option", { name: "prod" }).click();
    await dialog.getByRole("button", { name: "Add to usage plan" }).click();
    const stage = page.getByRole("row", { name: /dog shop/ });
    await stage.getByRole("radio").check();
    await page.getByRole("button", { name: "Edit method-level throttling" }).click();
    await dialog.getByRole("button", { name: "Add method" }).click();
    await dialog.getByRole("button", { name: /^Method 1/ }).click();
    await page.getByRole("option", { name: "GET /pets" }).click();
    await dialog.getByLabel("Rate of method 1").fill("5");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("GET /pets: rate 5, burst –").waitFor();

    await page.setViewportSize(NARROW);
    await expectFits();
    await expectAccessible();
    await stage.getByRole("radio").check();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("No stages").waitFor();

    await open("/usage-plans");
    await page
      .getByRole("row", { name: /silver/ })
      .getByRole("radio")
      .check();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByLabel("To confirm, type silver").fill("silver");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("Usage plan silver is deleted").waitFor();
    await page.getByText("No usage plans").waitFor();
    await expectFits();
    await expectAccessible();
    expect(complaints).toEqual([]);
  },
);
