// Home in a browser: what an empty Postern says, what a running one shows, and what the page costs to load.
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { browserTest, useConsole, type ConsoleBed } from "./console-bed.ts";

const openBed = useConsole();

const NARROW = { width: 400, height: 900 };
/** Of compressed JavaScript, until the page can be used. */
const INITIAL_SCRIPT_BYTES_MAX = 350 * 1000;
const INITIAL_SCRIPTS_MAX = 8;

/** Nothing that another test of this file made. */
async function openEmpty(): Promise<ConsoleBed> {
  const bed = await openBed();
  await fetch(`${bed.stack.postern.url}/_postern/reset`, { method: "POST" });
  return bed;
}

async function failingApi({ stack, target }: ConsoleBed): Promise<string> {
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
  });
  const vpcLinkId = await stack.createVpcLink();
  return (await stack.createPrivateApi({ listenerArn, vpcLinkId })).url;
}

/** Where a Postern has no doctor, its absence is no complaint. */
function withoutDoctor(complaints: readonly string[]): string[] {
  return complaints.filter((text) => text !== "404 /_postern/doctor");
}

interface Load {
  /** From the start of the navigation until the button was there. */
  readonly interactiveMs: number;
  /** What had been asked for until then. */
  readonly scripts: {
    readonly name: string;
    readonly bytes: number;
    readonly plainBytes: number;
  }[];
}

/** Loads Home with nothing cached; times and sizes are the browser's own. */
async function loadHome({ page, stack }: ConsoleBed, button: string): Promise<Load> {
  const context = await newContext(page);
  const fresh = await context.newPage();
  // Texts: tests know no types of the page's own.
  await fresh.addInitScript(`
    new MutationObserver((_changes, observer) => {
      if (document.querySelector(${JSON.stringify(`[aria-label="${button}"]`)}) === null) return;
      observer.disconnect();
      window.interactiveMs = performance.now();
    }).observe(document, { childList: true, subtree: true });
  `);
  await fresh.goto(`${stack.postern.url}/_postern/console/`);
  await fresh.getByRole("button", { name: button }).click({ trial: true });
  const load = await fresh.evaluate<Load>(`({
    interactiveMs: window.interactiveMs,
    scripts: performance.getEntriesByType("resource")
      .filter(({ name, startTime }) => name.endsWith(".js") && startTime < window.interactiveMs)
      .map(({ name, encodedBodySize, decodedBodySize }) => (
        { name, bytes: encodedBodySize, plainBytes: decodedBodySize })),
  })`);
  await context.close();
  return load;
}

async function newContext(page: Page): Promise<BrowserContext> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("Cannot open a page: there is no browser");
  return browser.newContext();
}

browserTest("an empty Postern shows first steps, with commands that can be copied", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openEmpty();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open("/");
  await page.getByRole("heading", { name: "First steps" }).waitFor();
  await page.getByRole("button", { name: "Copy the commands: Call it" }).click();
  await page.getByText("Copied").waitFor();
  const copied = await page.evaluate<string>("navigator.clipboard.readText()");
  expect(copied).toBe(`curl -i "${stack.postern.url}/_aws/execute-api/$API/%24default/pets/7"`);
  await page.getByRole("link", { name: "Open the lab" }).waitFor();
  await expectAccessible();
  await page.getByRole("link", { name: "Create an API" }).click();
  await page.waitForURL(/\/apis\/create$/);
  expect(withoutDoctor(complaints)).toEqual([]);
});

browserTest("what runs is counted, and each invoke URL can be copied and works", async () => {
  const bed = await openEmpty();
  const { page, open, expectAccessible, complaints } = bed;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const url = await failingApi(bed);
  await open("/");
  await page.getByRole("button", { name: `Copy ${url}/` }).click();
  const copied = await page.evaluate<string>("navigator.clipboard.readText()");
  expect((await fetch(copied)).status).toBe(400);
  for (const label of ["APIs", "VPC links", "Load balancers"]) {
    const value = page.locator("dt, dd").filter({ hasText: label }).first().locator("xpath=..");
    await value.getByRole("link", { name: "1", exact: true }).waitFor();
  }
  await page.getByText("of 1 in 1 target groups").waitFor();
  await page.getByText("Ok", { exact: true }).waitFor();
  await expectAccessible();
  expect(withoutDoctor(complaints)).toEqual([]);
});

