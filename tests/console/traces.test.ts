// Traces in a browser: the way of a request that failed, lists that are alive, and a request sent from the page.
import { expect } from "vitest";
import { browserTest, useConsole, type ConsoleBed } from "./console-bed.ts";

const openBed = useConsole();

const NARROW = { width: 400, height: 900 };

interface Failing {
  /** Of the API that speaks plain HTTP to a listener that expects TLS. */
  readonly url: string;
  readonly apiId: string;
}

/** The API names no server, so that it sends plain HTTP to the HTTPS listener. */
async function failingApi({ stack, target }: ConsoleBed): Promise<Failing> {
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
    name: `shop-${Math.random().toString(36).slice(2, 8)}`,
  });
  const vpcLinkId = await stack.createVpcLink();
  return stack.createPrivateApi({ listenerArn, vpcLinkId });
}

/** The id of the journey of a request that asked for one. */
async function call(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { "x-postern-trace": "1" } });
  await answer.arrayBuffer();
  return answer.headers.get("x-postern-journey") ?? "";
}

browserTest(
  "the trace of a 400 shows the hop that failed, with what it saw and a link to it",
  async () => {
    const bed = await openBed();
    const { page, open, expectAccessible, complaints } = bed;
    const { url } = await failingApi(bed);
    const id = await call(`${url}/pets/7`);
    await open("/traces");
    await page.getByRole("link", { name: "GET /pets/7" }).first().click();
    await page.getByRole("heading", { name: "GET /pets/7 → 400", level: 1 }).waitFor();
    expect(page.url()).toContain(`/traces/${id}`);
    const way = page.getByRole("list", { name: "Way of the request" });
    const stations = await way.locator(".way-station-title").allTextContents();
    expect(stations).toEqual([
      "Client",
      "API stage",
      "Route",
      "Integration",
      "VPC link",
      "ALB listener",
      "Rule",
      "Target",
    ]);
    await way.getByRole("button", { name: "ALB listener HTTPS:443 failed here" }).waitFor();
    expect(await way.getByRole("button", { name: "Target not reached" }).isDisabled()).toBe(true);
    const evidence = page.getByRole("region", { name: "Evidence" });
    await evidence.getByText("Failed: plain http on tls").waitFor();
    await evidence.getByText("GET /pets/7 HTTP/1.1").first().waitFor();
    await expectAccessible();
    await evidence.getByRole("link", { name: "Open listener" }).click();
    await page.waitForURL(/\/listeners\/arn/);
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "stations and decisions are chosen by keyboard, and headers are shown before and after",
  async () => {
    const bed = await openBed();
    const { page, open, complaints } = bed;
    const { url } = await failingApi(bed);
    await open(`/traces/${await call(`${url}/pets/8`)}`);
    const way = page.getByRole("list", { name: "Way of the request" });
    await way.getByRole("button", { name: /^Integration/ }).focus();
    await page.keyboard.press("Enter");
    const changes = page.getByRole("table", { name: "Headers before and after" });
    await changes.getByText("HTTP/1.1 AmazonAPIGateway").waitFor();
    const whole = page.getByRole("table", { name: "Request headers on their way" });
    await whole.getByRole("cell", { name: "HTTP/1.1 AmazonAPIGateway" }).waitFor();
    await page.getByRole("button", { name: /^VPC link VPC link/ }).focus();
    await page.keyboard.press("Enter");
    const evidence = page.getByRole("region", { name: "Evidence" });
    await evidence.getByText("Interface addresses").waitFor();
    await evidence.getByRole("link", { name: "Open VPC link" }).waitFor();
    expect(complaints).toEqual([]);
  },
);

browserTest("the list of journeys gets a new one without being loaded again", async () => {
  const bed = await openBed();
  const { page, open, expectAccessible, complaints } = bed;
  const { url, apiId } = await failingApi(bed);
  await open(`/traces?api=${apiId}`);
  await page.getByText("No journeys").waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  await call(`${url}/first`);
  await page.getByRole("link", { name: "GET /first" }).waitFor();
  await expectAccessible();
  await page.getByRole("button", { name: "Pause" }).click();
  await call(`${url}/second`);
  await page.getByText("Paused, 1 new").waitFor();
  expect(await page.getByRole("link", { name: "GET /second" }).count()).toBe(0);
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("link", { name: "GET /second" }).waitFor();
  expect(complaints).toEqual([]);
});

browserTest(
  "journeys are narrowed by method, status, path and outcome, in the address",
  async () => {
    const bed = await openBed();
    const { page, open, complaints } = bed;
    const { url, apiId } = await failingApi(bed);
    await call(`${url}/cats`);
    await call(`${url}/dogs`);
    await open(`/traces?api=${apiId}`);
    await page.getByRole("link", { name: "GET /dogs" }).waitFor();
    await page.getByLabel("Path contains").fill("/cats");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "GET /dogs" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "GET /cats" }).waitFor();
    await page.getByLabel("Status").fill("4");
    await page.keyboard.press("Enter");
    await page.getByText("A status such as 404 or 4xx").waitFor();
    await page.getByLabel("Status").fill("2xx");
    await page.keyboard.press("Enter");
    await page.getByText("No journeys").waitFor();
    expect(new URL(page.url()).searchParams.get("status")).toBe("2xx");
    await page.getByLabel("Status").fill("");
    await page.keyboard.press("Enter");
    await page.getByLabel("Only failed").click();
    await page.getByRole("link", { name: "GET /cats" }).waitFor();
    expect(new URL(page.url()).searchParams.get("failed")).toBe("true");
    expect(complaints).toEqual([]);
  },
);

