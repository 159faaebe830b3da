// What is kept of a request to an HTTP API: heads, the snapshots that it met, and where it was to go. Called for
// requests that are followed and for those that failed, once they are over.
import type { HttpApiStageSnapshot, IntegrationSnapshot } from "../../store/snapshots.ts";
import type { KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import { GatewayKeptHop, keepRequest } from "../integrations/gateway-kept-hop.ts";
import type { IntegrationServices } from "../integrations/integration.ts";
import type { KeptWay } from "../integrations/private-hop-steps.ts";
import { fillStageVariables, parsePublicUri } from "../integrations/public-uri.ts";
import { composeHttpApiSteps, type KeptHttpApiRequest } from "./http-api-steps.ts";
import type { RequestView } from "./request-view.ts";

/** Copies what a journey needs of the request. */
export function keepHttpApiHop(view: RequestView): KeptHop {
  const stage = view.stage?.snapshot ?? null;
  const route = view.route?.route ?? null;
  const integration = stage?.integrations[route?.integrationId ?? ""] ?? null;
  const way =
    stage === null || integration === null ? null : httpApiWay(stage, integration, view.services);
  const { clientHost } = view;
  const kept: KeptHttpApiRequest = {
    ...keepRequest(view, { head: view.sentHead, host: clientHost, way }),
    stageNames: view.api?.stageNames() ?? null,
    invokeTarget: view.target,
    routePath: view.routePath,
    stage,
    route,
    integration,
    backendTarget: view.backendTarget,
    backendHost: view.backendHost,
    clock: view.services.runtime.clock,
  };
  const name = `HTTP API ${stage?.apiName ?? kept.apiId}`;
  return new GatewayKeptHop(kept, {
    kind: "http-api",
    name: stage === null ? name : `${name} (${stage.stageName})`,
    resources: stage === null ? [] : [stage.stageName, `${stage.apiId}/${stage.stageName}`],
    steps: (journeyStartMs) => composeHttpApiSteps(kept, journeyStartMs),
  });
}

/** Where the integration leads as things stand; null for one that leads nowhere that can be looked up. */
export function httpApiWay(
  stage: HttpApiStageSnapshot,
  integration: IntegrationSnapshot,
  services: Pick<IntegrationServices, "snapshots" | "listeners">,
): KeptWay | null {
  const { snapshots, listeners } = services;
  const uri = fillStageVariables(integration.uri, stage.stageVariables);
  const arnPrefix = `arn:aws:apigateway:${stage.region}::`;
  if (integration.type === "AWS_PROXY") return null;
  if (integration.connectionType === "VPC_LINK") {
    if (uri.includes(":servicediscovery:")) return null;
    const vpcLinkId = fillStageVariables(integration.vpcLinkId ?? "", stage.stageVariables);
    const listener = snapshots.get("listener", uri) ?? null;
    return {
      vpcLinkId,
      link: snapshots.get("vpc-link", vpcLinkId) ?? null,
      firstLink: null,
      listener,
      wanted: uri,
      arnPrefix,
      host: listener?.dnsName ?? "",
      port: listener?.port ?? 0,
      tls: integration.serverNameToVerify !== null,
      serverName: integration.serverNameToVerify ?? "",
      skipIssuer: false,
    };
  }
  const place = parsePublicUri(uri);
  if (place === null) return null;
  const { host, port, tls } = place;
  return {
    vpcLinkId: "",
    link: null,
    firstLink: null,
    listener: listeners.findByDnsName(host, port)?.snapshot ?? null,
    wanted: `${host}:${port}`,
    arnPrefix,
    host,
    port,
    tls,
    serverName: tls ? host : "",
    skipIssuer: false,
  };
}
