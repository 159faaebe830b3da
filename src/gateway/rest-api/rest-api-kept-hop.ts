// What is kept of a request to a REST API: heads, the deployment that it met, and where it was to go. Called for
// requests that are followed and for those that failed, once they are over.
import type { KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import { GatewayKeptHop, keepRequest } from "../integrations/gateway-kept-hop.ts";
import type { IntegrationServices } from "../integrations/integration.ts";
import type { KeptWay } from "../integrations/private-hop-steps.ts";
import { fillRestStageVariables } from "../integrations/rest-uri.ts";
import type { ChainStage } from "./chain-stage.ts";
import type { LiveRestIntegration } from "./live-method.ts";
import { readBody } from "./request-body.ts";
import { REQUEST_STAGES } from "./request-chain.ts";
import { mapRequest } from "./request-mapping.ts";
import { renderRequest } from "./request-template.ts";
import type { RestApiRequest } from "./request.ts";
import { composeRestApiSteps } from "./rest-api-steps.ts";
import type { KeptRestApiRequest } from "./kept-rest-api-request.ts";

/** Copies what a journey needs of the request. */
export function keepRestApiHop(request: RestApiRequest): KeptHop {
  const stage = request.stage?.snapshot ?? null;
  const content = request.content?.snapshot ?? null;
  const { live } = request;
  const integration = live?.integration ?? null;
  const region = stage?.region ?? "";
  const way =
    integration === null
      ? null
      : restApiWay(integration, {
          region,
          stageVariables: request.stageVariables,
          services: request.services,
        });
  const { backendHead, domainName } = request;
  const kept: KeptRestApiRequest = {
    ...keepRequest(request, { head: backendHead, host: domainName, way }),
    stageNames: request.api === null ? null : [...request.api.keys()],
    invokeTarget: request.invoke.target,
    routePath: request.routePath,
    usedMethod: request.method,
    stage,
    content,
    stageVariables: request.stageVariables,
    isCanary: request.isCanaryRequest,
    live,
    refusal: request.refusal,
    phase: phaseOf(request),
    apiKeyId: request.apiKeyId,
    hasApiKey: request.apiKey !== "",
    cacheResult: request.cacheResult,
    validationError: request.validationErrorString,
    backendTarget: request.backendTarget,
    overrides: request.hasOverrides ? request.overrides : null,
  };
  const name = `REST API ${content?.apiName ?? kept.apiId}`;
  return new GatewayKeptHop(kept, {
    kind: "rest-api",
    name: stage === null ? name : `${name} (${stage.stageName})`,
    resources: stage === null ? [] : [stage.stageName, `${stage.apiId}/${stage.stageName}`],
    steps: (journeyStartMs) => composeRestApiSteps(kept, journeyStartMs),
  });
}

const MAPPING_STAGES: ReadonlySet<ChainStage> = new Set([readBody, mapRequest, renderRequest]);

/** How far the chain had come. */
function phaseOf(request: RestApiRequest): KeptRestApiRequest["phase"] {
  if (request.answering) return "answering";
  const stage = REQUEST_STAGES[request.stageIndex];
  return stage !== undefined && MAPPING_STAGES.has(stage) ? "mapping" : "other";
}

/** Where the integration leads as things stand; null for a mock, and for one that cannot be called. */
export function restApiWay(
  integration: LiveRestIntegration,
  around: {
    readonly region: string;
    readonly stageVariables: Readonly<Record<string, string>>;
    readonly services: Pick<IntegrationServices, "snapshots" | "listeners">;
  },
): KeptWay | null {
  const { uri, snapshot } = integration;
  if (uri === null) return null;
  const { snapshots, listeners } = around.services;
  const { host, port, tls } = uri;
  const place = {
    arnPrefix: `arn:aws:apigateway:${around.region}::`,
    host,
    port,
    tls,
    serverName: tls ? host : "",
    skipIssuer: snapshot.insecureSkipVerification,
  };
  if (snapshot.connectionType !== "VPC_LINK" || integration.awsCall !== null) {
    return {
      ...place,
      vpcLinkId: "",
      link: null,
      firstLink: null,
      listener: listeners.findByDnsName(host, port)?.snapshot ?? null,
      wanted: `${host}:${port}`,
    };
  }
  const vpcLinkId = fillRestStageVariables(snapshot.connectionId, around.stageVariables) ?? "";
  const firstLink = snapshots.get("rest-vpc-link", vpcLinkId) ?? null;
  const link = firstLink === null ? (snapshots.get("vpc-link", vpcLinkId) ?? null) : null;
  const target = firstLink?.loadBalancerArn ?? snapshot.integrationTarget;
  const isListener = target.includes(":listener/");
  const endpoint = isListener ? listeners.find(target) : listeners.findByLoadBalancer(target, port);
  return {
    ...place,
    vpcLinkId: vpcLinkId === "" ? snapshot.connectionId : vpcLinkId,
    link,
    firstLink,
    listener: endpoint?.snapshot ?? null,
    wanted: isListener ? target : `${target} port ${port}`,
  };
}
