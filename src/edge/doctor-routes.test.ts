import { expect, test } from "vitest";
import type { HttpResponseMessage } from "../protocol/http-message.ts";
import { doctorRoutes, type DoctorActions } from "./doctor-routes.ts";

const WANTED = { code: "PST101", resourceId: "a1/i1" };

async function ask(method: string, path: string, body = "") {
  const asked: unknown[] = [];
  const doctor: DoctorActions = {
    examine: async () => ({ findings: [] }),
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
      rawQuery: "",
      headers: new Map<string, string>(),
      body: Buffer.from(body),
    };
    const answer = (await route.handle(message, match)) as HttpResponseMessage;
    return { status: answer.status, body: JSON.parse(answer.body as string) as unknown, asked };
  }
  return { status: 404, body: null, asked };
}

test("GET /_postern/doctor is the report", async () => {
  expect(await ask("GET", "/_postern/doctor")).toMatchObject({
    status: 200,
    body: { findings: [] },
  });
});

test("POST /_postern/doctor/fix hands on what is to be mended and answers what came of it", async () => {
  expect(await ask("POST", "/_postern/doctor/fix", JSON.stringify(WANTED))).toEqual({
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
  const { status, asked } = await ask("POST", "/_postern/doctor/fix", body);
  expect([status, asked]).toEqual([400, []]);
});
