// What keeps an API or a stage from being deleted: the base path mappings of domain names that lead to it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import type { ScopedRecords } from "../../store/store.ts";
import { badRequest } from "./rest-errors.ts";

/** Throws while a mapping leads to any stage of the API. */
export async function refuseWhileApiIsMapped(
  records: ScopedRecords,
  restApiId: string,
): Promise<void> {
  const names = await domainsThat(records, (mapping) => mapping.restApiId === restApiId);
  if (names.length === 0) return;
  throw badRequest(
    `Deleting RestApi ${restApiId} failed. Please remove all base path mappings related to the ` +
      `RestApi in your domains: ${names.join(", ")}`,
  );
}

/** Throws while a mapping leads to that very stage. */
export async function refuseWhileStageIsMapped(
  records: ScopedRecords,
  restApiId: string,
  stageName: string,
): Promise<void> {
  const names = await domainsThat(records, ({ restApiId: id, stage }) => {
    return id === restApiId && stage === stageName;
  });
  if (names.length === 0) return;
  throw badRequest(
    `Deleting stage ${stageName} failed. Please remove all base path mappings related to the ` +
      `stage in your domains: ${names.join(", ")}`,
  );
}

async function domainsThat(
  records: ScopedRecords,
  leadThere: (mapping: BasePathMapping) => boolean,
): Promise<string[]> {
  const mappings = await records.list("base-path-mapping");
  const found = mappings.filter(({ body }) => leadThere(body.basePathMapping));
  return [...new Set(found.map(({ id }) => id.slice(0, id.indexOf("/"))))];
}
