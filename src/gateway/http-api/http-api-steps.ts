// The steps of a request to an HTTP API, made from what was kept of it: which stage, route, authoriser, mapping and
// integration decided, by the planners that stand beside the chain. Pure.
import type { Clock } from "../../base/clock.ts";
import type {
  HttpApiStageSnapshot,
  IntegrationSnapshot,
  RouteSnapshot,
} from "../../store/snapshots.ts";
import type { JourneyStep } from "../../telemetry/journeys/journey.ts";
import { redactTarget } from "../../telemetry/journeys/redact-fields.ts";
import { connectionOf, type KeptRequest } from "../integrations/gateway-kept-hop.ts";
import {
  addAnswer,
  addIntegrationAnswer,
  addMapping,
  addRequest,
  addRequestBody,
  clientDecision,
} from "../integrations/gateway-steps.ts";
import { fieldOf } from "../integrations/head-text.ts";
import { timeoutMsOf } from "../integrations/integration.ts";
import { addWaySteps, reachesBackend, wayDecision } from "../integrations/private-hop-steps.ts";
import { StepWriter } from "../integrations/step-writer.ts";
import { fillStageVariables } from "../integrations/public-uri.ts";
import { planRoute } from "./route-planner.ts";

/** What is kept of a request to an HTTP API. */
export interface KeptHttpApiRequest extends KeptRequest {
  /** null: there is no such API, or it has nothing deployed. */
  readonly stageNames: readonly string[] | null;
  /** Path and query as AWS would have seen them. */
  readonly invokeTarget: string;
  /** Without the stage. */
  readonly routePath: string;
  readonly stage: HttpApiStageSnapshot | null;
  readonly route: RouteSnapshot | null;
  readonly integration: IntegrationSnapshot | null;
  readonly backendTarget: string;
  readonly backendHost: string;
  readonly clock: Clock;
}

/** Steps in order, the failure on the one whose decision it was. */
export function composeHttpApiSteps(
  kept: KeptHttpApiRequest,
  journeyStartMs: number,
): readonly JourneyStep[] {
  const { failure } = kept;
  const failedDecision = failure === null ? "" : httpApiDecision(kept);
  const steps = new StepWriter({ journeyStartMs, failure, failedDecision });
  addRequest(steps, kept);
  addDecisions(steps, kept);
  addAnswer(steps, kept);
  return steps.finish();
}

/** Which decision such a failure belongs to. */
export function httpApiDecision(kept: KeptHttpApiRequest): string {
  const { failure, stage, route, integration } = kept;
  if (failure === null) return "";
  const ofClient = clientDecision(failure.kind, stage !== null);
  if (ofClient !== "") return ofClient;
  const isAuthorized = route === null || route.authorizationType === "NONE";
  switch (failure.kind) {
    case "not-found":
      return stage === null || stage.disableExecuteApiEndpoint ? "stage" : "route";
    case "throttled":
      return "throttle";
    case "unauthorized":
    case "forbidden":
      return "authorizer";
    case "not-supported":
      return isAuthorized ? "integration" : "authorizer";
    case "integration-not-found":
    case "integration-misconfigured":
      return "integration";
    case "internal":
      return "answer";
    default:
  }
  if (reachesBackend(failure.kind)) return wayDecision(failure.kind, kept.way);
  // What is left are faults of an answer.
  return integration === null ? "answer" : "integration-answer";
}

function addDecisions(steps: StepWriter, kept: KeptHttpApiRequest): void {
  if (steps.hasFailed) return;
  addStage(steps, kept);
  const { stage } = kept;
  if (steps.hasFailed || stage === null) return;
  const isPreflight = kept.route === null && kept.failure === null;
  if (!isPreflight) addRoute(steps, kept, stage);
  if (steps.hasFailed) return;
  if (stage.cors !== null) addCors(steps, kept, stage);
  addLimits(steps, kept, stage);
  if (steps.hasFailed) return;
  addIntegration(steps, kept, stage);
  if (!steps.hasFailed && kept.way !== null) addWaySteps(steps, kept.way, connectionOf(kept));
  addRequestBody(steps, kept);
  if (steps.hasFailed) return;
  addIntegrationAnswer(steps, kept);
  if (steps.hasFailed) return;
  addResponseMapping(steps, kept, stage);
}

