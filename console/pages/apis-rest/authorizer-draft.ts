// An authorizer as the form has it: the choices that AWS's console offers instead of the API's members.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { functionOfUri, uriOfFunction } from "./lambda-uri.ts";

export type AuthorizerKind = "LAMBDA" | "COGNITO";

/** Where the function of a REQUEST authorizer finds who is calling. */
export interface IdentitySource {
  readonly place: "header" | "querystring" | "stageVariables" | "context";
  readonly name: string;
}

export interface AuthorizerDraft {
  readonly name: string;
  readonly kind: AuthorizerKind;
  readonly payload: "TOKEN" | "REQUEST";
  /** The function's ARN; any other URI stays as it is. */
  readonly functionArn: string;
  readonly role: string;
  /** The name of a header. */
  readonly tokenSource: string;
  readonly tokenValidation: string;
  readonly sources: readonly IdentitySource[];
  readonly isCaching: boolean;
  readonly ttlS: string;
  readonly userPools: readonly string[];
}

const HEADER = "method.request.header.";
const SOURCE = /^(?:method\.request\.(header|querystring)|(stageVariables|context))\.(.+)$/s;
const TTL_S_DEFAULT = "300";

export const NEW_AUTHORIZER: AuthorizerDraft = {
  name: "",
  kind: "LAMBDA",
  payload: "TOKEN",
  functionArn: "",
  role: "",
  tokenSource: "Authorization",
  tokenValidation: "",
  sources: [{ place: "header", name: "Authorization" }],
  isCaching: true,
  ttlS: TTL_S_DEFAULT,
  userPools: [""],
};

export function draftOfAuthorizer(authorizer: Authorizer): AuthorizerDraft {
  const { authorizerUri = "", identitySource = "", type } = authorizer;
  const ttlS = String(authorizer.authorizerResultTtlInSeconds ?? TTL_S_DEFAULT);
  const isRequest = type === "REQUEST";
  return {
    name: authorizer.name ?? "",
    kind: type === "COGNITO_USER_POOLS" ? "COGNITO" : "LAMBDA",
    payload: isRequest ? "REQUEST" : "TOKEN",
    functionArn: functionOfUri(authorizerUri) ?? authorizerUri,
    role: authorizer.authorizerCredentials ?? "",
    tokenSource: isRequest ? NEW_AUTHORIZER.tokenSource : tokenSourceOf(identitySource),
    tokenValidation: authorizer.identityValidationExpression ?? "",
    sources: isRequest ? sourcesOf(identitySource) : NEW_AUTHORIZER.sources,
    isCaching: ttlS !== "0",
    ttlS: ttlS === "0" ? TTL_S_DEFAULT : ttlS,
    userPools: authorizer.providerARNs ?? NEW_AUTHORIZER.userPools,
  };
}

/** The name of the header where it is one, else the expression as it is. */
export function tokenSourceOf(identitySource: string): string {
  const name = identitySource.startsWith(HEADER) ? identitySource.slice(HEADER.length) : "";
  return name === "" || name.includes(",") ? identitySource : name;
}

function sourcesOf(identitySource: string): IdentitySource[] {
  return identitySource.split(",").flatMap((source) => {
    const [, ofRequest, other, name = ""] = SOURCE.exec(source.trim()) ?? [];
    const place = ofRequest ?? other;
    return place === undefined ? [] : [{ place: place as IdentitySource["place"], name }];
  });
}

/** The authorizer that the form describes; members that its type has not are left out. */
export function authorizerOf(draft: AuthorizerDraft, region: string): Authorizer {
  const { name, kind, payload, functionArn } = draft;
  const isToken = kind === "COGNITO" || payload === "TOKEN";
  const identitySource = isToken
    ? headerExpression(draft.tokenSource)
    : expressionOf(draft.sources);
  const shared: Authorizer = {
    name,
    ...(identitySource === "" ? {} : { identitySource }),
    ...(isToken && draft.tokenValidation !== ""
      ? { identityValidationExpression: draft.tokenValidation }
      : {}),
  };
  if (kind === "COGNITO") {
    const providerARNs = draft.userPools.map((arn) => arn.trim()).filter((arn) => arn !== "");
    return { ...shared, type: "COGNITO_USER_POOLS", providerARNs };
  }
  return {
    ...shared,
    type: payload,
    authorizerUri: functionArn.includes(":lambda:path/")
      ? functionArn
      : uriOfFunction(functionArn, region),
    ...(draft.role === "" ? {} : { authorizerCredentials: draft.role }),
    authorizerResultTtlInSeconds: draft.isCaching ? Number(draft.ttlS) : 0,
  };
}

/** What is an expression already stays as it is. */
function headerExpression(source: string): string {
  return source === "" || source.startsWith("method.request.") ? source : HEADER + source;
}

function expressionOf(sources: readonly IdentitySource[]): string {
  return sources
    .filter(({ name }) => name !== "")
    .map(({ place, name }) =>
      place === "header" || place === "querystring"
        ? `method.request.${place}.${name}`
        : `${place}.${name}`,
    )
    .join(", ");
}

/** Whether the form can be sent; what is wrong with it the API says itself. */
export function isDraftComplete({ name, kind, isCaching, ttlS }: AuthorizerDraft): boolean {
  return name !== "" && (kind === "COGNITO" || !isCaching || /^\d+$/.test(ttlS));
}