browserTest("older journeys are loaded when they are asked for", async () => {
  const bed = await openBed();
  const { page, open, complaints } = bed;
  const { url, apiId } = await failingApi(bed);
  for (let at = 0; at < 51; at++) await call(`${url}/${at}`);
  await open(`/traces?api=${apiId}`);
  await page.getByRole("heading", { name: "Journeys (50)" }).waitFor();
  await page.getByRole("button", { name: "Load older" }).click();
  await page.getByRole("heading", { name: "Journeys (51)" }).waitFor();
  await page.getByLabel("Find journeys").fill("/0 ");
  await page.getByRole("link", { name: "GET /0" }).waitFor();
  expect(complaints).toEqual([]);
});

browserTest("requests of all hops come as they are made, and lead to their trace", async () => {
  const bed = await openBed();
  const { page, open, expectAccessible, complaints } = bed;
  const { url } = await failingApi(bed);
  await open("/traces");
  await page.getByRole("tab", { name: "Requests" }).click();
  await page.waitForURL(/\/traces\/requests/);
  await page.getByText("Live", { exact: true }).waitFor();
  // Nobody asks for this one's journey: it is kept because it failed.
  await (await fetch(`${url}/tail`)).arrayBuffer();
  const rows = page.getByRole("row").filter({ hasText: "GET /tail" });
  await rows.filter({ hasText: "ALB shop" }).getByText("plain http on tls").waitFor();
  await expectAccessible();
  await rows.filter({ hasText: "HTTP API" }).getByRole("link").click();
  await page.getByRole("heading", { name: "GET /tail → 400", level: 1 }).waitFor();
  expect(complaints).toEqual([]);
});

browserTest("a request is sent from the page; its answer and its way are shown", async () => {
  const bed = await openBed();
  const { page, open, stack, target, expectAccessible, complaints } = bed;
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "sending",
  });
  const vpcLinkId = await stack.createVpcLink();
  const { apiId } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  await open(`/traces/send?api=${apiId}`);
  await page.getByRole("button", { name: /^Method/ }).click();
  await page.getByRole("option", { name: "POST" }).click();
  await page.getByLabel("Path and query").fill("/orders?limit=1");
  await page.getByLabel("Headers").fill("Host: elsewhere");
  await page.getByLabel("Body").fill("hi there");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText(/^Browsers do not let pages set Host/).waitFor();
  await page.getByLabel("Headers").fill("X-Mine: yes");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("region", { name: "Body" }).getByText("hello").waitFor();
  await page.getByText("x-target").waitFor();
  const head = target.heads.at(-1) ?? "";
  expect(head).toContain("POST /orders?limit=1 HTTP/1.1");
  expect(head.toLowerCase()).toContain("x-mine: yes");
  const way = page.getByRole("list", { name: "Way of the request" });
  await way.getByRole("button", { name: /^Target .* passed/ }).waitFor();
  await expectAccessible();
  await page.getByRole("link", { name: "Open the trace" }).click();
  await page.getByRole("heading", { name: "POST /orders?limit=1 → 200", level: 1 }).waitFor();
  expect(complaints).toEqual([]);
});

browserTest("a trace is usable at 400 pixels: the line runs down, nothing is cut off", async () => {
  const bed = await openBed();
  const { page, open, expectAccessible, expectFits, complaints } = bed;
  const { url } = await failingApi(bed);
  const id = await call(`${url}/small`);
  await page.setViewportSize(NARROW);
  for (const path of [`/traces/${id}`, "/traces", "/traces/send"]) {
    await open(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectFits();
    await expectAccessible();
  }
  await open(`/traces/${id}`);
  const way = page.getByRole("list", { name: "Way of the request" });
  const stage = await way.getByRole("button", { name: /^API stage/ }).boundingBox();
  const listener = await way.getByRole("button", { name: /^ALB listener/ }).boundingBox();
  expect(listener?.x).toBe(stage?.x);
  expect(listener?.y ?? 0).toBeGreaterThan(stage?.y ?? 0);
  expect(complaints).toEqual([]);
});

browserTest("a trace that is not there says so", async () => {
  const { page, open, complaints } = await openBed();
  await open("/traces/jrn-aaaaaaaaaaaaaaaaaaaa");
  await page.getByText("There is no journey of id jrn-aaaaaaaaaaaaaaaaaaaa").waitFor();
  expect(complaints).toEqual(["404 /_postern/journeys/jrn-aaaaaaaaaaaaaaaaaaaa"]);
});
