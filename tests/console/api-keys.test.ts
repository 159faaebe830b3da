// API keys in a browser: made, shown, switched off and on, imported, given to usage plans and deleted.
import { CreateUsagePlanCommand } from "@aws-sdk/client-api-gateway";
import { expect } from "vitest";
import { RestStack } from "../support/rest-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

const NARROW = { width: 400, height: 800 };
const VALUE = "a-value-of-my-own-choice";

browserTest(
  "an API key is made with a value of one's own, hidden until it is asked for, and edited",
  async () => {
    const { page, open, expectAccessible, complaints } = await openBed();
    await open("/");
    await page.getByRole("link", { name: "API keys", exact: true }).click();
    await page.getByText("No API keys").waitFor();
    await page.getByRole("link", { name: "Create API key" }).click();
    await page.getByLabel("Name").fill("partner");
    await page.getByRole("radio", { name: "Custom" }).check();
    await page.getByLabel("Value").fill("short");
    await expectAccessible();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("at least 20 characters").first().waitFor();
    await page.getByLabel("Value").fill(VALUE);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "partner", level: 1 }).waitFor();
    await page.getByText("Active", { exact: true }).waitFor();
    expect(await page.getByText(VALUE).count()).toBe(0);
    await page.getByRole("button", { name: "Show the value of partner" }).click();
    await page.getByText(VALUE).waitFor();
    await page.getByRole("button", { name: "Copy the value of partner" }).waitFor();
    await expectAccessible();

    await page.getByRole("button", { name: "Disable" }).click();
    await page.getByText("Inactive", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("Description").fill("The shop's partner");
    await page.getByRole("checkbox", { name: "Enabled" }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByText("The shop's partner").waitFor();
    await page.getByText("Active", { exact: true }).waitFor();
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);

browserTest(
  "API keys are imported, switched off, given to a usage plan, and deleted by name",
  async () => {
    const { page, open, stack, expectAccessible, expectFits, complaints } = await openBed();
    const { client } = new RestStack(stack);
    await client.send(new CreateUsagePlanCommand({ name: "bronze" }));
    await open("/api-keys");
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "Import API keys" }).click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByLabel("API keys", { exact: true })
      .fill("Name,key,Enabled\nfirst,first-key-of-the-file,TRUE\nsecond,too-short,TRUE\n");
    await expectAccessible();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await dialog.getByText("Line 3").waitFor();
    await dialog
      .getByLabel("API keys", { exact: true })
      .fill("Name,key,Enabled\nimported,imported-key-of-the-file,TRUE\nlast,too-short,TRUE\n");
    await dialog.getByRole("radio", { name: "Ignore warnings" }).check();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("Imported 1 API key", { exact: true }).waitFor();
    await page.getByText("Line 3", { exact: false }).waitFor();

    const row = page.getByRole("row", { name: /imported/ });
    await row.getByRole("radio").check();
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "Disable" }).click();
    await row.getByText("Inactive").waitFor();
    await row.getByRole("button", { name: "Show the value of imported" }).click();
    await row.getByText("imported-key-of-the-file").waitFor();
    await expectAccessible();

    await row.getByRole("link", { name: "imported" }).click();
    await page.getByRole("heading", { name: "imported", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Add to usage plan" }).click();
    await dialog.getByRole("button", { name: /^Usage plan/ }).click();
    await page.getByRole("option", { name: /^bronze/ }).click();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    const plan = page.getByRole("row", { name: /bronze/ });
    await plan.getByRole("radio").check();
    await page.getByRole("button", { name: "Remove from usage plan" }).click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("No usage plans").waitFor();

    await page.setViewportSize(NARROW);
    await open("/api-keys");
    await row.getByRole("radio").check();
    await expectFits();
    await expectAccessible();
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await dialog.getByLabel("To confirm, type imported").fill("imported");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("API key imported is deleted").waitFor();
    await expect.poll(() => row.count()).toBe(0);
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);
