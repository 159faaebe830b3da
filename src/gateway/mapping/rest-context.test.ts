import { describe, expect, it } from "vitest";
import { isContextGroup, restContextVariable } from "./rest-context.ts";
import { viewOf } from "./template-fixtures.ts";

const { context } = viewOf({
  context: {
    status: 200,
    responseLength: 0,
    integrationStatus: 201,
    integrationLatencyMs: 4.4,
    errorMessage: 'a "quoted" text',
    apiKey: "key",
  },
});

describe(restContextVariable, () => {
  it.for([
    ["accountId", "123456789012"],
    ["apiId", "abcdef1234"],
    ["authorizer.principalId", "me"],
    ["domainPrefix", "abcdef1234"],
    ["error.message", 'a "quoted" text'],
    ["error.messageString", String.raw`"a \"quoted\" text"`],
    ["identity.apiKey", "key"],
    ["identity.sourceIp", "127.0.0.1"],
    ["integration.latency", "4"],
    ["integrationStatus", "201"],
    ["isCanaryRequest", "false"],
    ["path", "/prod/pets/1"],
    ["requestTime", "22/Nov/2026:12:00:00 +0000"],
    ["requestTimeEpoch", "1795348800000"],
    ["resourcePath", "/pets/{id}"],
    ["responseLength", "0"],
    ["status", "200"],
  ] as const)("%s", ([name, value]) => {
    expect(restContextVariable(name, context)).toBe(value);
  });

  it.for([
    "nothing",
    "identity",
    "authorizer.constructor",
    "error.validationErrorString",
    "__proto__",
  ])("%s has no value", (name) => {
    expect(restContextVariable(name, context)).toBeUndefined();
  });
});

describe(isContextGroup, () => {
  it("knows what holds variables and is none", () => {
    expect(isContextGroup("identity")).toBe(true);
    expect(isContextGroup("stage")).toBe(false);
  });
});
