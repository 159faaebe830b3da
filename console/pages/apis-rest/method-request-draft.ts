// Method request settings as the form has them, and how they are saved.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings-method-request.html
import type { Method, PatchOperation, RequestValidator } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import type { TextEntry } from "./integration-draft.ts";
import { entryPatches, memberPatches } from "./patches.ts";
import { listAuthorizers, listValidators, type MethodPlace } from "./rest-apis.ts";
import { recordOf } from "./value-list.tsx";

export interface RequestParameter {
  readonly place: "path" | "querystring" | "header";
  readonly name: string;
  readonly isRequired: boolean;
}

export interface MethodRequestDraft {
  /** "NONE", "AWS_IAM", or the id of an authorizer. */
  readonly authorization: string;
  readonly scopes: readonly string[];
  /** "", the id of a validator, or one of the names of `USUAL_VALIDATORS`. */
  readonly validator: string;
  readonly isKeyRequired: boolean;
  readonly operationName: string;
  readonly parameters: readonly RequestParameter[];
  readonly models: readonly TextEntry[];
}

/** The validators that AWS's console makes when they are chosen. */
export const USUAL_VALIDATORS = [
  { name: "Validate body", body: true, parameters: false },
  { name: "Validate body, query string parameters, and headers", body: true, parameters: true },
  { name: "Validate query string parameters and headers", body: false, parameters: true },
];

const PARAMETER = /^method\.request\.(path|querystring|header)\.(.+)$/s;

export const NEW_METHOD_REQUEST: MethodRequestDraft = {
  authorization: "NONE",
  scopes: [],
  validator: "",
  isKeyRequired: false,
  operationName: "",
  parameters: [],
  models: [],
};

export function draftOfMethod(method: Method): MethodRequestDraft {
  return {
    authorization: method.authorizerId ?? method.authorizationType ?? "NONE",
    scopes: method.authorizationScopes ?? [],
    validator: method.requestValidatorId ?? "",
    isKeyRequired: method.apiKeyRequired ?? false,
    operationName: method.operationName ?? "",
    parameters: Object.entries(method.requestParameters ?? {}).flatMap(([key, isRequired]) => {
      const [, place, name] = PARAMETER.exec(key) ?? [];
      return place === undefined || name === undefined
        ? []
        : [{ place: place as RequestParameter["place"], name, isRequired }];
    }),
    models: Object.entries(method.requestModels ?? {}).map(([name, value]) => ({ name, value })),
  };
}

/** "/pets/{petId}" has petId. */
export function pathParametersOf(path: string): string[] {
  return [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = ""]) => name);
}

/** The method that the draft describes; makes the validator that it names when there is none. */
export async function methodOf(restApiId: string, draft: MethodRequestDraft): Promise<Method> {
  const { authorization } = draft;
  const scopes = draft.scopes.filter((scope) => scope !== "");
  const isPlain = authorization === "NONE" || authorization === "AWS_IAM";
  const validatorId = await validatorIdOf(restApiId, draft.validator);
  return {
    authorizationType: isPlain ? authorization : await typeOfAuthorizer(restApiId, authorization),
    ...(isPlain ? {} : { authorizerId: authorization }),
    ...(isPlain || scopes.length === 0 ? {} : { authorizationScopes: scopes }),
    apiKeyRequired: draft.isKeyRequired,
    ...(draft.operationName === "" ? {} : { operationName: draft.operationName }),
    ...(validatorId === "" ? {} : { requestValidatorId: validatorId }),
    requestParameters: Object.fromEntries(
      draft.parameters
        .filter(({ name }) => name !== "")
        .map(({ place, name, isRequired }) => [`method.request.${place}.${name}`, isRequired]),
    ),
    requestModels: recordOf(draft.models),
  };
}

/** Sends what differs. */
export async function saveMethodRequest(
  place: MethodPlace,
  before: Method,
  draft: MethodRequestDraft,
): Promise<void> {
  const after = await methodOf(place.restApiId, draft);
  const patchOperations = patchesOf(before, after);
  if (patchOperations.length === 0) return;
  await (await apiGateway()).updateMethod({ ...place, patchOperations });
}

function patchesOf(before: Method, after: Method): PatchOperation[] {
  const scopes = new Set(after.authorizationScopes);
  const oldScopes = new Set(before.authorizationScopes);
  const scope = (op: "add" | "remove") => (value: string) => ({
    op,
    path: "/authorizationScopes",
    value,
  });
  return [
    ...memberPatches("/authorizationType", before.authorizationType, after.authorizationType),
    ...memberPatches("/authorizerId", before.authorizerId, after.authorizerId),
    ...[...oldScopes].filter((value) => !scopes.has(value)).map(scope("remove")),
    ...[...scopes].filter((value) => !oldScopes.has(value)).map(scope("add")),
    ...memberPatches("/apiKeyRequired", before.apiKeyRequired ?? false, after.apiKeyRequired),
    ...memberPatches("/operationName", before.operationName, after.operationName),
    ...memberPatches("/requestValidatorId", before.requestValidatorId, after.requestValidatorId),
    ...entryPatches("/requestParameters", before.requestParameters, after.requestParameters),
    ...entryPatches("/requestModels", before.requestModels, after.requestModels),
  ];
}

async function typeOfAuthorizer(restApiId: string, authorizerId: string): Promise<string> {
  const found = (await listAuthorizers(restApiId)).find(({ id }) => id === authorizerId);
  return found?.type === "COGNITO_USER_POOLS" ? "COGNITO_USER_POOLS" : "CUSTOM";
}

async function validatorIdOf(restApiId: string, validator: string): Promise<string> {
  const usual = USUAL_VALIDATORS.find(({ name }) => name === validator);
  if (usual === undefined) return validator;
  const there = (await listValidators(restApiId)).find((each) => isSame(each, usual));
  if (there?.id !== undefined) return there.id;
  const made = await (
    await apiGateway()
  ).createRequestValidator({
    restApiId,
    name: usual.name,
    validateRequestBody: usual.body,
    validateRequestParameters: usual.parameters,
  });
  return made.id ?? "";
}

function isSame(validator: RequestValidator, usual: (typeof USUAL_VALIDATORS)[number]): boolean {
  return (
    validator.validateRequestBody === usual.body &&
    validator.validateRequestParameters === usual.parameters
  );
}
