import { expect, test } from "vitest";
import type { HttpResponseMessage } from "../protocol/http-message.ts";
import type { EventSink } from "./event-streams.ts";
import { labRoutes, type LabActions } from "./lab-routes.ts";
import type { PosternAnswer } from "./postern-route.ts";

async function ask(method: string, path: string, body = "") {
  const asked: string[] = [];
  const lab: LabActions = {
    list: async () => ({ scenarios: [], runs: [] }),
    run: async (name) => {
      asked.push(name);
      return { status: 409, body: { message: "one runs" } };
    },
    find: (id) => (id === "run-a1" ? { id } : undefined),
    follow: (id) => (id === "run-a1" ? openEvents : undefined),
  };
  for (const route of labRoutes(lab)) {
    const match = route.path.exec(path);
    if (match === null || route.method !== method) continue;
    const headers = new Map<string, string>();
    const message = { method, rawPath: path, rawQuery: "", headers, body: Buffer.from(body) };
    return { answer: await route.handle(message, match), asked };
  }
  return { answer: undefined, asked };
}

function openEvents(_sink: EventSink) {
  return { pause() {}, resume() {}, stop() {} };
}

function jsonOf(answer: PosternAnswer | undefined) {
  const { status, body } = answer as HttpResponseMessage;
  return { status, body: JSON.parse(body as string) as unknown };
}

test("GET /_postern/lab is the list of scenarios and runs", async () => {
  const { answer } = await ask("GET", "/_postern/lab");
  expect(jsonOf(answer)).toEqual({ status: 200, body: { scenarios: [], runs: [] } });
});

test("POST /_postern/lab/run hands on the name and answers what came of it", async () => {
  const { answer, asked } = await ask("POST", "/_postern/lab/run", '{"name":"desync-strictest"}');
  expect(jsonOf(answer)).toEqual({ status: 409, body: { message: "one runs" } });
  expect(asked).toEqual(["desync-strictest"]);
});

test.for(["", "{", "null", "{}", '{"name":1}', '{"name":""}', '{"name":"../x"}'])(
  "POST /_postern/lab/run refuses %s",
  async (body) => {
    const { answer, asked } = await ask("POST", "/_postern/lab/run", body);
    expect([jsonOf(answer).status, asked]).toEqual([400, []]);
  },
);

test("GET /_postern/lab/runs/ID is the run, or says that there is none", async () => {
  const found = await ask("GET", "/_postern/lab/runs/run-a1");
  expect(jsonOf(found.answer)).toEqual({ status: 200, body: { id: "run-a1" } });
  expect(jsonOf((await ask("GET", "/_postern/lab/runs/run-b2")).answer).status).toBe(404);
});

test("GET /_postern/lab/runs/ID/stream is a stream, or says that there is no such run", async () => {
  const found = await ask("GET", "/_postern/lab/runs/run-a1/stream");
  expect(found.answer).toEqual({ openEvents });
  expect(jsonOf((await ask("GET", "/_postern/lab/runs/run-b2/stream")).answer).status).toBe(404);
});
