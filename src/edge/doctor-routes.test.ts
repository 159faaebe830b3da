import { expect, test } from "vitest";
import type { HttpResponseMessage } from "../protocol/http-message.ts";
import { doctorRoutes, type DoctorActions } from "./doctor-routes.ts";
import { QueryError } from "./query-parameters.ts";

const WANTED = { code: "PST101", resourceId: "a1/i1" };

async function ask(method: string, path: string, { body = "", query = "" } = {}) {
  const asked: unknown[] = [];
  const doctor: DoctorActions = {
    examine: async (apiId) => {
      asked.push(apiId);
      return apiId === "gone" ? undefined : { findings: [] };
    },
    explain: async (id) => {
      asked.push(id);
      return { status: 404, body: { message: "never heard of it" } };
    },
    fix: async (request) => {
      asked.push(request);
      return { status: 409, body: { message: "another one" } };
    },
  };
  for (const route of doctorRoutes(doctor)) {
    const match = route.path.exec(path);
    if (match === null || route.method !== method) continue;
    const message = {
      method,
      rawPath: path,
      rawQuery: query,
      headers: new Map<string, string>(),
      body: Buffer.from(body),
    };
    const answer = (await route.handle(message, match)) as HttpResponseMessage;
    return { status: answer.status, body: JSON.parse(answer.body as string) as unknown, asked };
  }
  return { status: 404, body: null, asked };
}

test("GET /_postern/doctor is the report", async () => {
  expect(await ask("GET", "/_postern/doctor")).toEqual({
    status: 200,
    body: { findings: [] },
    asked: [null],
  });
});

test("GET /_postern/doctor?api=ID is the report of one API", async () => {
  expect((await ask("GET", "/_postern/doctor", { query: "api=a1" })).asked).toEqual(["a1"]);
  expect((await ask("GET", "/_postern/doctor", { query: "api=gone" })).status).toBe(404);
  await expect(ask("GET", "/_postern/doctor", { query: "apis=a1" })).rejects.toThrow(QueryError);
});

test("GET /_postern/doctor/explain asks about the request and answers what is known of it", async () => {
  const path = "/_postern/doctor/explain";
  expect(await ask("GET", path, { query: "request-id=abc%3D" })).toEqual({
    status: 404,
    body: { message: "never heard of it" },
    asked: ["abc="],
  });
  await expect(ask("GET", path)).rejects.toThrow('"request-id" must be there');
});

test("POST /_postern/doctor/fix hands on what is to be mended and answers what came of it", async () => {
  expect(await ask("POST", "/_postern/doctor/fix", { body: JSON.stringify(WANTED) })).toEqual({
    status: 409,
    body: { message: "another one" },
    asked: [WANTED],
  });
});

test.for([
  ["", "nothing"],
  ["{", "broken JSON"],
  ["null", "null"],
  ['{"code":"PST101"}', "no resource"],
  ['{"code":"all","resourceId":"a1"}', "no code"],
  ['{"code":"PST101","resourceId":""}', "an empty resource"],
  [JSON.stringify({ ...WANTED, resourceId: "a".repeat(2_049) }), "a resource too long"],
])("POST /_postern/doctor/fix refuses %s: %s", async ([body = ""]) => {
  const { status, asked } = await ask("POST", "/_postern/doctor/fix", { body });
  expect([status, asked]).toEqual([400, []]);
});
