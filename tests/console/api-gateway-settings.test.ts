// The account's settings in a browser: its throttle, and the role that logs are written with.
import { expect } from "vitest";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

browserTest(
  "the account's throttle is shown, and the role of its logs is set and taken away",
  async () => {
    const { page, open, expectAccessible, expectFits, complaints } = await openBed();
    const arn = "arn:aws:iam::000000000000:role/logs";
    await open("/");
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    await page.getByText("10000 requests a second").waitFor();
    await page.getByText("5000 requests", { exact: true }).waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("CloudWatch log role ARN").fill("arn:aws:s3:::bucket");
    await expectAccessible();
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.getByText("does not have required permissions").waitFor();
    await dialog.getByLabel("CloudWatch log role ARN").fill(arn);
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.getByText(arn).waitFor();

    await page.setViewportSize({ width: 400, height: 800 });
    await expectFits();
    await expectAccessible();
    await page.getByRole("button", { name: "Edit" }).click();
    await dialog.getByLabel("CloudWatch log role ARN").fill("");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await expect.poll(() => page.getByText(arn).count()).toBe(0);
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);