browserTest("a request that fails shows in the rates and leads to its trace", async () => {
  const bed = await openEmpty();
  const { page, open, complaints } = bed;
  const url = await failingApi(bed);
  await open("/");
  const apis = page.getByRole("group", { name: "Traffic of APIs" });
  await apis.getByText("requests/s").waitFor();
  await (await fetch(`${url}/broken`)).arrayBuffer();
  await apis.getByText("% errors").waitFor();
  await page.getByRole("link", { name: "GET /broken" }).click();
  await page.getByRole("heading", { name: "GET /broken → 400", level: 1 }).waitFor();
  expect(withoutDoctor(complaints)).toEqual([]);
});

browserTest("a Postern that keeps no telemetry says that it is degraded", async () => {
  const { page, open, complaints } = await openBed();
  await page.route("**/_postern/health", (route) =>
    route.fulfill({
      json: {
        status: "degraded",
        version: "0.0.0",
        telemetry: { lastError: "disk full.", droppedLogEvents: 3, droppedMetricData: 2 },
      },
    }),
  );
  await open("/");
  await page.getByText("Postern is degraded").waitFor();
  await page.getByText("disk full. Left out so far: 3 log events").waitFor();
  expect(withoutDoctor(complaints)).toEqual([]);
});

browserTest(
  "findings of the doctor are listed, the worst first; without a doctor none",
  async () => {
    const { page, open, complaints } = await openBed();
    const resource = { kind: "listener", id: "arn", name: "listener" };
    await page.route("**/_postern/doctor", (route) =>
      route.fulfill({
        json: {
          findings: [
            { code: "PST401", name: "a", severity: "warning", title: "Less bad", resource },
            { code: "PST101", name: "b", severity: "error", title: "Plain HTTP to TLS", resource },
          ],
        },
      }),
    );
    await open("/");
    await page.getByRole("heading", { name: "Open findings (2)" }).waitFor();
    expect(await page.getByRole("link", { name: /^PST/ }).allTextContents()).toEqual([
      "PST101",
      "PST401",
    ]);
    await page.unroute("**/_postern/doctor");
    await page.route("**/_postern/doctor", (route) => route.fulfill({ status: 404, json: {} }));
    await open("/");
    await page.getByRole("heading", { name: "Traffic" }).waitFor();
    expect(await page.getByRole("heading", { name: /Open findings/ }).count()).toBe(0);
    expect(withoutDoctor(complaints)).toEqual([]);
  },
);

browserTest("Home can be used after 350 kB of JavaScript at most", async () => {
  const bed = await openEmpty();
  const url = await failingApi(bed);
  const { scripts, interactiveMs } = await loadHome(bed, `Copy ${url}/`);
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
  const large = scripts.filter((script) => script.plainBytes > 1_000);
  expect(large.filter((script) => script.bytes >= script.plainBytes)).toEqual([]);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(INITIAL_SCRIPT_BYTES_MAX);
  // Browsers open six connections: many small files wait for each other.
  expect(scripts.length).toBeLessThan(INITIAL_SCRIPTS_MAX);
  // A figure, not a test: the machine may be busy.
  console.info(`Home could be used after ${Math.round(interactiveMs)} ms and ${bytes} bytes`);
});

browserTest("Home is usable at 400 pixels and in the dark", async () => {
  const bed = await openEmpty();
  const { page, open, expectAccessible, expectFits, complaints } = bed;
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: "dark" });
  await open("/");
  await page.getByRole("heading", { name: "First steps" }).waitFor();
  await expectFits();
  await expectAccessible();
  await failingApi(bed);
  await open("/");
  await page.getByRole("heading", { name: "Invoke URLs" }).waitFor();
  await expectFits();
  await expectAccessible();
  expect(withoutDoctor(complaints)).toEqual([]);
});
