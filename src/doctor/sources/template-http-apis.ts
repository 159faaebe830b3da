// The HTTP APIs of a template: their routes and integrations, written out or in an OpenAPI document, and their stages.
// What a stage serves is what the template configures: it is the state after the deployment to come.
import type { Api, Integration, Route } from "@aws-sdk/client-apigatewayv2";
import { ImportReport } from "../../services/openapi/import-report.ts";
import { booleanOf, objectOf, textOf } from "../../services/openapi/json-value.ts";
import { readHttpApi } from "../../services/openapi/read-http-api.ts";
import type { HttpApiItem, HttpApiStageItem, SourceLocation } from "../inventory.ts";
import { isUnresolved } from "../unresolved.ts";
import { openApiDocumentOf, operationPlaces } from "./template-openapi.ts";
import {
  displayName,
  itemOf,
  outsideReference,
  textEntries,
  withoutUndefined,
} from "./template-resources.ts";
import type { TemplateResource } from "./template-resource.ts";
import type { TemplateResources } from "./template-resources.ts";

const INTEGRATION_TIMEOUT_MS = 30_000;
const INTEGRATION_TARGET = /^integrations\/(.+)$/s;

interface HttpApiContent {
  readonly routes: Route[];
  readonly integrations: Integration[];
  readonly locations: Map<string, SourceLocation>;
}

/** What integrations may refer to: ids of VPC links and ARNs of listeners and the like. */
export interface HttpApiTargets {
  readonly vpcLinkIds: ReadonlySet<string>;
  readonly listenerArns: ReadonlySet<string>;
}

/** HTTP APIs with everything of the template that belongs to them. */
export async function httpApisOf(
  resources: TemplateResources,
  targets: HttpApiTargets,
): Promise<HttpApiItem[]> {
  const items: HttpApiItem[] = [];
  for (const api of resources.ofType("AWS::ApiGatewayV2::Api")) {
    const protocol = textOf(api.properties["ProtocolType"]) ?? "HTTP";
    if (protocol.toUpperCase() === "WEBSOCKET") continue;
    items.push(await httpApiOf(api, resources, targets));
  }
  return items;
}

async function httpApiOf(
  api: TemplateResource,
  resources: TemplateResources,
  targets: HttpApiTargets,
): Promise<HttpApiItem> {
  const content: HttpApiContent = { routes: [], integrations: [], locations: new Map() };
  const name = await readBody(api, resources, content);
  addQuickCreated(api, content);
  for (const integration of ofApi(resources, "AWS::ApiGatewayV2::Integration", api.id)) {
    content.integrations.push(integrationOf(integration, resources));
    content.locations.set(integration.id, integration.location);
  }
  for (const route of ofApi(resources, "AWS::ApiGatewayV2::Route", api.id)) {
    content.routes.push(routeOf(route));
    content.locations.set(route.id, route.location);
  }
  const known = content.integrations.map((integration) => withKnownTargets(integration, targets));
  const { routes, locations } = content;
  const described: Api = {
    ApiId: api.id,
    Name: textOf(api.properties["Name"]) === undefined && name !== "" ? name : displayName(api),
    ProtocolType: "HTTP",
    RouteSelectionExpression: "$request.method $request.path",
    ApiEndpoint: api.attributes["ApiEndpoint"] ?? "",
    ...(booleanOf(api.properties["DisableExecuteApiEndpoint"]) === true && {
      DisableExecuteApiEndpoint: true,
    }),
  };
  const deployable = { routes, integrations: known };
  const stages = stagesOf(api, resources, deployable);
  const hasCustomDomain = ofApi(resources, "AWS::ApiGatewayV2::ApiMapping", api.id).length > 0;
  return { ...itemOf(api), api: described, ...deployable, stages, hasCustomDomain, locations };
}

function ofApi(
  resources: TemplateResources,
  type: string,
  apiId: string,
): readonly TemplateResource[] {
  return resources.ofOwner(type, "ApiId", apiId);
}

