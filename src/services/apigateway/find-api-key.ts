// An API key by its id, or the answer when there is none.
import type { ApiKey } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./rest-errors.ts";

/** The key, its value in it; throws NotFoundException when there is none of that id. */
export async function findApiKey(context: OperationContext, apiKeyId: string): Promise<ApiKey> {
  const body = await context.records.get("api-key", apiKeyId);
  if (body === undefined) throw notFound("Invalid API Key identifier specified");
  return body.apiKey;
}

/** The key as reads show it when they are not asked for its value. */
export function withoutValue(apiKey: ApiKey): ApiKey {
  const { value: _value, ...shown } = apiKey;
  return shown;
}
