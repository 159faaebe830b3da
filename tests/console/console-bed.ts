// A real Postern, a real browser, and a page of the console in it. Where there is no Chromium, tests are skipped and say
// so.
import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { PosternOptions } from "../../src/main.ts";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = CHROMIUM.find((path) => existsSync(path));
const isBuilt = existsSync(new URL("../../dist/console/index.html", import.meta.url));

/** `test`, or a skipped one with the reason in its name. */
export const browserTest: typeof test.skip =
  executablePath === undefined || !isBuilt ? test.skip : test;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const ACTION_TIMEOUT_MS = 30_000;
const COMPLAINT_MAX = 300;

export interface ConsoleBed {
  /** A new one for each test. */
  readonly page: Page;
  readonly stack: PrivateStack;
  readonly target: RecordingTarget;
  /** Opens a page of the console: open("/apis"). */
  open(path: string): Promise<void>;
  /** Fails where axe finds something serious. */
  expectAccessible(): Promise<void>;
  /** Fails where the page is wider than its window. */
  expectFits(): Promise<void>;
  /** Everything that the page complained about: script errors, and what the security policy refused. */
  readonly complaints: string[];
}

interface Running {
  readonly browser: Browser;
  readonly stack: PrivateStack;
  readonly target: RecordingTarget;
}

/** To be called once per test file, outside of tests; `over` are options of the Postern that serves the console. */
export function useConsole(over: Partial<PosternOptions> = {}): () => Promise<ConsoleBed> {
  let running: Running | undefined;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    if (executablePath === undefined || !isBuilt) {
      console.warn("Console tests are skipped: there is no Chromium, or the console is not built");
      return;
    }
    const target = await startRecordingTarget();
    const stack = await startPrivateStack(over);
    const browser = await chromium.launch({ executablePath, args: FLAGS });
    running = { browser, stack, target };
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await running?.browser.close();
    await running?.stack.close();
    await running?.target.close();
  });
  return async () => {
    if (running === undefined) throw new Error("Cannot open a page: there is no browser");
    const { browser, stack, target } = running;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    contexts.push(context);
    context.setDefaultTimeout(ACTION_TIMEOUT_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // Answers are told below, with their address.
      if (message.type() !== "error" || message.text().startsWith("Failed to load")) return;
      complaints.push(message.text().slice(0, COMPLAINT_MAX));
    });
    page.on("response", (response) => {
      if (response.status() < 400) return;
      complaints.push(`${response.status()} ${new URL(response.url()).pathname}`);
    });
    return {
      page,
      stack,
      target,
      complaints,
      open: async (path) => {
        await page.goto(`${stack.postern.url}/_postern/console${path}`);
      },
      expectFits: async () => {
        // A text: tests know no types of the page's own.
        const overflow = await page.evaluate<number>(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        expect(overflow).toBeLessThanOrEqual(0);
      },
      expectAccessible: async () => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(
          ({ impact }) => impact === "serious" || impact === "critical",
        );
        expect(
          serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
        ).toEqual([]);
      },
    };
  };
}
