// UpdateApiKey: changes a key's settings; its value stays what it is.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html
import type { ApiKey } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { checkApiKeyDescription, checkApiKeyName } from "./api-key-rules.ts";
import { findApiKey, withoutValue } from "./find-api-key.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, checkPatchOps, type PatchTable } from "./patch-operations.ts";
import { booleanValue } from "./patch-values.ts";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";

const PATHS: PatchTable<ApiKey> = {
  refusal: "listed",
  paths: [
    {
      path: "/description",
      ops: ["replace"],
      apply: (apiKey, { value = "" }) => {
        checkApiKeyDescription(value);
        apiKey.description = value;
      },
    },
    {
      path: "/enabled",
      ops: ["replace"],
      apply: (apiKey, patch) => {
        apiKey.enabled = booleanValue(patch);
      },
    },
    {
      path: "/name",
      ops: ["replace"],
      apply: (apiKey, { value = "" }) => {
        checkApiKeyName(value);
        apiKey.name = value;
      },
    },
    {
      path: "/customerId",
      ops: ["replace"],
      apply: (apiKey, { value = "" }) => {
        apiKey.customerId = value;
      },
    },
    {
      path: "/stages",
      ops: ["add", "remove"],
      apply: (apiKey, { op, value = "" }) => {
        const others = (apiKey.stageKeys ?? []).filter((key) => key !== value);
        apiKey.stageKeys = op === "add" ? [...others, value] : others;
      },
    },
  ],
};

export async function updateApiKey(
  input: Input<"UpdateApiKey">,
  context: OperationContext,
): Promise<Output<"UpdateApiKey">> {
  checkPatchOps("updateApiKeyInput", input.patchOperations);
  const apiKey = structuredClone(await findApiKey(context, input.apiKey));
  await applyPatchOperations(input.patchOperations, PATHS, apiKey);
  apiKey.lastUpdatedDate = wholeSecond(context.clock);
  context.records.put("api-key", input.apiKey, { apiKey });
  // Answers of updates show the tags even where there are none.
  return { ...withoutValue(apiKey), tags: apiKey.tags ?? {} };
}