function addStage(steps: StepWriter, kept: KeptHttpApiRequest): void {
  const { apiId, stage, stageNames, invokeTarget, host, headAtMs: fromMs } = kept;
  const path = pathOf(invokeTarget);
  if (stage === null) {
    const summary =
      stageNames === null
        ? `There is no HTTP API ${apiId} with a stage that is deployed`
        : `No stage of ${apiId} takes ${path}: there are ${stageNames.join(", ")}`;
    const evidence = { host, path, stages: stageNames ?? [] };
    steps.add({ decision: "stage", resource: apiId, summary, failed: summary, evidence, fromMs });
    return;
  }
  const { stageName, deploymentId } = stage;
  steps.add({
    decision: "stage",
    resource: `${apiArn(stage)}/stages/${stageName}`,
    summary: `Stage ${stageName} serves it with deployment ${deploymentId}`,
    failed: `Stage ${stageName} would take it, but the execute-api endpoint is disabled`,
    evidence: {
      host,
      path,
      stages: stageNames ?? [],
      stage: stageName,
      deploymentId,
      disableExecuteApiEndpoint: stage.disableExecuteApiEndpoint,
    },
    fromMs,
  });
}

function addRoute(steps: StepWriter, kept: KeptHttpApiRequest, stage: HttpApiStageSnapshot): void {
  const { method, routePath: path, route, headAtMs: fromMs } = kept;
  // A request that ended before its route was looked for.
  if (route === null && !steps.isFailing("route")) return;
  if (route !== null) {
    steps.add({
      decision: "route",
      resource: `${apiArn(stage)}/routes/${route.routeId}`,
      summary: `${method} ${path} takes the route ${route.routeKey}`,
      evidence: { method, path, routeKey: route.routeKey, routeCount: stage.routes.length },
      fromMs,
    });
    return;
  }
  const { nearest } = planRoute(stage.routes, { method, path }, kept.clock);
  const [closest] = nearest;
  const hint =
    closest === undefined ? "" : `; the nearest is ${closest.routeKey} (${closest.difference})`;
  const summary = `No route of deployment ${stage.deploymentId} takes ${method} ${path}${hint}`;
  steps.add({
    decision: "route",
    resource: `${apiArn(stage)}/stages/${stage.stageName}`,
    summary,
    failed: summary,
    evidence: { method, path, nearest, routeCount: stage.routes.length },
    fromMs,
  });
}

function addCors(steps: StepWriter, kept: KeptHttpApiRequest, stage: HttpApiStageSnapshot): void {
  const { cors } = stage;
  if (cors === null) return;
  const origin = fieldOf(kept.clientHead, "origin");
  const isPreflight = kept.route === null;
  if (origin === "" && !isPreflight) return;
  const allowed = fieldOf(kept.answerHead, "access-control-allow-origin");
  const verdict = allowed === "" ? "is not among those allowed" : "is allowed";
  steps.add({
    decision: "cors",
    resource: apiArn(stage),
    summary: `The origin ${origin} ${verdict}${isPreflight ? "; the preflight is answered here" : ""}`,
    evidence: {
      origin,
      isPreflight,
      requestMethod: fieldOf(kept.clientHead, "access-control-request-method"),
      requestHeaders: fieldOf(kept.clientHead, "access-control-request-headers"),
      allowOrigins: cors.allowOrigins,
      allowMethods: cors.allowMethods,
      allowHeaders: cors.allowHeaders,
      allowCredentials: cors.allowCredentials,
    },
    fromMs: kept.headAtMs,
  });
}

