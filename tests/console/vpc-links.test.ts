// VPC links in a browser: made, shown with what uses them, and deleted only when nothing does.
import { expect } from "vitest";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

browserTest("a VPC link is made by filling in the form and is listed as available", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openBed();
  await open("/vpc-links");
  await page.getByRole("heading", { name: "VPC links", level: 1 }).waitFor();
  await expectAccessible();
  await page.getByRole("link", { name: "Create", exact: true }).click();
  await page.getByLabel("Name").fill("orders");
  await page.getByRole("button", { name: "Choose subnets" }).click();
  await page.getByRole("option").first().click();
  await page.keyboard.press("Escape");
  await expectAccessible();
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByText("VPC link orders is being created").waitFor();
  // The list looks again by itself.
  await page.getByRole("row", { name: "orders" }).getByText("Available").waitFor();
  const [subnetId] = await stack.subnetIds();
  expect(subnetId).toMatch(/^subnet-/);
  expect(complaints).toEqual([]);
});

browserTest(
  "a VPC link that is used is not deleted, and the API's reason is shown in place",
  async () => {
    const { page, open, stack, target, complaints } = await openBed();
    const { listenerArn } = await stack.createBalancer({
      type: "application",
      protocol: "HTTP",
      targetPort: target.port,
    });
    const vpcLinkId = await stack.createVpcLink();
    await stack.createPrivateApi({ listenerArn, vpcLinkId });
    await open(`/vpc-links/v2/${vpcLinkId}`);
    await page.getByRole("cell", { name: "$default" }).waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByLabel("To confirm, type link").fill("link");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("Cannot delete vpc link").waitFor();
    // The refused call itself is an error to the browser's log, nothing else is.
    expect(complaints.filter((text) => !text.includes("400"))).toEqual([]);
  },
);

browserTest(
  "a browser that opens the edge port's root gets the console, on which nothing inline runs",
  async () => {
    const { page, stack, complaints } = await openBed();
    const response = await page.goto(`${stack.postern.url}/`);
    expect(new URL(page.url()).pathname).toBe("/_postern/console/");
    expect(response?.headers()["content-security-policy"]).toContain("script-src 'self'");
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  },
);
