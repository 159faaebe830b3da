// The lab of a running Postern, asked over HTTP: one run at a time, told step by step, remembered afterwards.
import { afterEach, expect, test } from "vitest";
import type { LabView, RunWithSteps } from "../../src/lab/run-view.ts";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";

/** A run starts a Postern of its own. */
const RUN_MS = 60_000;

let stack: PrivateStack | undefined;
afterEach(async () => {
  await stack?.close();
  stack = undefined;
});

async function openLab() {
  stack = await startPrivateStack();
  const url = `${stack.postern.url}/_postern/lab`;
  return {
    url,
    run: async (name: string) => {
      const response = await fetch(`${url}/run`, {
        method: "POST",
        body: JSON.stringify({ name }),
      });
      return { status: response.status, ...((await response.json()) as { id: string }) };
    },
    list: async () => (await (await fetch(url)).json()) as LabView,
  };
}

test(
  "the lab runs one scenario at a time, tells its steps, and remembers it",
  { timeout: RUN_MS },
  async () => {
    const { url, run, list } = await openLab();
    expect((await run("no-such-scenario")).status).toBe(404);
    const first = await run("plain-http-to-https-listener");
    expect(first.status).toBe(202);
    expect(await run("healthy-http-api-on-alb")).toMatchObject({ status: 409, id: first.id });
    const told = await (await fetch(`${url}/runs/${first.id}/stream`)).text();
    const events = [...told.matchAll(/^event: (\w+)\ndata: (.+)$/gm)].map(
      ([, name = "", data = ""]) => ({
        name,
        data: JSON.parse(data) as { step?: { kind: string } },
      }),
    );
    expect(events.map(({ name, data }) => data.step?.kind ?? name)).toEqual([
      "opened",
      "built",
      "asked",
      "diagnosed",
      "mended",
      "asked",
      "diagnosed",
      "end",
    ]);
    expect(events.at(-1)?.data).toMatchObject({ state: "passed", problems: [] });
    const report = (await (await fetch(`${url}/runs/${first.id}`)).json()) as RunWithSteps;
    expect(report.steps).toEqual(events.slice(0, -1).map(({ data }) => data.step));
    expect((await list()).runs).toMatchObject([{ id: first.id, state: "passed" }]);
  },
);

test("a Postern that stops ends the run of its lab", { timeout: RUN_MS }, async () => {
  const { url, run } = await openLab();
  const { id } = await run("plain-http-to-https-listener");
  const response = await fetch(`${url}/runs/${id}/stream`);
  let told = "";
  let endpointUrl = "";
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    told += Buffer.from(chunk).toString("utf8");
    endpointUrl = /"endpointUrl":"([^"]+)"/.exec(told)?.[1] ?? "";
    if (endpointUrl !== "") break;
  }
  await stack?.close();
  stack = undefined;
  await expect(fetch(`${endpointUrl}/_postern/health`)).rejects.toThrow("fetch failed");
});
