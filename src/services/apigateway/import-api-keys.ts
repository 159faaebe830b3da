// ImportApiKeys: keys out of a file of comma-separated values, whose first line names its columns: name, key, and if
// wanted description, enabled and usageplanIds.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html
import { setImmediate } from "node:timers/promises";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { addApiKey, takenApiKeyValues } from "./create-api-key.ts";
import { createUsagePlanKey } from "./create-usage-plan-key.ts";
import { parseCommaSeparated } from "./comma-separated.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";
import { isRefusal } from "./rest-refusal.ts";

/** AWS's quota for a file. */
const FILE_BYTES_MAX = 2 * 1024 * 1024;

export async function importApiKeys(
  input: Input<"ImportApiKeys">,
  context: OperationContext,
): Promise<Output<"ImportApiKeys">> {
  new Constraints().enumeration("format", input.format, ["csv"]).throwIfViolated();
  const bytes = input.body as Uint8Array;
  // [I] wordings
  if (bytes.length > FILE_BYTES_MAX) throw badRequest("The API keys file is too large");
  const [header = [], ...lines] = parseCommaSeparated(Buffer.from(bytes).toString("utf8"));
  const columns = header.map((name) => name.trim().toLowerCase());
  if (!columns.includes("name") || !columns.includes("key")) {
    throw badRequest("The first line of an API keys file must name the columns name and key");
  }
  const ids: string[] = [];
  const warnings: string[] = [];
  const takenValues = await takenApiKeyValues(context);
  for (const [index, line] of lines.entries()) {
    const cells = new Map(columns.map((name, column) => [name, line[column]?.trim() ?? ""]));
    // A large file must not hold up the traffic of this process.
    await setImmediate();
    try {
      await importKey(context, cells, { ids, takenValues });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      warnings.push(`Line ${index + 2}: ${error.message}`);
    }
  }
  if (input.failOnWarnings === true && warnings.length > 0) throw badRequest(warnings.join("; "));
  return warnings.length > 0 ? { ids, warnings } : { ids };
}

async function importKey(
  context: OperationContext,
  cells: ReadonlyMap<string, string>,
  { ids, takenValues }: { ids: string[]; takenValues: Set<string> },
): Promise<void> {
  const description = cells.get("description") ?? "";
  const apiKey = await addApiKey(
    {
      name: cells.get("name") ?? "",
      value: cells.get("key") ?? "",
      enabled: cells.get("enabled")?.toLowerCase() === "true",
      ...(description !== "" && { description }),
    },
    context,
    takenValues,
  );
  const keyId = apiKey.id ?? "";
  ids.push(keyId);
  for (const usagePlanId of (cells.get("usageplanids") ?? "").split(",")) {
    if (usagePlanId.trim() === "") continue;
    const place = { usagePlanId: usagePlanId.trim(), keyId, keyType: "API_KEY" };
    await createUsagePlanKey(place, context);
  }
}
