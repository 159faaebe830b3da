// The lab in a browser: a scenario is chosen, run by clicking, and watched until it has passed.
import { expect } from "vitest";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();
/** A run starts a Postern of its own. */
const RUN_MS = 60_000;

browserTest(
  "a scenario is run by clicking: it fails, is explained, is mended, and has passed",
  { timeout: RUN_MS },
  async () => {
    const { page, open, expectAccessible, complaints } = await openBed();
    page.setDefaultTimeout(RUN_MS / 2);
    await open("/lab");
    await page.getByLabel("Find scenarios").fill("plain-http-to-https");
    await page.getByRole("radio", { name: "select plain-http-to-https-listener" }).click();
    await expectAccessible();
    await page.getByRole("button", { name: "Run" }).click();
    await page
      .getByRole("heading", { name: "An HTTP API sends plain HTTP to an HTTPS listener" })
      .waitFor();
    const steps = page.getByRole("list", { name: "Steps of the run" }).getByRole("listitem");
    await steps.filter({ hasText: "HTTP/1.1 400 Bad Request" }).waitFor();
    await steps.filter({ hasText: "The plain HTTP request was sent to HTTPS port" }).waitFor();
    await steps.filter({ hasText: "PST101" }).waitFor();
    await steps.filter({ hasText: "apigatewayv2 UpdateIntegration" }).waitFor();
    await steps.filter({ hasText: "HTTP/1.1 200 OK" }).waitFor();
    await page.getByText(/^Passed in/).waitFor();
    await expectAccessible();
    await page.reload();
    await page.getByText(/^Passed in/).waitFor();
    await page.setViewportSize({ width: 400, height: 800 });
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(400);
    await open("/lab");
    await page.getByRole("row", { name: /Passed/ }).waitFor();
    expect(complaints).toEqual([]);
  },
);

browserTest("a second run is refused while one goes on", { timeout: RUN_MS }, async () => {
  const { page, open, stack, complaints } = await openBed();
  page.setDefaultTimeout(RUN_MS / 2);
  const body = JSON.stringify({ name: "healthy-http-api-on-alb" });
  await open("/lab/desync-strictest");
  await page.getByText("The story").waitFor();
  const started = await fetch(`${stack.postern.url}/_postern/lab/run`, { method: "POST", body });
  const { id } = (await started.json()) as { id: string };
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText("Another scenario runs: one runs at a time").waitFor();
  // It is watched from elsewhere, from its beginning to its end.
  await open(`/lab/healthy-http-api-on-alb?run=${id}`);
  await page.getByText("The doctor has nothing to say").waitFor();
  await page.getByText(/^Passed in/).waitFor();
  expect(complaints).toEqual(["409 /_postern/lab/run"]);
});

browserTest("a run that is not kept any more says so", async () => {
  const { page, open, complaints } = await openBed();
  await open("/lab/desync-strictest?run=run-0");
  await page.getByText("There is no run run-0: only the last ones are kept").waitFor();
  expect(complaints.filter((text) => !text.startsWith("404 "))).toEqual([]);
});
