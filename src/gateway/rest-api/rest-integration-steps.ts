// The steps of a REST API's integration: what its mappings and templates made of the request, where it leads, what
// they made of the answer, and the answer that the gateway gives in its place when something failed. Pure.
import type { RestMethodSnapshot } from "../../store/snapshots.ts";
import { redactTarget } from "../../telemetry/journeys/redact-fields.ts";
import { addMapping } from "../integrations/gateway-steps.ts";
import { fieldOf } from "../integrations/head-text.ts";
import type { StepWriter } from "../integrations/step-writer.ts";
import { refusalLogLine } from "./failures.ts";
import type { KeptRestApiRequest } from "./kept-rest-api-request.ts";
import type { LiveRestIntegration } from "./live-method.ts";
import { mediaTypeOf } from "./media-type.ts";
import type { RequestOverrides } from "./request-overrides.ts";

/** The API's ARN, or its id where no stage told its region. */
export function restApiArn({ stage, apiId }: KeptRestApiRequest): string {
  return stage === null ? apiId : `arn:aws:apigateway:${stage.region}::/restapis/${apiId}`;
}

export function methodArn(kept: KeptRestApiRequest, method: RestMethodSnapshot): string {
  return `${restApiArn(kept)}/resources/${method.resourceId}/methods/${method.httpMethod}`;
}

/** Mapping and integration of the request. */
export function addRestIntegration(steps: StepWriter, kept: KeptRestApiRequest): void {
  const { live, headAtMs: fromMs } = kept;
  if (live === null) return;
  const resource = `${methodArn(kept, live.snapshot)}/integration`;
  const { integration } = live;
  if (integration === null) {
    if (!steps.isFailing("integration")) return;
    const { httpMethod, resourcePath } = live.snapshot;
    const summary = `The method ${httpMethod} of ${resourcePath} has no integration`;
    const evidence = { httpMethod, resourcePath };
    steps.add({ decision: "integration", resource, summary, failed: summary, evidence, fromMs });
    return;
  }
  if (kept.sentHead !== "" || steps.isFailing("mapping")) {
    addMapping(steps, kept, { resource, configured: mappingEvidence(kept, integration) });
  }
  if (steps.hasFailed) return;
  addCalled(steps, kept, { integration, resource });
}

function mappingEvidence(kept: KeptRestApiRequest, integration: LiveRestIntegration) {
  const { snapshot, requestTemplates } = integration;
  const contentType = mediaTypeOf(fieldOf(kept.clientHead, "content-type"));
  return {
    contentType,
    template: requestTemplates.has(contentType) ? contentType : null,
    templates: [...requestTemplates.keys()],
    passthroughBehavior: snapshot.passthroughBehavior,
    contentHandling: snapshot.contentHandling,
    requestParameters: snapshot.requestParameters,
    ...(kept.overrides === null ? {} : { overrides: overridesOf(kept.overrides) }),
  };
}

function overridesOf(overrides: RequestOverrides) {
  return {
    path: overrides.requestWholePath,
    pathParameters: [...overrides.requestPath.keys()],
    query: [...overrides.requestQuery.keys()],
    headers: [...overrides.requestHeaders.keys()],
    responseHeaders: [...overrides.responseHeaders.keys()],
    responseStatus: overrides.responseStatus,
  };
}

