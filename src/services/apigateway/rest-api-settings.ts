// What a REST API's own settings may be, and how an API looks in an answer.
// https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html
import type { RestApi } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./rest-errors.ts";

const COMPRESSION_BYTES_MAX = 10_485_760;
const POLICY_BYTES_MAX = 8192;

/** Throws unless the size is undefined or within bounds. */
export function checkMinimumCompressionSize(sizeBytes: number | undefined): void {
  if (sizeBytes === undefined || (sizeBytes >= 0 && sizeBytes <= COMPRESSION_BYTES_MAX)) return;
  throw badRequest(
    `Invalid minimum compression size, must be between 0 and ${COMPRESSION_BYTES_MAX}`,
  );
}

/** Throws unless the resource policy is JSON of an object with statements. Wording [I]. */
export function checkPolicy(policy: string | undefined): void {
  if (policy === undefined) return;
  const isDocument = Buffer.byteLength(policy) <= POLICY_BYTES_MAX && hasStatements(policy);
  if (isDocument) return;
  throw badRequest(
    "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
  );
}

function hasStatements(policy: string): boolean {
  try {
    const document: unknown = JSON.parse(policy);
    return typeof document === "object" && document !== null && "Statement" in document;
  } catch {
    return false;
  }
}

/** The API as answers tell of it: the policy is written as the inside of a JSON text, slashes escaped. */
export function shownRestApi(restApi: RestApi): RestApi {
  if (restApi.policy === undefined) return restApi;
  const policy = JSON.stringify(restApi.policy)
    .slice(1, -1)
    .replaceAll("/", String.raw`\/`);
  return { ...restApi, policy };
}

/** Says which settings are kept without effect. */
export function warnOfRestApiSettings(context: OperationContext, restApi: RestApi): void {
  const settings: string[] = [];
  if (restApi.policy !== undefined) settings.push("policy");
  if (restApi.endpointConfiguration?.types?.[0] === "PRIVATE") settings.push("PRIVATE endpoint");
  if (restApi.securityPolicy !== undefined) settings.push("securityPolicy");
  if (restApi.endpointAccessMode !== undefined) settings.push("endpointAccessMode");
  if (settings.length === 0) return;
  context.logger.warn("Settings of a REST API are kept and answered, but have no effect", {
    restApiId: restApi.id ?? "",
    settings,
  });
}
