// CreateApiKey: a key that clients send with their requests, of a value given or made up.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html
import { randomBytes } from "node:crypto";
import type { ApiKey } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkApiKeyDescription, checkApiKeyName, checkApiKeyValue } from "./api-key-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest, conflict } from "./rest-errors.ts";
import { checkQuota } from "./rest-quotas.ts";
import { newTags } from "./rest-tags.ts";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const MADE_VALUE_LENGTH = 40;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const API_KEYS_PER_REGION_MAX = 10_000;

export async function createApiKey(
  input: Input<"CreateApiKey">,
  context: OperationContext,
): Promise<Output<"CreateApiKey">> {
  return addApiKey(input, context, await takenApiKeyValues(context));
}

/** The values of all keys of the account in this region. */
export async function takenApiKeyValues(context: OperationContext): Promise<Set<string>> {
  const records = await context.records.list("api-key");
  return new Set(records.map(({ body }) => body.apiKey.value ?? ""));
}

/** Adds a key, and its value to those that are taken. */
export async function addApiKey(
  input: Input<"CreateApiKey">,
  context: OperationContext,
  takenValues: Set<string>,
): Promise<ApiKey> {
  checkApiKeyName(input.name);
  checkApiKeyDescription(input.description);
  const value = input.value ?? madeValue();
  checkApiKeyValue(value);
  if (takenValues.has(value)) throw conflict("API Key already exists");
  checkQuota(takenValues.size, API_KEYS_PER_REGION_MAX, "API keys", "region");
  const now = wholeSecond(context.clock);
  const apiKey: ApiKey = {
    id: alphanumericId(10),
    value,
    enabled: input.enabled ?? false,
    createdDate: now,
    lastUpdatedDate: now,
    stageKeys: await stageKeys(context, input.stageKeys ?? []),
  };
  if (input.name !== undefined) apiKey.name = input.name;
  if (input.customerId !== undefined) apiKey.customerId = input.customerId;
  if (input.description !== undefined) apiKey.description = input.description;
  const tags = newTags(input.tags);
  if (tags !== undefined) apiKey.tags = tags;
  context.records.put("api-key", apiKey.id ?? "", { apiKey });
  takenValues.add(value);
  return apiKey;
}

/** Stages that a key was bound to before there were usage plans; they are kept, and have no effect. */
async function stageKeys(
  context: OperationContext,
  given: NonNullable<Input<"CreateApiKey">["stageKeys"]>,
): Promise<string[]> {
  const keys: string[] = [];
  for (const { restApiId, stageName } of given) {
    const key = `${restApiId}/${stageName}`;
    if ((await context.records.get("rest-stage", key)) === undefined) {
      // [I] wording
      throw badRequest(`Invalid stage identifier specified: ${key}`);
    }
    keys.push(key);
  }
  if (keys.length > 0) {
    context.logger.warn("Stage keys of an API key have no effect: use a usage plan", { keys });
  }
  return keys;
}

function madeValue(): string {
  let value = "";
  // Bytes of 248 and more would favour the first letters.
  while (value.length < MADE_VALUE_LENGTH) {
    for (const byte of randomBytes(MADE_VALUE_LENGTH)) {
      if (byte < 248 && value.length < MADE_VALUE_LENGTH) value += ALPHABET.charAt(byte % 62);
    }
  }
  return value;
}
