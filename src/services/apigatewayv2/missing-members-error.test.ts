import { expect, test } from "vitest";
import { missingMembersError } from "./missing-members-error.ts";

test("missingMembersError() is a BadRequestException in AWS's words where they are known", () => {
  expect(missingMembersError(["createRouteInput.routeKey"])).toMatchObject({
    code: "BadRequestException",
    status: 400,
    message: "Route key is required",
  });
  expect(missingMembersError(["createApiInput.protocolType", "createApiInput.name"]).message).toBe(
    "Invalid API name specified",
  );
});

test("missingMembersError() names the other members", () => {
  expect(missingMembersError(["createStageInput.stageName"]).message).toBe(
    "1 validation error detected: Value null at 'createStageInput.stageName' failed to satisfy constraint: Member must not be null",
  );
});
