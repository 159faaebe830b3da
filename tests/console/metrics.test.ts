// Metrics in a browser: what strictest mode blocked beside the mode that blocked it, every metric by its namespace, and
// alarms on them.
import {
  CloudWatchClient,
  PutCompositeAlarmCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { ModifyLoadBalancerAttributesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, expect } from "vitest";
import type { PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();
/** The machine may be busy. */
const PATIENT = { timeout: 10_000 };

const clients: CloudWatchClient[] = [];
afterAll(() => {
  for (const client of clients) client.destroy();
});

function cloudWatchOf(stack: PrivateStack): CloudWatchClient {
  const client = new CloudWatchClient({
    endpoint: stack.postern.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
}

async function putMetric(stack: PrivateStack, name: string, value: number): Promise<void> {
  await cloudWatchOf(stack).send(
    new PutMetricDataCommand({
      Namespace: "Shop",
      MetricData: [
        {
          MetricName: name,
          Value: value,
          Dimensions: [{ Name: "Till", Value: "front" }],
        },
      ],
    }),
  );
}

async function strictApi(stack: PrivateStack, targetPort: number, name: string) {
  const { loadBalancerArn, listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort,
    name,
  });
  await stack.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: loadBalancerArn,
      Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value: "strictest" }],
    }),
  );
  const vpcLinkId = await stack.createVpcLink();
  const { url, apiId } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  return { loadBalancerArn, url, apiId };
}

browserTest(
  "blocked requests are counted side by side with the mode that blocks them",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const { loadBalancerArn, url } = await strictApi(stack, target.port, "strict");
    for (let n = 0; n < 3; n++) expect((await get(`${url}/pets`)).status).toBe(400);

    await open(`/load-balancers/${encodeURIComponent(loadBalancerArn)}`);
    await page.getByRole("link", { name: "Metrics of this load balancer" }).click();
    const count = page.getByTestId("desync-count");
    await expect.poll(() => count.textContent(), PATIENT).toBe("3");
    await expect
      .poll(() => page.getByTestId("desync-mode").textContent(), PATIENT)
      .toBe("Strictest");
    await page.getByText("ELB 4xx: 3, ELB 5xx: 0").waitFor();
    await page.getByText("never reached a target").waitFor();
    await expectAccessible();

    expect((await get(`${url}/pets`)).status).toBe(400);
    await page.getByRole("button", { name: "Refresh metrics" }).click();
    await expect.poll(() => count.textContent(), PATIENT).toBe("4");

    await page.getByRole("link", { name: "Edit desync mitigation mode" }).click();
    await page.getByRole("radio", { name: "Defensive" }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("link", { name: "Metrics of this load balancer" }).click();
    await expect
      .poll(() => page.getByTestId("desync-mode").textContent(), PATIENT)
      .toBe("Defensive");
    expect(complaints).toEqual([]);
  },
);

browserTest("an API's overview counts its requests and errors", async () => {
  const { page, open, stack, target, complaints } = await openBed();
  const { url, apiId } = await strictApi(stack, target.port, "counted");
  for (let n = 0; n < 2; n++) expect((await get(`${url}/pets`)).status).toBe(400);
  await open(`/metrics?api=${apiId}`);
  await page.getByRole("heading", { name: "Metrics of api", level: 1 }).waitFor();
  await page.getByText("Requests: 2").waitFor();
  await page.getByText("4xx: 2").waitFor();
  await page.getByText("5xx: 0").waitFor();
  await page.getByRole("link", { name: "View in metrics: Latency" }).click();
  await page.getByRole("rowheader", { name: "Latency" }).waitFor();
  expect(complaints).toEqual([]);
});

browserTest(
  "a metric is found by namespace and dimensions, drawn, and its address shows the same again",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    await putMetric(stack, "Sales", 40);
    await putMetric(stack, "Sales", 2);
    await putMetric(stack, "Refunds", 1);
    await open("/metrics");
    await page.getByRole("link", { name: "Shop" }).click();
    await page.getByRole("link", { name: "Till" }).click();
    await page.getByRole("checkbox", { name: /^select Shop Sales/ }).check();
    await page.getByRole("checkbox", { name: /^select Shop Refunds/ }).check();
    const graphed = page.getByRole("table", { name: "Graphed metrics" });
    await graphed.getByRole("rowheader", { name: "Sales (front)" }).waitFor();
    const row = graphed.getByRole("row", { name: /^Sales/ });
    await expect.poll(() => row.textContent(), PATIENT).toContain("Sum42");
    await expectAccessible();

    await page.getByRole("button", { name: "Statistic" }).click();
    await page.getByRole("option", { name: "Maximum" }).click();
    await expect.poll(() => row.textContent(), PATIENT).toContain("Maximum40");
    await page.reload();
    await expect.poll(() => row.textContent(), PATIENT).toContain("Maximum40");
    await page.getByRole("button", { name: /^Remove Shop Refunds/ }).click();
    await expect.poll(() => graphed.getByRole("rowheader").count(), PATIENT).toBe(1);
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "an alarm is made of a metric, tells its state and history, and is deleted",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    await putMetric(stack, "Returns", 9);
    await open("/metrics/alarms");
    await page.getByRole("link", { name: "Create alarm" }).click();
    await page.getByRole("button", { name: /^Metric/ }).click();
    await page.getByRole("option", { name: /Returns/ }).click();
    await page.getByLabel("Threshold value").fill("5");
    await page.getByLabel("Datapoints to alarm").fill("2");
    await page.getByLabel("Alarm name").fill("many/returns");
    await expectAccessible();
    await page.getByRole("button", { name: "Create alarm" }).click();
    // More datapoints than evaluation periods: the API's own words, in place.
    await page.getByText("DatapointsToAlarm must be less than", { exact: false }).first().waitFor();
    await page.getByLabel("Datapoints to alarm").fill("1");
    await page.getByRole("button", { name: "Create alarm" }).click();
    await page.getByRole("heading", { name: "many/returns", level: 1 }).waitFor();
    await page.getByText("Returns > 5 for 1 datapoint within 1 minute").waitFor();
    await page.getByRole("rowheader", { name: /created/ }).waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByLabel("To confirm, type many/returns").fill("many/returns");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "Alarms", level: 1 }).waitFor();
    await expect
      .poll(() => page.getByRole("link", { name: "many/returns" }).count(), PATIENT)
      .toBe(0);
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);

browserTest(
  "an alarm on the states of others is listed with its rule and tells its state",
  async () => {
    const { page, open, stack, complaints } = await openBed();
    const name = "always";
    const composite = new PutCompositeAlarmCommand({ AlarmName: name, AlarmRule: "NOT FALSE" });
    await cloudWatchOf(stack).send(composite);
    await open("/metrics/alarms");
    await page.getByRole("cell", { name: "NOT FALSE" }).waitFor();
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await page.getByText("Alarm rule", { exact: true }).waitFor();
    await page.getByText("Alarm", { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  },
);

browserTest("metrics are read at 400 pixels of width without scrolling sideways", async () => {
  const { page, open, stack, target, complaints } = await openBed();
  const { loadBalancerArn, url } = await strictApi(stack, target.port, "narrow");
  await get(`${url}/pets`);
  await page.setViewportSize({ width: 400, height: 800 });
  await open(`/metrics?resource=${encodeURIComponent(loadBalancerArn)}`);
  await expect.poll(() => page.getByTestId("desync-count").textContent(), PATIENT).toBe("1");
  const overflow = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow).toBe(0);
  expect(complaints).toEqual([]);
});