function addCalled(
  steps: StepWriter,
  kept: KeptRestApiRequest,
  called: { readonly integration: LiveRestIntegration; readonly resource: string },
): void {
  const { integration, resource } = called;
  const { snapshot, uri, uriText, timeoutMs } = integration;
  const isPrivate = snapshot.connectionType === "VPC_LINK";
  const origin = uri === null ? "" : `${uri.tls ? "https" : "http"}://${uri.hostField}`;
  const resolvedUri = kept.backendTarget === "" ? uriText : origin + kept.backendTarget;
  steps.add({
    decision: "integration",
    resource,
    summary:
      snapshot.type === "MOCK"
        ? "The integration is a mock and answers itself"
        : `The ${snapshot.type} integration sends it ${isPrivate ? "through a VPC link " : ""}to ${redactTarget(resolvedUri)}`,
    failed: `The ${snapshot.type} integration cannot be called: ${kept.failure?.detail ?? ""}`,
    evidence: {
      type: snapshot.type,
      httpMethod: snapshot.httpMethod,
      connectionType: snapshot.connectionType,
      connectionId: snapshot.connectionId,
      integrationTarget: snapshot.integrationTarget,
      uri: redactTarget(snapshot.uri),
      resolvedUri: redactTarget(resolvedUri),
      timeoutMs,
      streams: snapshot.streams,
    },
    fromMs: kept.integrationStartedAtMs === 0 ? kept.headAtMs : kept.integrationStartedAtMs,
  });
}

/** The integration response, for what is no proxy. */
export function addRestResponseMapping(steps: StepWriter, kept: KeptRestApiRequest): void {
  const decision = "response-mapping";
  const { live, integrationStatus, status } = kept;
  const integration = live?.integration ?? null;
  if (live === null || integration === null) return;
  const isProxy = integration.snapshot.type.endsWith("_PROXY");
  if (!steps.isFailing(decision) && (isProxy || kept.phase !== "answering")) return;
  const responses = integration.responses.map(({ snapshot, templates }) => ({
    statusCode: snapshot.statusCode,
    selectionPattern: snapshot.selectionPattern,
    templates: [...templates.keys()],
    responseParameters: snapshot.responseParameters,
  }));
  const chosen = chosenResponse(integration, integrationStatus);
  steps.add({
    decision,
    resource: `${methodArn(kept, live.snapshot)}/integration/responses/${chosen ?? ""}`,
    summary: `The integration response for ${integrationStatus} made the answer ${status}`,
    failed: `The endpoint's answer could not be mapped: ${kept.failure?.detail ?? ""}`,
    evidence: {
      integrationStatus,
      chosen,
      responses,
      methodResponses: Object.keys(live.snapshot.methodResponses),
      accept: fieldOf(kept.clientHead, "accept"),
    },
    fromMs: kept.integrationAnsweredAtMs === 0 ? kept.headAtMs : kept.integrationAnsweredAtMs,
  });
}

/** As the chain chooses by the endpoint's status; null where that is decided by a function's error message. */
function chosenResponse(integration: LiveRestIntegration, status: number): number | null {
  if ((integration.awsCall?.functionArn ?? "") !== "") return null;
  const found = integration.responses.find(
    ({ pattern }) => pattern === null || pattern.matches(String(status)),
  );
  return found?.snapshot.statusCode ?? null;
}

/** The answer that the gateway gives itself. */
export function addGatewayResponse(steps: StepWriter, kept: KeptRestApiRequest): void {
  const { refusal, content, failure, status } = kept;
  if (refusal === null || refusal.status === 0 || failure === null) return;
  const { responseType, errorType } = refusal;
  const customised = content?.gatewayResponses ?? {};
  const fallback = refusal.status >= 500 ? "DEFAULT_5XX" : "DEFAULT_4XX";
  const used = [responseType, fallback].find((type) => Object.hasOwn(customised, type)) ?? "";
  const name = responseType === "" ? "An answer that cannot be customised" : responseType;
  steps.add({
    decision: "gateway-response",
    resource: `${restApiArn(kept)}/gatewayresponses/${responseType}`,
    summary:
      used === ""
        ? `${name} speaks for the failure with ${status}`
        : `${name} speaks for the failure with ${status}, as ${used} is customised`,
    evidence: {
      responseType,
      errorType,
      status,
      defaultStatus: refusal.status,
      customisedBy: used === "" ? null : used,
      templates: Object.keys(customised[used]?.responseTemplates ?? {}),
      responseParameters: customised[used]?.responseParameters ?? {},
      logLine: refusalLogLine(refusal, failure.detail),
    },
    fromMs: kept.finishedAtMs,
  });
}
