// Calls of AWS services: a Lambda function by its Invoke API, any other service by path or action. They go to the
// endpoint that stands for AWS, signed with placeholder credentials, whose scope names region and service as the
// endpoint may need to know them.
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
import { BODY_FIXED, BODY_NONE } from "../../wire/http1/exchange.ts";
import { FIELD_CONTENT_TYPE } from "../../wire/http1/fields.ts";
import type { PublicUri } from "../integrations/public-uri.ts";
import { encodeQuery, fillPath, joinQueries } from "../integrations/rest-uri.ts";
import type { AwsCall } from "./aws-integration-uri.ts";
import { signatureFields } from "./aws-signature.ts";
import { lambdaProxyEvent } from "./lambda-proxy-event.ts";
import { mediaTypeOf } from "./media-type.ts";
import type { RestApiRequest } from "./request.ts";
import { fieldValue } from "./response-head-writer.ts";

const NO_BODY = Buffer.alloc(0);
const INVOCATIONS = "/invocations";

/** Writes request line, head and body of the call. */
export function prepareAwsCall(request: RestApiRequest, call: AwsCall, uri: PublicUri): void {
  const isFunction = call.functionArn !== "";
  const snapshot = request.live?.integration?.snapshot;
  if (snapshot?.type === "AWS_PROXY") {
    request.backendBody = Buffer.from(lambdaProxyEvent(request), "utf8");
  }
  const body = request.backendBody ?? NO_BODY;
  request.backendBody = body;
  request.backendLength = body.length;
  request.backendFraming = body.length === 0 ? BODY_NONE : BODY_FIXED;
  request.backendMethod = isFunction ? "POST" : (snapshot?.httpMethod ?? "POST");
  request.backendTarget = isFunction ? functionTarget(call, uri) : serviceTarget(request, call);
  const contentType = isFunction
    ? "application/json"
    : mediaTypeOf(request.exchange.request.get(FIELD_CONTENT_TYPE));
  let fields = `Host: ${uri.hostField}\r\nAccept: application/json\r\nUser-Agent: AmazonAPIGateway_${request.apiId}\r\n`;
  const mapped = mappedFields(request);
  if (!mapped.has("content-type")) fields += `Content-Type: ${contentType}\r\n`;
  for (const [name, value] of mapped.values()) fields += `${name}: ${fieldValue(value)}\r\n`;
  const signature = signatureFields(
    { method: request.backendMethod, target: request.backendTarget, host: uri.hostField, body },
    { region: call.region, service: call.service },
    request.services.runtime.clock.nowMs(),
  );
  request.backendHead =
    `${request.backendMethod} ${request.backendTarget} HTTP/1.1\r\n${fields}Content-Length: ${body.length}\r\n` +
    `${signature}x-amzn-apigateway-api-id: ${request.apiId}\r\nX-Amzn-Trace-Id: ${request.traceId}\r\n\r\n`;
}

/** An endpoint that names an invocation path itself invokes its one function, whatever the ARN. */
function functionTarget(call: AwsCall, uri: PublicUri): string {
  const base = uri.path.join("").replace(/\/$/, "");
  if (base.endsWith(INVOCATIONS)) return base;
  return `${base}/2015-03-31/functions/${encodeURIComponent(call.functionArn)}${INVOCATIONS}`;
}

function serviceTarget(request: RestApiRequest, call: AwsCall): string {
  const parts = call.path.split(/\{([^{}/+]+)\+?\}/);
  const path = fillPath(parts, request.mapped?.paths ?? new Map()) ?? call.path;
  const [plain = "", own = ""] = path.split(/\?(.*)/s, 2);
  const query = joinQueries(
    joinQueries(own, call.actionQuery),
    encodeQuery(request.mapped?.queries ?? new Map()),
  );
  return query === "" ? plain : `${plain}?${query}`;
}

function mappedFields(request: RestApiRequest): Map<string, readonly [string, string]> {
  const fields = new Map<string, readonly [string, string]>();
  for (const [name, values] of request.mapped?.headers ?? []) {
    fields.set(name.toLowerCase(), [name, values.join(",")]);
  }
  if (request.hasOverrides) {
    for (const [name, value] of request.overrides.requestHeaders) {
      fields.set(name.toLowerCase(), [name, value]);
    }
  }
  fields.delete("host");
  return fields;
}

/** The errorMessage of a function that failed; null for one that did not. */
export function functionErrorMessage(request: RestApiRequest): string | null {
  if (request.responseHead?.joined("x-amz-function-error") === undefined) return null;
  try {
    const parsed: unknown = JSON.parse(request.responseBody());
    if (typeof parsed !== "object" || parsed === null || !("errorMessage" in parsed)) return "";
    return typeof parsed.errorMessage === "string" ? parsed.errorMessage : "";
  } catch {
    return "";
  }
}
