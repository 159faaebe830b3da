// UpdateBasePathMapping: moves a mapping to another path, API or stage.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateBasePathMapping.html
import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import {
  checkBasePathFree,
  checkBasePathMapping,
  NO_BASE_PATH,
} from "./base-path-mapping-rules.ts";
import { findBasePathMapping } from "./find-base-path-mapping.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type Patch,
  type PatchTable,
} from "./patch-operations.ts";

const PATHS: PatchTable<BasePathMapping> = {
  refusal: "listed",
  paths: [
    {
      path: "/basePath",
      ops: ["replace"],
      apply: (mapping, { value = "" }) => {
        mapping.basePath = value === "" ? NO_BASE_PATH : value;
      },
    },
    // AWS's guide writes the first form, clients both.
    { path: "/restapiId", ops: ["replace"], apply: replaceApi },
    { path: "/restApiId", ops: ["replace"], apply: replaceApi },
    {
      path: "/stage",
      ops: ["replace"],
      apply: (mapping, { value = "" }) => {
        if (value === "") delete mapping.stage;
        else mapping.stage = value;
      },
    },
  ],
};

function replaceApi(mapping: BasePathMapping, { value = "" }: Patch): void {
  mapping.restApiId = value;
}

export async function updateBasePathMapping(
  input: Input<"UpdateBasePathMapping">,
  context: OperationContext,
): Promise<Output<"UpdateBasePathMapping">> {
  checkPatchOps("updateBasePathMappingInput", input.patchOperations);
  const { domainName, basePath } = input;
  const basePathMapping = structuredClone(await findBasePathMapping(context, domainName, basePath));
  await applyPatchOperations(input.patchOperations, PATHS, basePathMapping);
  await checkBasePathMapping(context, basePathMapping);
  const newPath = basePathMapping.basePath ?? NO_BASE_PATH;
  if (newPath !== basePath) {
    await checkBasePathFree(context, domainName, newPath);
    context.records.delete("base-path-mapping", `${domainName}/${basePath}`);
  }
  context.records.put("base-path-mapping", `${domainName}/${newPath}`, { basePathMapping });
  return basePathMapping;
}
