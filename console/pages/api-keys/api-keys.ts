// API keys and the usage plans that take them, as the pages of this section need them.
import type { ApiKey, UsagePlan } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { memberPatches } from "../apis-rest/patches.ts";

const PAGE_ITEMS = 500;

/** With their values, in order of name. */
export async function listApiKeys(): Promise<ApiKey[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getApiKeys({ includeValues: true, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => keyName(a).localeCompare(keyName(b)));
}

/** With its value. */
export async function getApiKey(apiKey: string): Promise<ApiKey> {
  return (await apiGateway()).getApiKey({ apiKey, includeValue: true });
}

/** A key need not have a name. */
export function keyName({ name = "", id = "" }: ApiKey): string {
  return name === "" ? id : name;
}

export function statusText({ enabled }: ApiKey): string {
  return enabled === true ? "Active" : "Inactive";
}

export interface ApiKeyDraft {
  readonly name: string;
  readonly description: string;
  /** "" lets API Gateway make one. */
  readonly value: string;
}

/** A new key is enabled, as AWS's console makes it. */
export async function createApiKey({ name, description, value }: ApiKeyDraft): Promise<ApiKey> {
  return (await apiGateway()).createApiKey({
    name,
    enabled: true,
    ...(description === "" ? {} : { description }),
    ...(value === "" ? {} : { value }),
  });
}

export interface ApiKeyChange {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
}

export async function updateApiKey(before: ApiKey, after: ApiKeyChange): Promise<void> {
  const patchOperations = [
    ...memberPatches("/name", before.name, after.name),
    ...memberPatches("/description", before.description, after.description),
    ...memberPatches("/enabled", before.enabled ?? false, after.enabled),
  ];
  if (patchOperations.length === 0) return;
  await (await apiGateway()).updateApiKey({ apiKey: before.id, patchOperations });
}

export async function setEnabled({ id }: ApiKey, enabled: boolean): Promise<void> {
  await (
    await apiGateway()
  ).updateApiKey({
    apiKey: id,
    patchOperations: [{ op: "replace", path: "/enabled", value: String(enabled) }],
  });
}

export async function deleteApiKey({ id }: ApiKey): Promise<void> {
  await (await apiGateway()).deleteApiKey({ apiKey: id });
}

export interface ImportResult {
  readonly count: number;
  readonly warnings: readonly string[];
}

/**
 * Keys from a comma-separated file.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html
 */
export async function importApiKeys(text: string, failOnWarnings: boolean): Promise<ImportResult> {
  const { ids = [], warnings = [] } = await (
    await apiGateway()
  ).importApiKeys({ body: new TextEncoder().encode(text), format: "csv", failOnWarnings });
  return { count: ids.length, warnings };
}

/** The usage plans that take the key; all of them when none is given. In order of name. */
export async function listPlans(keyId?: string): Promise<UsagePlan[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getUsagePlans({ keyId, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => (a.name ?? "").localeCompare(b.name ?? ""));
}

export async function addKeyToPlan(usagePlanId: string, keyId: string): Promise<void> {
  await (await apiGateway()).createUsagePlanKey({ usagePlanId, keyId, keyType: "API_KEY" });
}

export async function removeKeyFromPlan(usagePlanId: string, keyId: string): Promise<void> {
  await (await apiGateway()).deleteUsagePlanKey({ usagePlanId, keyId });
}