/** Adds what the API's OpenAPI document says; the name that it gives to the API. */
async function readBody(
  api: TemplateResource,
  resources: TemplateResources,
  content: HttpApiContent,
): Promise<string> {
  const { Body, BodyS3Location } = api.properties;
  if (BodyS3Location !== undefined) {
    resources.cannotRead("httpApis", `routes of ${api.label}`, "its document is in S3");
  }
  if (Body === undefined) return "";
  const document = await openApiDocumentOf(Body);
  if (document === undefined) {
    resources.cannotRead("httpApis", `routes of ${api.label}`, "its Body is no known document");
    return "";
  }
  const imported = readHttpApi(document, "ignore", new ImportReport());
  const places = operationPlaces(document);
  for (const [index, { route, integration }] of imported.routes.entries()) {
    const location = api.locate(places[index]?.value);
    const id = `${api.id}-${index + 1}`;
    const routeId = `${id}-route`;
    content.locations.set(routeId, location);
    if (integration === undefined) {
      content.routes.push({ ...route, RouteId: routeId });
      continue;
    }
    content.locations.set(id, location);
    content.integrations.push({ ...integration, IntegrationId: id });
    content.routes.push({ ...route, RouteId: routeId, Target: `integrations/${id}` });
  }
  return imported.name;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html#http-api-examples (quick create) */
function addQuickCreated(api: TemplateResource, content: HttpApiContent): void {
  const target = textOf(api.properties["Target"]);
  if (target === undefined) return;
  const integrationId = `${api.id}-quick`;
  const isFunction = target.includes(":lambda:");
  content.integrations.push({
    IntegrationId: integrationId,
    ApiGatewayManaged: true,
    ConnectionType: "INTERNET",
    IntegrationType: isFunction ? "AWS_PROXY" : "HTTP_PROXY",
    IntegrationMethod: isFunction ? "POST" : "ANY",
    IntegrationUri: target,
    PayloadFormatVersion: isFunction ? "2.0" : "1.0",
    TimeoutInMillis: INTEGRATION_TIMEOUT_MS,
  });
  content.routes.push({
    RouteId: `${api.id}-quick-route`,
    ApiGatewayManaged: true,
    RouteKey: textOf(api.properties["RouteKey"]) ?? "$default",
    Target: `integrations/${integrationId}`,
    AuthorizationType: "NONE",
    ApiKeyRequired: false,
  });
}

function integrationOf(integration: TemplateResource, resources: TemplateResources): Integration {
  const { properties } = integration;
  const tls = objectOf(properties["TlsConfig"]);
  const serverName = textOf(tls["ServerNameToVerify"]);
  return withoutUndefined<Integration>({
    IntegrationId: integration.id,
    IntegrationType: textOf(properties["IntegrationType"]) as Integration["IntegrationType"],
    IntegrationMethod: textOf(properties["IntegrationMethod"]),
    IntegrationSubtype: textOf(properties["IntegrationSubtype"]),
    IntegrationUri: textOf(properties["IntegrationUri"]),
    ConnectionType: (textOf(properties["ConnectionType"]) ??
      "INTERNET") as Integration["ConnectionType"],
    ConnectionId: textOf(properties["ConnectionId"]),
    CredentialsArn: textOf(properties["CredentialsArn"]),
    PayloadFormatVersion: textOf(properties["PayloadFormatVersion"]) ?? "1.0",
    TimeoutInMillis:
      resources.number(integration, "TimeoutInMillis", "httpApis") ?? INTEGRATION_TIMEOUT_MS,
    RequestParameters: textEntries(properties["RequestParameters"]),
    TlsConfig: serverName === undefined ? undefined : { ServerNameToVerify: serverName },
  });
}

/** Private integrations refer to what is in the template, or to what nobody can look at before deployment. */
function withKnownTargets(integration: Integration, targets: HttpApiTargets): Integration {
  if (integration.ConnectionType !== "VPC_LINK") return integration;
  const { ConnectionId = "", IntegrationUri = "" } = integration;
  const isListener = IntegrationUri.includes(":listener/");
  return {
    ...integration,
    ConnectionId: ConnectionId.includes("${stageVariables.")
      ? ConnectionId
      : outsideReference(ConnectionId, targets.vpcLinkIds),
    IntegrationUri: isListener
      ? outsideReference(IntegrationUri, targets.listenerArns)
      : IntegrationUri,
  };
}

function routeOf(route: TemplateResource): Route {
  const { properties } = route;
  const target = textOf(properties["Target"]);
  // A Ref to the integration alone is a mistake that AWS refuses; it is shown as it stands.
  const named = INTEGRATION_TARGET.exec(target ?? "")?.[1];
  return withoutUndefined<Route>({
    RouteId: route.id,
    RouteKey: textOf(properties["RouteKey"]) ?? "",
    Target: named === undefined ? target : `integrations/${named}`,
    AuthorizationType: (textOf(properties["AuthorizationType"]) ??
      "NONE") as Route["AuthorizationType"],
    ApiKeyRequired: booleanOf(properties["ApiKeyRequired"]) ?? false,
    OperationName: textOf(properties["OperationName"]),
  });
}

function stagesOf(
  api: TemplateResource,
  resources: TemplateResources,
  content: { readonly routes: Route[]; readonly integrations: Integration[] },
): HttpApiStageItem[] {
  const deployments = ofApi(resources, "AWS::ApiGatewayV2::Deployment", api.id);
  const stages: HttpApiStageItem[] = [];
  for (const resource of ofApi(resources, "AWS::ApiGatewayV2::Stage", api.id)) {
    const { properties } = resource;
    const stageName = textOf(properties["StageName"]) ?? "$default";
    const isAutomatic = booleanOf(properties["AutoDeploy"]) ?? false;
    const deploymentId =
      textOf(properties["DeploymentId"]) ??
      deployments.find((entry) => textOf(entry.properties["StageName"]) === stageName)?.id ??
      (isAutomatic ? `${resource.id}-deployment` : undefined);
    stages.push({
      arn: `${api.arn}/stages/${isUnresolved(stageName) ? resource.label : stageName}`,
      location: resource.location,
      stage: withoutUndefined({
        StageName: stageName,
        AutoDeploy: isAutomatic,
        DeploymentId: deploymentId,
        StageVariables: textEntries(properties["StageVariables"]),
      }),
      deployed: deploymentId === undefined ? null : content,
    });
  }
  if (textOf(api.properties["Target"]) !== undefined && stages.length === 0) {
    stages.push({
      arn: `${api.arn}/stages/$default`,
      location: api.location,
      stage: { StageName: "$default", AutoDeploy: true, ApiGatewayManaged: true },
      deployed: content,
    });
  }
  return stages;
}
