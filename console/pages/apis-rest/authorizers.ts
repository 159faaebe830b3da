// The authorizers of a REST API: read, made, changed, deleted.
import type { Authorizer, PatchOperation, Resource } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { currentPlace } from "../../commons/place.ts";
import { type AuthorizerDraft, authorizerOf, tokenSourceOf } from "./authorizer-draft.ts";
import { memberPatches } from "./patches.ts";

export async function getAuthorizer(restApiId: string, authorizerId: string): Promise<Authorizer> {
  return (await apiGateway()).getAuthorizer({ restApiId, authorizerId });
}

/** Its id. */
export async function createAuthorizer(restApiId: string, draft: AuthorizerDraft): Promise<string> {
  const { region } = await currentPlace();
  const { name, type, ...others } = authorizerOf(draft, region);
  const made = await (await apiGateway()).createAuthorizer({ ...others, restApiId, name, type });
  return made.id ?? "";
}

/** Sends what differs. */
export async function updateAuthorizer(
  restApiId: string,
  before: Authorizer,
  draft: AuthorizerDraft,
): Promise<void> {
  const { region } = await currentPlace();
  const patchOperations = patchesOf(before, authorizerOf(draft, region));
  if (patchOperations.length === 0) return;
  const client = await apiGateway();
  await client.updateAuthorizer({ restApiId, authorizerId: before.id, patchOperations });
}

export async function deleteAuthorizer(restApiId: string, authorizerId: string): Promise<void> {
  await (await apiGateway()).deleteAuthorizer({ restApiId, authorizerId });
}

/** A TTL that the form has not stays as it is. */
function patchesOf(before: Authorizer, after: Authorizer): PatchOperation[] {
  const pools = new Set(after.providerARNs);
  const oldPools = new Set(before.providerARNs);
  const pool = (op: "add" | "remove") => (value: string) => ({ op, path: "/providerARNs", value });
  const ttlS = after.authorizerResultTtlInSeconds;
  return [
    ...memberPatches("/name", before.name, after.name),
    ...memberPatches("/type", before.type, after.type),
    ...memberPatches("/authorizerUri", before.authorizerUri, after.authorizerUri),
    ...memberPatches(
      "/authorizerCredentials",
      before.authorizerCredentials,
      after.authorizerCredentials,
    ),
    ...memberPatches("/identitySource", listText(before.identitySource), after.identitySource),
    ...memberPatches(
      "/identityValidationExpression",
      before.identityValidationExpression,
      after.identityValidationExpression,
    ),
    ...(ttlS === undefined
      ? []
      : memberPatches("/authorizerResultTtlInSeconds", before.authorizerResultTtlInSeconds, ttlS)),
    ...[...pools].filter((arn) => !oldPools.has(arn)).map(pool("add")),
    ...[...oldPools].filter((arn) => !pools.has(arn)).map(pool("remove")),
  ];
}

/** With one space behind each comma, as the form writes them. */
function listText(expressions: string | undefined): string | undefined {
  return expressions?.split(/\s*,\s*/).join(", ");
}

/** "Lambda (token)", as lists name authorizers. */
export function authorizerTypeName({ type }: Authorizer): string {
  if (type === "COGNITO_USER_POOLS") return "Cognito user pool";
  return type === "REQUEST" ? "Lambda (request)" : "Lambda (token)";
}

/** What it reads in a request: "Authorization", or the expressions of a REQUEST authorizer. */
export function sourceText({ identitySource = "" }: Authorizer): string {
  return tokenSourceOf(identitySource);
}

export interface AuthorizedMethod {
  /** "GET /pets" */
  readonly text: string;
  readonly address: string;
}

/** The methods that use an authorizer. */
export function methodsWith(
  apiId: string,
  authorizerId: string,
  resources: readonly Resource[],
): AuthorizedMethod[] {
  return resources.flatMap(({ id, path = "", resourceMethods = {} }) =>
    Object.entries(resourceMethods)
      .filter(([, method]) => method.authorizerId === authorizerId)
      .map(([httpMethod]) => ({
        text: `${httpMethod} ${path}`,
        address: `/apis/rest/${apiId}/resources/${id}/${httpMethod}`,
      })),
  );
}
