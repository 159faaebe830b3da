// UpdateIntegration. Moving an integration from a VPC link of the first kind to one of the second takes /connectionId
// and /integrationTarget in one request: what comes of all operations together is checked.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html
import type { Integration } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findIntegration, findMethod, saveIntegration } from "./find-method.ts";
import { checkIntegration } from "./integration-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { patchEntries } from "./patch-entries.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type Patch,
  type PatchPath,
  type PatchTable,
} from "./patch-operations.ts";
import { booleanValue, integerValue } from "./patch-values.ts";
import { badRequest, notFound } from "./rest-errors.ts";
import { shownIntegration } from "./shown-resource.ts";

export async function updateIntegration(
  input: Input<"UpdateIntegration">,
  context: OperationContext,
): Promise<Output<"UpdateIntegration">> {
  checkPatchOps("updateIntegrationInput", input.patchOperations);
  const integration = structuredClone(await findIntegration(context, input));
  await applyPatchOperations(input.patchOperations, TABLE, integration);
  await checkIntegration(context, await findMethod(context, input), integration);
  await saveIntegration(context, input, integration);
  return shownIntegration(integration);
}

type OptionalText =
  | "uri"
  | "httpMethod"
  | "connectionId"
  | "credentials"
  | "integrationTarget"
  | "cacheNamespace"
  | "passthroughBehavior";

const TABLE: PatchTable<Integration> = {
  refusal: "plain",
  paths: [
    textPath("uri"),
    textPath("httpMethod"),
    textPath("connectionId"),
    textPath("credentials"),
    textPath("integrationTarget"),
    textPath("cacheNamespace"),
    textPath("passthroughBehavior"),
    { path: "/connectionType", ops: ["replace"], apply: replaceConnectionType },
    { path: "/contentHandling", ops: ["replace"], apply: replaceContentHandling },
    { path: "/responseTransferMode", ops: ["replace"], apply: replaceTransferMode },
    {
      path: "/timeoutInMillis",
      ops: ["replace"],
      apply: (integration, patch) => {
        integration.timeoutInMillis = integerValue(patch);
      },
    },
    {
      path: "/tlsConfig/insecureSkipVerification",
      ops: ["replace"],
      apply: (integration, patch) => {
        integration.tlsConfig = { insecureSkipVerification: booleanValue(patch) };
      },
    },
    { path: "/cacheKeyParameters/{name}", ops: ["add", "remove"], apply: patchCacheKey },
    patchEntries<Integration, string>({
      path: "/requestParameters/{name}",
      entriesOf: (integration) => (integration.requestParameters ??= {}),
      valueOf: ({ value }) => value ?? "",
      missing: () => notFound("Invalid parameter name specified"),
    }),
    patchEntries<Integration, string>({
      path: "/requestTemplates/{contentType}",
      entriesOf: (integration) => (integration.requestTemplates ??= {}),
      valueOf: ({ value }) => value ?? "",
      missing: () => notFound("Content-Type specified was not found"),
    }),
  ],
};

/** An empty value takes the member away. */
function textPath(name: OptionalText): PatchPath<Integration> {
  return {
    path: `/${name}`,
    ops: ["replace"],
    apply(integration, { value }) {
      if (value === undefined || value === "") delete integration[name];
      else integration[name] = value;
    },
  };
}

// [I] The wordings of these three.
function replaceConnectionType(integration: Integration, { value }: Patch): void {
  if (value !== "INTERNET" && value !== "VPC_LINK") {
    throw badRequest("Invalid connection type specified. Valid options are INTERNET,VPC_LINK");
  }
  integration.connectionType = value;
  if (value === "INTERNET") {
    delete integration.connectionId;
    delete integration.integrationTarget;
  }
}

function replaceContentHandling(integration: Integration, { value }: Patch): void {
  if (value === undefined || value === "") {
    delete integration.contentHandling;
    return;
  }
  if (value !== "CONVERT_TO_BINARY" && value !== "CONVERT_TO_TEXT") {
    throw badRequest(
      "Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT",
    );
  }
  integration.contentHandling = value;
}

function replaceTransferMode(integration: Integration, { value }: Patch): void {
  if (value !== "BUFFERED" && value !== "STREAM") {
    throw badRequest("Invalid response transfer mode specified. Valid options are BUFFERED,STREAM");
  }
  integration.responseTransferMode = value;
}

function patchCacheKey(integration: Integration, { op, names: [name = ""] }: Patch): void {
  const parameters = new Set(integration.cacheKeyParameters);
  if (op === "add") parameters.add(name);
  else parameters.delete(name);
  integration.cacheKeyParameters = [...parameters];
}
