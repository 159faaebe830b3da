// UpdateAuthorizer: changes an authorizer by patches; the result has to keep the rules of a new one.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAuthorizer.html
import type { Authorizer } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { AUTHORIZER_TYPES, checkAuthorizer } from "./authorizer-rules.ts";
import { findAuthorizer } from "./find-authorizer.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type PatchPath,
  type PatchTable,
} from "./patch-operations.ts";
import { integerValue } from "./patch-values.ts";
import { badRequest } from "./rest-errors.ts";

const PATHS: PatchTable<Authorizer> = {
  refusal: "listed",
  paths: [
    text("name"),
    text("authType"),
    text("authorizerUri"),
    text("authorizerCredentials"),
    text("identitySource"),
    text("identityValidationExpression"),
    {
      path: "/authorizerResultTtlInSeconds",
      ops: ["replace"],
      apply: (authorizer, patch) => {
        authorizer.authorizerResultTtlInSeconds = integerValue(patch);
      },
    },
    {
      path: "/type",
      ops: ["replace"],
      apply: (authorizer, { value }) => {
        const type = AUTHORIZER_TYPES.find((known) => known === value);
        // [I] wording
        if (type === undefined) throw badRequest(`Invalid authorizer type specified: ${value}`);
        authorizer.type = type;
      },
    },
    {
      path: "/providerARNs",
      ops: ["add", "remove"],
      apply: (authorizer, { op, value = "" }) => {
        const others = (authorizer.providerARNs ?? []).filter((arn) => arn !== value);
        authorizer.providerARNs = op === "add" ? [...others, value] : others;
      },
    },
  ],
};

type TextMember =
  | "name"
  | "authType"
  | "authorizerUri"
  | "authorizerCredentials"
  | "identitySource"
  | "identityValidationExpression";

/** A text that is taken away when it is replaced by nothing. */
function text(member: TextMember): PatchPath<Authorizer> {
  return {
    path: `/${member}`,
    ops: ["replace"],
    apply: (authorizer, { value }) => {
      if (value === undefined || (value === "" && member !== "name")) delete authorizer[member];
      else authorizer[member] = value;
    },
  };
}

export async function updateAuthorizer(
  input: Input<"UpdateAuthorizer">,
  context: OperationContext,
): Promise<Output<"UpdateAuthorizer">> {
  checkPatchOps("updateAuthorizerInput", input.patchOperations);
  const before = await findAuthorizer(context, input.restApiId, input.authorizerId);
  const authorizer = structuredClone(before);
  await applyPatchOperations(input.patchOperations, PATHS, authorizer);
  checkAuthorizer(context, authorizer);
  const id = `${input.restApiId}/${input.authorizerId}`;
  context.records.put("rest-authorizer", id, { authorizer });
  return authorizer;
}
