// The steps of a request to a REST API, made from what was kept of it: which stage, method, authoriser, key, model,
// template and integration decided, by the planners that stand beside the chain. Pure.
import type { JourneyStep } from "../../telemetry/journeys/journey.ts";
import { connectionOf } from "../integrations/gateway-kept-hop.ts";
import {
  addAnswer,
  addIntegrationAnswer,
  addRequest,
  addRequestBody,
} from "../integrations/gateway-steps.ts";
import { fieldOf } from "../integrations/head-text.ts";
import { addWaySteps } from "../integrations/private-hop-steps.ts";
import { StepWriter } from "../integrations/step-writer.ts";
import type { KeptRestApiRequest } from "./kept-rest-api-request.ts";
import { planResource } from "./resource-planner.ts";
import { restApiDecision } from "./rest-api-decision.ts";
import {
  addGatewayResponse,
  addRestIntegration,
  addRestResponseMapping,
  methodArn,
  restApiArn,
} from "./rest-integration-steps.ts";

/** Steps in order, the failure on the one whose decision it was. */
export function composeRestApiSteps(
  kept: KeptRestApiRequest,
  journeyStartMs: number,
): readonly JourneyStep[] {
  const { failure } = kept;
  const steps = new StepWriter({ journeyStartMs, failure, failedDecision: restApiDecision(kept) });
  addRequest(steps, kept);
  addDecisions(steps, kept);
  addGatewayResponse(steps, kept);
  addAnswer(steps, kept);
  return steps.finish();
}

function addDecisions(steps: StepWriter, kept: KeptRestApiRequest): void {
  for (const add of [addStage, addMethod, addAuthorizer, addApiKey, addThrottle, addValidation]) {
    if (steps.hasFailed) return;
    add(steps, kept);
  }
  if (steps.hasFailed) return;
  addCache(steps, kept);
  if (steps.hasFailed || kept.cacheResult === "hit") return;
  addRestIntegration(steps, kept);
  if (!steps.hasFailed && kept.way !== null) addWaySteps(steps, kept.way, connectionOf(kept));
  addRequestBody(steps, kept);
  if (steps.hasFailed) return;
  addIntegrationAnswer(steps, kept);
  if (steps.hasFailed) return;
  addRestResponseMapping(steps, kept);
}

function addStage(steps: StepWriter, kept: KeptRestApiRequest): void {
  const { apiId, stage, content, stageNames, invokeTarget, host, headAtMs: fromMs } = kept;
  const path = pathOf(invokeTarget);
  const stages = stageNames ?? [];
  if (stage === null || content === null) {
    const named = path.split("/", 2)[1] ?? "";
    const summary =
      stageNames === null
        ? `There is no REST API ${apiId} with a stage`
        : `${apiId} has no stage "${named}": there are ${stages.join(", ")}`;
    const evidence = { host, path, stages };
    steps.add({ decision: "stage", resource: apiId, summary, failed: summary, evidence, fromMs });
    return;
  }
  const { stageName, canary } = stage;
  const { deploymentId, disableExecuteApiEndpoint, endpointType } = content;
  const kind = kept.isCanary ? "canary deployment" : "deployment";
  steps.add({
    decision: "stage",
    resource: `${restApiArn(kept)}/stages/${stageName}`,
    summary: `Stage ${stageName} serves it with ${kind} ${deploymentId}`,
    failed: `Stage ${stageName} would take it, but the execute-api endpoint is disabled`,
    evidence: {
      host,
      path,
      stages,
      stage: stageName,
      deploymentId,
      endpointType,
      isCanary: kept.isCanary,
      canaryPercentTraffic: canary?.percentTraffic ?? null,
      disableExecuteApiEndpoint,
    },
    fromMs,
  });
}

function addMethod(steps: StepWriter, kept: KeptRestApiRequest): void {
  const { content, live, usedMethod: httpMethod, routePath: path, headAtMs: fromMs } = kept;
  if (content === null) return;
  if (live !== null) {
    const { resourcePath, httpMethod: taken, resourceId } = live.snapshot;
    steps.add({
      decision: "method",
      resource: methodArn(kept, live.snapshot),
      summary: `${httpMethod} ${path} takes the method ${taken} of ${resourcePath}`,
      evidence: { httpMethod, path, resourcePath, resourceId, method: taken },
      fromMs,
    });
    return;
  }
  // A request that ended before its method was looked for.
  if (!steps.isFailing("method")) return;
  const { resourcePath, methods, nearest } = planResource(content.methods, { httpMethod, path });
  const [closest] = nearest;
  const summary =
    resourcePath !== null
      ? `The resource ${resourcePath} has no method ${httpMethod}, only ${methods.join(", ")}`
      : `No resource of deployment ${content.deploymentId} takes ${path}${closest === undefined ? "" : `; the nearest is ${closest.resourcePath}`}`;
  steps.add({
    decision: "method",
    resource: restApiArn(kept),
    summary,
    failed: summary,
    evidence: { httpMethod, path, resourcePath, methods, nearest },
    fromMs,
  });
}

