// CreateBasePathMapping: which API a path of a custom domain name belongs to. It is kept, and not served yet.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html
import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import {
  checkBasePathFree,
  checkBasePathMapping,
  NO_BASE_PATH,
} from "./base-path-mapping-rules.ts";
import { findDomainName } from "./find-domain-name.ts";
import type { Input, Output } from "./operation-types.ts";

export async function createBasePathMapping(
  input: Input<"CreateBasePathMapping">,
  context: OperationContext,
): Promise<Output<"CreateBasePathMapping">> {
  await findDomainName(context, input.domainName);
  const basePath = (input.basePath ?? "") === "" ? NO_BASE_PATH : (input.basePath ?? "");
  const basePathMapping: BasePathMapping = { basePath, restApiId: input.restApiId };
  if (input.stage !== undefined) basePathMapping.stage = input.stage;
  await checkBasePathMapping(context, basePathMapping);
  await checkBasePathFree(context, input.domainName, basePath);
  const id = `${input.domainName}/${basePath}`;
  context.records.put("base-path-mapping", id, { basePathMapping });
  return basePathMapping;
}
