// Which service, protocol and operation a request is for. The request's shape decides (RPC v2 path, X-Amz-Target,
// form with a Version), then its path; the signature's scope only breaks ties, because both API Gateway services and
// both generations of load balancers sign with one name, and unsigned requests have none.
import type { FormData } from "./form-data.ts";
import type { HttpRequestMessage } from "./http-message.ts";
import type { ProtocolName, ServiceDefinition } from "./service-definition.ts";
import type { SignatureScope } from "./signature-scope.ts";
import { parseFormData } from "./form-data.ts";

/** What a request says of its destination. `service` is undefined when none of ours is meant. */
export interface Selection<Context> {
  readonly service: ServiceDefinition<Context> | undefined;
  readonly protocol: ProtocolName;
  /** Of RPC protocols; restJson1's comes from the path once the service is loaded. */
  readonly operation: string | undefined;
  /** What the request calls the service, for the message when it is none of ours. */
  readonly asked: string;
  readonly parameters: FormData;
}

/** The parts of a request that tell; `body` is unpacked. */
export interface SelectionInput {
  readonly message: HttpRequestMessage;
  readonly body: Uint8Array;
  readonly query: FormData;
  readonly scope: SignatureScope | undefined;
}

const RPC_V2_PATH = /\/service\/([^/]+)\/operation\/([^/]+)$/;
const FORM_TYPE = "application/x-www-form-urlencoded";
const NO_PARAMETERS: FormData = new Map();

/** Chooses among `services`; the same request always gets the same answer. */
export function selectService<Context>(
  services: readonly ServiceDefinition<Context>[],
  input: SelectionInput,
): Selection<Context> {
  return (
    selectRpcV2(services, input) ??
    selectJson(services, input) ??
    selectQuery(services, input) ??
    selectRest(services, input)
  );
}

function selectRpcV2<Context>(
  services: readonly ServiceDefinition<Context>[],
  input: SelectionInput,
): Selection<Context> | undefined {
  const match = RPC_V2_PATH.exec(input.message.rawPath);
  const header = input.message.headers.get("smithy-protocol");
  if (match === null || (header !== undefined && header !== "rpc-v2-cbor")) return undefined;
  const [, asked = "", operation = ""] = match;
  const service = services.find(
    ({ targetPrefix, protocols }) => targetPrefix === asked && protocols.includes("rpcv2Cbor"),
  );
  // Another service's path may look like this one; the header makes it sure.
  if (service === undefined && header === undefined) return undefined;
  return { service, protocol: "rpcv2Cbor", operation, asked, parameters: NO_PARAMETERS };
}

function selectJson<Context>(
  services: readonly ServiceDefinition<Context>[],
  input: SelectionInput,
): Selection<Context> | undefined {
  const target = input.message.headers.get("x-amz-target");
  if (target === undefined) return undefined;
  const dot = target.lastIndexOf(".");
  const asked = target.slice(0, Math.max(dot, 0));
  const operation = target.slice(dot + 1);
  const contentType = input.message.headers.get("content-type") ?? "";
  const written = contentType.includes("json-1.0") ? "awsJson1_0" : "awsJson1_1";
  const service = services.find(
    ({ targetPrefix, protocols }) => targetPrefix === asked && protocols.some(isJson),
  );
  const protocol = service?.protocols.includes(written) === false ? other(written) : written;
  return { service, protocol, operation, asked, parameters: NO_PARAMETERS };
}

function isJson(protocol: ProtocolName): boolean {
  return protocol === "awsJson1_0" || protocol === "awsJson1_1";
}

function other(protocol: "awsJson1_0" | "awsJson1_1"): ProtocolName {
  return protocol === "awsJson1_0" ? "awsJson1_1" : "awsJson1_0";
}

function selectQuery<Context>(
  services: readonly ServiceDefinition<Context>[],
  input: SelectionInput,
): Selection<Context> | undefined {
  const parameters = readParameters(input);
  if (parameters === undefined) return undefined;
  const version = parameters.get("Version")?.[0];
  const operation = parameters.get("Action")?.[0];
  const candidates = services.filter(
    ({ protocols, queryVersion, signingNames }) =>
      protocols.some(isQuery) &&
      (version === undefined
        ? input.scope !== undefined && signingNames.includes(input.scope.service)
        : queryVersion === version),
  );
  const service = breakTie(candidates, input.scope);
  const protocol = service?.protocols.find(isQuery) ?? queryProtocolOf(input.scope);
  const asked = `${input.scope?.service ?? "the service of"} version ${version ?? "(none)"}`;
  return { service, protocol, operation, asked, parameters };
}

function queryProtocolOf(scope: SignatureScope | undefined): ProtocolName {
  return scope?.service === "ec2" ? "ec2Query" : "awsQuery";
}

function isQuery(protocol: ProtocolName): boolean {
  return protocol === "awsQuery" || protocol === "ec2Query";
}

/** The parameters of a query-protocol request, from its form or its query string; undefined for any other. */
function readParameters(input: SelectionInput): FormData | undefined {
  const { message, body, query } = input;
  if (message.rawPath !== "/" && message.rawPath !== "") return undefined;
  const contentType = message.headers.get("content-type")?.toLowerCase();
  const isForm =
    message.method === "POST" && (contentType === undefined || contentType.startsWith(FORM_TYPE));
  if (!isForm) return query.has("Action") ? query : undefined;
  const form = parseFormData(Buffer.from(body.buffer, body.byteOffset, body.length).toString());
  if (contentType === undefined && !form.has("Action") && !query.has("Action")) return undefined;
  return query.size === 0 ? form : new Map([...query, ...form]);
}

function selectRest<Context>(
  services: readonly ServiceDefinition<Context>[],
  input: SelectionInput,
): Selection<Context> {
  const candidates = services.filter(
    ({ pathMatches }) => pathMatches !== undefined && pathMatches(input.message.rawPath),
  );
  return {
    service: breakTie(candidates, input.scope),
    protocol: "restJson1",
    operation: undefined,
    asked: input.scope?.service ?? "",
    parameters: NO_PARAMETERS,
  };
}

function breakTie<Context>(
  candidates: readonly ServiceDefinition<Context>[],
  scope: SignatureScope | undefined,
): ServiceDefinition<Context> | undefined {
  if (candidates.length < 2 || scope === undefined) return candidates[0];
  return (
    candidates.find((service) => service.signingNames.includes(scope.service)) ?? candidates[0]
  );
}