function addLimits(steps: StepWriter, kept: KeptHttpApiRequest, stage: HttpApiStageSnapshot): void {
  const { route, headAtMs: fromMs } = kept;
  if (route === null) return;
  const resource = `${apiArn(stage)}/routes/${route.routeId}`;
  if (route.throttle !== null || steps.isFailing("throttle")) {
    const { rateLimit = null, burstLimit = null } = route.throttle ?? {};
    steps.add({
      decision: "throttle",
      resource,
      summary: `The limit of ${route.routeKey} had room`,
      failed: "Too many requests",
      evidence: { routeKey: route.routeKey, rateLimit, burstLimit },
      fromMs,
    });
  }
  if (steps.hasFailed) return;
  const { authorizationType } = route;
  if (authorizationType === "NONE" && !steps.isFailing("authorizer")) return;
  steps.add({
    decision: "authorizer",
    resource,
    summary: `${authorizationType} let the request pass`,
    failed: `The route asks for ${authorizationType}, which Postern cannot check`,
    evidence: {
      authorizationType,
      hasAuthorization: fieldOf(kept.clientHead, "authorization") !== "",
    },
    fromMs,
  });
}

function addIntegration(
  steps: StepWriter,
  kept: KeptHttpApiRequest,
  stage: HttpApiStageSnapshot,
): void {
  const { route, integration, headAtMs: fromMs } = kept;
  if (route === null) return;
  if (integration === null) {
    if (!steps.isFailing("integration")) return;
    const resource = `${apiArn(stage)}/routes/${route.routeId}`;
    const summary =
      route.integrationId === null
        ? `The route ${route.routeKey} has no integration`
        : `The deployment has no integration ${route.integrationId}`;
    const evidence = { routeKey: route.routeKey, integrationId: route.integrationId };
    steps.add({ decision: "integration", resource, summary, failed: summary, evidence, fromMs });
    return;
  }
  const resource = `${apiArn(stage)}/integrations/${integration.integrationId}`;
  const configured = { requestParameters: integration.requestParameters };
  if (kept.sentHead !== "") addMapping(steps, kept, { resource, configured });
  const uri = fillStageVariables(integration.uri, stage.stageVariables);
  const isPrivate = integration.connectionType === "VPC_LINK";
  const resolvedUri =
    isPrivate || kept.backendTarget === "" ? uri : originOf(uri) + kept.backendTarget;
  steps.add({
    decision: "integration",
    resource,
    summary: `The integration ${integration.integrationId} sends it ${isPrivate ? "through a VPC link " : ""}to ${redactTarget(resolvedUri)}`,
    failed: "The integration cannot be called",
    evidence: {
      integrationId: integration.integrationId,
      type: integration.type,
      connectionType: integration.connectionType,
      uri: redactTarget(integration.uri),
      resolvedUri: redactTarget(resolvedUri),
      method: integration.method,
      host: kept.backendHost,
      timeoutMs: timeoutMsOf(integration),
      serverNameToVerify: integration.serverNameToVerify,
    },
    fromMs: kept.integrationStartedAtMs === 0 ? fromMs : kept.integrationStartedAtMs,
  });
}

function addResponseMapping(
  steps: StepWriter,
  kept: KeptHttpApiRequest,
  stage: HttpApiStageSnapshot,
): void {
  const { integration, integrationStatus, integrationAnsweredAtMs: fromMs } = kept;
  const parameters = integration?.responseParameters[String(integrationStatus)];
  if (integration === null || parameters === undefined || fromMs === 0) return;
  steps.add({
    decision: "response-mapping",
    resource: `${apiArn(stage)}/integrations/${integration.integrationId}`,
    summary: `Mappings for ${integrationStatus} made the answer ${kept.status}`,
    evidence: { integrationStatus, status: kept.status, responseParameters: parameters },
    fromMs,
  });
}

function apiArn(stage: HttpApiStageSnapshot): string {
  return `arn:aws:apigateway:${stage.region}::/apis/${stage.apiId}`;
}

function pathOf(target: string): string {
  const question = target.indexOf("?");
  return question === -1 ? target : target.slice(0, question);
}

function originOf(uri: string): string {
  const slash = uri.indexOf("/", uri.indexOf("://") + 3);
  return slash === -1 ? uri : uri.slice(0, slash);
}