function addAuthorizer(steps: StepWriter, kept: KeptRestApiRequest): void {
  const method = kept.live?.snapshot;
  if (method === undefined) return;
  const { authorizationType, authorizerId, authorizationScopes } = method;
  if (authorizationType === "NONE" && !steps.isFailing("authorizer")) return;
  const authorizer = kept.content?.authorizers[authorizerId];
  const arn = restApiArn(kept);
  steps.add({
    decision: "authorizer",
    resource: authorizerId === "" ? methodArn(kept, method) : `${arn}/authorizers/${authorizerId}`,
    summary: `${authorizationType} let the request pass`,
    failed: `${authorizationType} did not let the request pass: ${kept.failure?.detail ?? ""}`,
    evidence: {
      authorizationType,
      authorizerId,
      authorizationScopes,
      ...(authorizer === undefined
        ? {}
        : {
            name: authorizer.name,
            type: authorizer.type,
            identitySource: authorizer.identitySource,
            providerArns: authorizer.providerArns,
          }),
      hasAuthorization: fieldOf(kept.clientHead, "authorization") !== "",
    },
    fromMs: kept.headAtMs,
  });
}

function addApiKey(steps: StepWriter, kept: KeptRestApiRequest): void {
  const { live, hasApiKey, apiKeyId, headAtMs: fromMs } = kept;
  if (live === null || !live.snapshot.apiKeyRequired) return;
  const resource = apiKeyId === "" ? methodArn(kept, live.snapshot) : apiKeyId;
  const source = kept.content?.apiKeySource ?? "HEADER";
  steps.add({
    decision: "api-key",
    resource,
    summary: `The API key ${apiKeyId} is of a usage plan for the stage`,
    failed: hasApiKey
      ? "The API key is unknown, disabled, or of no usage plan for the stage"
      : "The method requires an API key and none was sent",
    evidence: { apiKeyRequired: true, source, hasApiKey, apiKeyId },
    fromMs,
  });
  if (!steps.isFailing("usage-plan")) return;
  steps.add({
    decision: "usage-plan",
    resource,
    summary: "The usage plan's limits have no room",
    evidence: { apiKeyId, stage: kept.stage?.stageName ?? "" },
    fromMs,
  });
}

function addThrottle(steps: StepWriter, kept: KeptRestApiRequest): void {
  const { live, headAtMs: fromMs } = kept;
  const limits = live?.snapshot.settings.throttle ?? null;
  if (live === null || (limits === null && !steps.isFailing("throttle"))) return;
  const { resourcePath, httpMethod } = live.snapshot;
  const { rateLimit = null, burstLimit = null } = limits ?? {};
  steps.add({
    decision: "throttle",
    resource: methodArn(kept, live.snapshot),
    summary: `The limit of ${httpMethod} ${resourcePath} had room`,
    failed: "Too many requests",
    evidence: { rateLimit, burstLimit },
    fromMs,
  });
}

function addValidation(steps: StepWriter, kept: KeptRestApiRequest): void {
  const { live, headAtMs: fromMs } = kept;
  if (live === null) return;
  if (live.required === null && live.validators === null && !steps.isFailing("validation")) return;
  const { requestModels, validatesBody, validatesParameters } = live.snapshot;
  const found = kept.validationError === "" ? {} : { validationError: kept.validationError };
  steps.add({
    decision: "validation",
    resource: methodArn(kept, live.snapshot),
    summary: "The request is as its validator wants it",
    failed: `The request is not as its validator wants it: ${kept.failure?.detail ?? ""}`,
    evidence: {
      validatesParameters,
      validatesBody,
      required: live.required ?? {},
      models: requestModels,
      contentType: fieldOf(kept.clientHead, "content-type"),
      ...found,
    },
    fromMs,
  });
}

function addCache(steps: StepWriter, kept: KeptRestApiRequest): void {
  const { live, cacheResult, headAtMs: fromMs } = kept;
  if (live === null || (cacheResult === "" && !steps.isFailing("cache"))) return;
  const { cacheTtlSeconds, requireAuthorizationForCacheControl } = live.snapshot.settings;
  steps.add({
    decision: "cache",
    resource: `${restApiArn(kept)}/stages/${kept.stage?.stageName ?? ""}`,
    summary:
      cacheResult === "hit" ? "The answer was in the stage's cache" : "The cache has no answer",
    failed: "Cache-Control: max-age=0 is not allowed without authorization",
    evidence: {
      cacheResult,
      cacheTtlSeconds,
      requireAuthorizationForCacheControl,
      cacheControl: fieldOf(kept.clientHead, "cache-control"),
    },
    fromMs,
  });
}

function pathOf(target: string): string {
  const question = target.indexOf("?");
  return question === -1 ? target : target.slice(0, question);
}
