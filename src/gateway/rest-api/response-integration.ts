// Stage: the integration response. A proxy integration's answer passes as it is. For any other, the first
// integration response whose pattern matches the endpoint's status (or a function's error message), else the
// default one, decides status, headers and body; the method must declare that status.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
import { failure } from "../../base/failure.ts";
import { FIELD_CONTENT_TYPE } from "../../wire/http1/fields.ts";
import { functionErrorMessage } from "./aws-call.ts";
import { convertResponse } from "./binary-media.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { ClientAnswer } from "./client-answer.ts";
import { javaMultiMap } from "./execution-log.ts";
import { answerLambdaProxy } from "./lambda-proxy-response.ts";
import type { LiveResponse, LiveRestIntegration } from "./live-method.ts";
import { acceptedMediaType } from "./media-type.ts";
import type { RestApiRequest } from "./request.ts";
import { clientFieldName } from "./response-head-writer.ts";

const NO_BODY = Buffer.alloc(0);

export const mapResponse: ChainStage = (request) => {
  const integration = request.live?.integration ?? null;
  if (integration === null) return FAILED;
  logEndpointAnswer(request);
  const { type } = integration.snapshot;
  if (type === "HTTP_PROXY") return CONTINUE;
  if (type === "AWS_PROXY") return answerLambdaProxy(request);
  const response = selectResponse(request, integration);
  if (response === null) return refuseUnmatched(request);
  const { statusCode } = response.snapshot;
  if (request.live?.snapshot.methodResponses[String(statusCode)] === undefined) {
    const detail = `Output mapping refers to an invalid method response: ${statusCode}`;
    request.refuseFor(failure("integration-misconfigured", detail));
    return FAILED;
  }
  const answer = new ClientAnswer(statusCode, { tellsTrace: type !== "MOCK" });
  if (!renderBody(request, response, answer)) return FAILED;
  mapHeaders(request, response, answer);
  request.answer = answer;
  return CONTINUE;
};

function logEndpointAnswer(request: RestApiRequest): void {
  if (request.log === null || request.responseHead === null) return;
  request.log.trace(() => `Endpoint response headers: ${javaMultiMap(request.responseHeaders())}`);
  request.log.trace(
    () => `Endpoint response body before transformations: ${request.responseBody()}`,
  );
}

function selectResponse(
  request: RestApiRequest,
  integration: LiveRestIntegration,
): LiveResponse | null {
  const isFunction = (integration.awsCall?.functionArn ?? "") !== "";
  const text = isFunction ? functionErrorMessage(request) : String(request.integrationStatus);
  for (const response of integration.responses) {
    if (response.pattern === null) return response;
    if (text !== null && response.pattern.matches(text)) return response;
  }
  return null;
}

function refuseUnmatched(request: RestApiRequest): 3 {
  const detail = `No match for output mapping and no default endpoint response configured. Endpoint Response Status Code: ${request.integrationStatus}`;
  request.refuseFor(failure("integration-misconfigured", detail));
  return FAILED;
}

function mapHeaders(request: RestApiRequest, response: LiveResponse, answer: ClientAnswer): void {
  const fields = new Map<string, readonly [string, string]>();
  response.mapping?.apply(request, (name, values) =>
    fields.set(name.toLowerCase(), [name, values.join(",")]),
  );
  if (request.hasOverrides) {
    const { responseHeaders, responseStatus } = request.overrides;
    for (const [name, value] of responseHeaders) fields.set(name.toLowerCase(), [name, value]);
    if (responseStatus !== null) answer.status = responseStatus;
  }
  for (const [lower, [name, value]] of fields) {
    const written = clientFieldName(name);
    if (lower === "content-type") answer.contentType = value;
    else if (written !== "") answer.fields.push([written, value]);
  }
}

/** False when the template fails. */
function renderBody(
  request: RestApiRequest,
  response: LiveResponse,
  answer: ClientAnswer,
): boolean {
  const accept = acceptedMediaType(request.exchange.request.joined("accept"));
  const [type, template] = chooseTemplate(response, accept);
  if (template === undefined) {
    answer.body = request.responseBodyBytes ?? NO_BODY;
  } else {
    const rendered = template.render(request);
    if (typeof rendered !== "string") {
      request.refuseFor(failure("integration-misconfigured", rendered.message));
      return false;
    }
    answer.contentType = type;
    answer.body = Buffer.from(rendered, "utf8");
  }
  const converted = convertResponse(answer.body, {
    binaryMediaTypes: request.content?.snapshot.binaryMediaTypes ?? [],
    mediaType: accept,
    responseMediaType: request.responseHead?.get(FIELD_CONTENT_TYPE) ?? answer.contentType,
    contentHandling: response.snapshot.contentHandling,
  });
  if (converted === null) {
    const detail = "Unable to base64 decode the body";
    request.refuseFor(failure("integration-misconfigured", detail));
    return false;
  }
  answer.body = converted;
  return true;
}

function chooseTemplate(response: LiveResponse, accept: string) {
  const { templates } = response;
  const wanted = templates.get(accept);
  if (wanted !== undefined) return [accept, wanted] as const;
  const json = templates.get("application/json");
  if (json !== undefined) return ["application/json", json] as const;
  const [first] = templates;
  return first ?? (["", undefined] as const);
}
