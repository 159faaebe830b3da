// Load balancers in a browser: found where AWS's console has them, and mended there.
import { DescribeLoadBalancerAttributesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect } from "vitest";
import { get } from "../support/raw-request.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

browserTest("packet handling set to defensive mends what strictest mode refused", async () => {
  const { page, open, stack, target, expectAccessible, complaints } = await openBed();
  const { loadBalancerArn, listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "strict",
  });
  const vpcLinkId = await stack.createVpcLink();
  const { url } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const mode = async () => {
    const { Attributes = [] } = await stack.elb.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: loadBalancerArn }),
    );
    return Attributes.find(({ Key }) => Key === "routing.http.desync_mitigation_mode")?.Value;
  };
  const choose = async (label: string) => {
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "Edit load balancer attributes" }).click();
    await page.getByRole("heading", { name: "Packet handling" }).waitFor();
    await page.getByRole("radio", { name: label }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("heading", { name: "strict", level: 1 }).waitFor();
  };
  await open("/load-balancers");
  await page.getByRole("radio", { name: /^select arn:.*strict/ }).check();
  await expectAccessible();
  await choose("Strictest");
  expect(await mode()).toBe("strictest");
  expect((await get(`${url}/pets`)).status).toBe(400);

  await choose("Defensive");
  expect(await mode()).toBe("defensive");
  expect((await get(`${url}/pets`)).status).toBe(200);
  await page.getByRole("tab", { name: "Attributes" }).click();
  await page.getByText("Desync mitigation mode").waitFor();
  await expectAccessible();
  expect(complaints).toEqual([]);
});

browserTest("a Network Load Balancer has no packet handling to edit", async () => {
  const { page, open, stack, target } = await openBed();
  const { loadBalancerArn } = await stack.createBalancer({
    type: "network",
    protocol: "TCP",
    targetPort: target.port,
    name: "flows",
  });
  await open(`/load-balancers/${encodeURIComponent(loadBalancerArn)}/attributes`);
  await page.getByRole("heading", { name: "Availability Zone routing configuration" }).waitFor();
  expect(await page.getByText("Desync mitigation mode").count()).toBe(0);
  // Each tab has an address of its own.
  await open(`/load-balancers/${encodeURIComponent(loadBalancerArn)}?tab=target-groups`);
  await page.getByRole("link", { name: "flows", exact: true }).first().waitFor();
  await page.getByRole("tab", { name: "Attributes" }).click();
  await page.waitForURL(/tab=attributes$/);
});

browserTest("a rule is added by clicking and takes requests before the default rule", async () => {
  const { page, open, stack, target, complaints } = await openBed();
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "ruled",
  });
  await open(`/listeners/${encodeURIComponent(listenerArn)}`);
  await page.getByRole("button", { name: "Add rule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add condition" }).click();
  await dialog.getByLabel("Values").fill("/teapot");
  await dialog.getByRole("button", { name: /^Action/ }).click();
  await page.getByRole("option", { name: "Return fixed response" }).click();
  await dialog.getByLabel("Response code").fill("418");
  await dialog.getByRole("button", { name: "Add rule" }).click();
  await page.getByRole("cell", { name: "Return fixed response 418" }).waitFor();
  const { host, port } = await stack.listenerAddress(listenerArn);
  expect((await get(`http://${host}:${port}/teapot`)).status).toBe(418);
  expect((await get(`http://${host}:${port}/`)).status).toBe(200);
  expect(complaints).toEqual([]);
});

browserTest(
  "the health of targets is shown with its reason, and a load balancer is deleted by its name",
  async () => {
    const { page, open, stack, target } = await openBed();
    const { loadBalancerArn, targetGroupArn } = await stack.createBalancer({
      type: "application",
      protocol: "HTTP",
      targetPort: target.port,
      name: "doomed",
    });
    await open(`/target-groups/${encodeURIComponent(targetGroupArn)}`);
    await page.getByRole("cell", { name: "Healthy", exact: true }).waitFor();
    await open(`/load-balancers/${encodeURIComponent(loadBalancerArn)}`);
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "Delete load balancer" }).click();
    const remove = page.getByRole("dialog").getByRole("button", { name: "Delete" });
    expect(await remove.isDisabled()).toBe(true);
    await page.getByLabel("To confirm, type doomed").fill("doomed");
    await remove.click();
    await page.getByRole("heading", { name: "Load balancers", level: 1 }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "doomed" }).count()).toBe(0);
  },
);
