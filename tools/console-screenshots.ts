// `node tools/console-screenshots.ts`: takes the pictures of the console in docs/console with a real browser, of a real
// Postern with a stack that has something to show. Needs Chromium (Debian package chromium).
import { mkdirSync } from "node:fs";
import { ModifyLoadBalancerAttributesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { chromium, type Page } from "playwright-core";
import { startPrivateStack, type PrivateStack } from "../tests/support/private-stack.ts";
import { get } from "../tests/support/raw-request.ts";
import { startRecordingTarget } from "../tests/support/recording-target.ts";

const FOLDER = "docs/console";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
];
const REQUESTS = 12;

interface Picture {
  readonly name: string;
  readonly path: string;
  /** What must be there before the picture is taken. */
  readonly until: (page: Page) => Promise<unknown>;
  readonly dark?: boolean;
}

async function buildStack(stack: PrivateStack, targetPort: number): Promise<Picture[]> {
  const shop = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort,
    certificateName: "shop.internal.example",
    name: "shop",
  });
  const strict = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort,
    name: "orders",
  });
  await stack.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: strict.loadBalancerArn,
      Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value: "strictest" }],
    }),
  );
  const vpcLinkId = await stack.createVpcLink();
  const failing = await stack.createPrivateApi({ listenerArn: shop.listenerArn, vpcLinkId });
  const blocked = await stack.createPrivateApi({ listenerArn: strict.listenerArn, vpcLinkId });
  let journeyId = "";
  for (let n = 0; n < REQUESTS; n++) {
    const answer = await get(`${failing.url}/pets/${n}`, { "x-postern-trace": "1" });
    journeyId = /^x-postern-journey: (\S+)\r?$/im.exec(answer.head)?.[1] ?? journeyId;
    await get(`${blocked.url}/orders/${n}`);
  }
  const balancer = encodeURIComponent(strict.loadBalancerArn);
  const heading = (name: string) => (page: Page) =>
    page.getByRole("heading", { name }).first().waitFor();
  return [
    {
      name: "home",
      path: "/",
      // The findings are the last to come.
      until: (page) =>
        page
          .getByText(/PST\d{3}/)
          .first()
          .waitFor(),
    },
    { name: "apis", path: "/apis", until: heading("APIs") },
    { name: "http-api", path: `/apis/http/${failing.apiId}`, until: heading("api") },
    {
      name: "packet-handling",
      path: `/load-balancers/${balancer}/attributes`,
      until: heading("Packet handling"),
    },
    {
      name: "trace",
      path: `/traces/${journeyId}`,
      until: (page) => page.getByText("plain HTTP").first().waitFor(),
    },
    {
      name: "trace-dark",
      path: `/traces/${journeyId}`,
      until: (page) => page.getByText("plain HTTP").first().waitFor(),
      dark: true,
    },
    {
      name: "doctor",
      path: "/doctor",
      until: (page) => page.getByText("PST101").first().waitFor(),
    },
    { name: "metrics", path: `/metrics?resource=${balancer}`, until: heading("Metrics") },
    { name: "lab", path: "/lab", until: heading("Lab") },
  ];
}

const target = await startRecordingTarget();
const stack = await startPrivateStack();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
mkdirSync(FOLDER, { recursive: true });
for (const picture of await buildStack(stack, target.port)) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: picture.dark === true ? "dark" : "light",
  });
  await page.goto(`${stack.postern.url}/_postern/console${picture.path}`);
  await picture.until(page);
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => {});
  await page.screenshot({ path: `${FOLDER}/${picture.name}.png` });
  console.log(`${FOLDER}/${picture.name}.png`);
  await page.close();
}
await browser.close();
await stack.close();
await target.close();
