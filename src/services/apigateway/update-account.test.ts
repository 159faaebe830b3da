import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { patch } from "../../../tests/support/rest-api-fixture.ts";
import { getAccount } from "./get-account.ts";
import { updateAccount } from "./update-account.ts";

const ROLE = "arn:aws:iam::123456789012:role/logs";

test("updateAccount() sets the role for logs and takes it away again", async () => {
  const bed = new OperationTestBed();
  const set = patch("replace", "/cloudwatchRoleArn", ROLE);
  await bed.run(updateAccount, { patchOperations: set });
  expect((await bed.run(getAccount, {})).cloudwatchRoleArn).toBe(ROLE);
  const clear = patch("replace", "/cloudwatchRoleArn", "");
  const account = await bed.run(updateAccount, { patchOperations: clear });
  expect(account).toEqual({
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ["UsagePlans"],
    apiKeyVersion: "4",
  });
});

test.for<["add" | "remove" | "replace", path: string, value: string, message: RegExp]>([
  ["replace", "/cloudwatchRoleArn", "role", /^The role ARN does not have required permissions/],
  ["remove", "/cloudwatchRoleArn", "", /Must be one of: \[replace\]$/],
  ["remove", "/features", "UsagePlans", /^Usage Plans cannot be disabled once enabled$/],
  ["replace", "/throttleSettings/rateLimit", "1", /^Invalid patch path/],
])("updateAccount() refuses %s at %s of %s", async ([op, path, value, message]) => {
  const bed = new OperationTestBed();
  const input = { patchOperations: patch(op, path, value) };
  expect((await bed.refusal(updateAccount, input))[1]).toMatch(message);
});
