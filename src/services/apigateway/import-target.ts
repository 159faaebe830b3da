// An import under way: the API that it is for, and its report, in which every step that fails leaves a line.
import type { RestApi } from "@aws-sdk/client-api-gateway";
import { isRefusal } from "./rest-refusal.ts";
import type { ImportReport } from "../openapi/import-report.ts";
import type { OperationContext } from "../operation-context.ts";

/** An import under way. */
export interface ImportTarget {
  readonly context: OperationContext;
  readonly restApi: RestApi;
  readonly restApiId: string;
  readonly report: ImportReport;
}

/** Runs a step; a refusal of it becomes a line of the report. */
export async function attempt(
  target: ImportTarget,
  what: string,
  step: () => Promise<void> | void,
): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    target.report.fail(`Unable to ${what}: ${error.message}`);
  }
}
