import { expect, test } from "vitest";
import type { HttpRequestMessage } from "../protocol/http-message.ts";
import { rulePageRoute } from "./rule-page-route.ts";

async function answerTo(rawPath: string) {
  const match = rulePageRoute.path.exec(rawPath);
  if (match === null) return null;
  const message: HttpRequestMessage = {
    method: "GET",
    rawPath,
    rawQuery: "",
    headers: new Map(),
    body: Buffer.alloc(0),
  };
  const answer = await rulePageRoute.handle(message, match);
  return "body" in answer ? answer : null;
}

test("the page of a rule is served as it stands in the repository", async () => {
  const answer = await answerTo("/_postern/rules/PST101");
  expect(answer?.status).toBe(200);
  expect(String(answer?.body)).toMatch(/^# PST101 plain-http-to-tls-listener\n/);
});

test("a code that no rule has is not there, and nothing else is a code", async () => {
  expect((await answerTo("/_postern/rules/PST999"))?.status).toBe(404);
  expect(await answerTo("/_postern/rules/..%2Fpackage.json")).toBeNull();
});
