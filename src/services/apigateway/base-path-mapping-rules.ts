// The rules that a base path mapping has to keep, whether it is being created or updated.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { badRequest, conflict } from "./rest-errors.ts";

/** How the empty base path is written. */
export const NO_BASE_PATH = "(none)";

/** Throws when AWS would not take the mapping. Wordings were seen in clients' reports, not recorded. */
export async function checkBasePathMapping(
  context: OperationContext,
  mapping: BasePathMapping,
): Promise<void> {
  const { basePath = NO_BASE_PATH, restApiId = "", stage } = mapping;
  if (basePath.includes("/")) {
    throw badRequest(
      "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create " +
        "a multi-level base path mapping, use API Gateway V2.",
    );
  }
  if (basePath !== NO_BASE_PATH && !/^[A-Za-z0-9$\-_.+!*'()]+$/.test(basePath)) {
    throw badRequest(`Invalid base path specified: ${basePath}`);
  }
  if ((await context.records.get("rest-api", restApiId)) === undefined) {
    throw badRequest("Invalid REST API identifier specified");
  }
  if (stage === undefined) return;
  if ((await context.records.get("rest-stage", `${restApiId}/${stage}`)) === undefined) {
    throw badRequest("Invalid stage identifier specified");
  }
}

/** Throws ConflictException when the domain name has a mapping for that path already. */
export async function checkBasePathFree(
  context: OperationContext,
  domainName: string,
  basePath: string,
): Promise<void> {
  const id = `${domainName}/${basePath}`;
  if ((await context.records.get("base-path-mapping", id)) !== undefined) {
    throw conflict("Base path already exists for this domain name");
  }
}
