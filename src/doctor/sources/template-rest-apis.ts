// The REST APIs of a template: their resources and methods, written out or in an OpenAPI document, and their stages.
// What a stage serves is what the template configures: it is the state after the deployment to come.
import type { Integration, Method, Resource } from "@aws-sdk/client-api-gateway";
import { ImportReport } from "../../services/openapi/import-report.ts";
import { booleanOf, isObject, objectOf, textOf } from "../../services/openapi/json-value.ts";
import { readRestApi } from "../../services/openapi/read-rest-api.ts";
import type { RestApiItem, RestApiStageItem, SourceLocation } from "../inventory.ts";
import { isUnresolved, unresolved } from "../unresolved.ts";
import { rootResourceId } from "./template-identity.ts";
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

/** Levels of resources; AWS allows no path that needs more. */
const PATH_SEGMENTS_MAX = 200;
const INTEGRATION_TIMEOUT_MS = 29_000;

/** What integrations may refer to. */
export interface RestApiTargets {
  readonly vpcLinkIds: ReadonlySet<string>;
  /** ARNs of load balancers and listeners. */
  readonly balancingArns: ReadonlySet<string>;
}

interface RestApiContent {
  readonly byId: Map<string, Resource>;
  readonly locations: Map<string, SourceLocation>;
}

/** REST APIs with everything of the template that belongs to them. */
export async function restApisOf(
  resources: TemplateResources,
  targets: RestApiTargets,
): Promise<RestApiItem[]> {
  const items: RestApiItem[] = [];
  for (const api of resources.ofType("AWS::ApiGateway::RestApi")) {
    const content: RestApiContent = { byId: new Map(), locations: new Map() };
    const rootId = rootResourceId(api.id);
    content.byId.set(rootId, { id: rootId, path: "/" });
    const name = await readBody(api, resources, content);
    addResources(api, resources, content);
    addMethods(api, resources, content);
    for (const resource of content.byId.values()) pointOutside(resource, targets);
    const described = [...content.byId.values()];
    items.push({
      ...itemOf(api),
      restApi: {
        id: api.id,
        name: textOf(api.properties["Name"]) === undefined && name !== "" ? name : displayName(api),
      },
      resources: described,
      stages: stagesOf(api, resources, { resources: described }),
      locations: content.locations,
    });
  }
  return items;
}

function ofApi(
  resources: TemplateResources,
  type: string,
  apiId: string,
): readonly TemplateResource[] {
  return resources.ofOwner(type, "RestApiId", apiId);
}

/** Adds what the API's OpenAPI document says; the name that it gives to the API. */
async function readBody(
  api: TemplateResource,
  resources: TemplateResources,
  content: RestApiContent,
): Promise<string> {
  const { Body, BodyS3Location } = api.properties;
  if (BodyS3Location !== undefined) {
    resources.cannotRead("restApis", `methods of ${api.label}`, "its document is in S3");
  }
  if (Body === undefined) return "";
  const document = await openApiDocumentOf(Body);
  if (document === undefined) {
    resources.cannotRead("restApis", `methods of ${api.label}`, "its Body is no known document");
    return "";
  }
  const imported = readRestApi(document, {
    restApiId: api.id,
    basePathMode: "ignore",
    report: new ImportReport(),
  });
  const places = new Map(
    operationPlaces(document).map(({ path, method, value }) => [
      `${method} ${path.replace(/(.)\/+$/, "$1")}`,
      value,
    ]),
  );
  for (const { path, methods } of imported.resources) {
    const resource = resourceAt(api.id, path, content);
    for (const { httpMethod, security, integration } of methods) {
      addMethod(resource, content, {
        httpMethod,
        location: api.locate(places.get(`${httpMethod} ${path}`)),
        method: withoutUndefined<Method>({
          httpMethod,
          authorizationType: security.authorizationType,
          apiKeyRequired: security.apiKeyRequired,
          methodIntegration:
            integration === undefined
              ? undefined
              : { timeoutInMillis: INTEGRATION_TIMEOUT_MS, ...integration },
        }),
      });
    }
  }
  return imported.name;
}

/** The resource at a path of a document, and those above it. */
function resourceAt(apiId: string, path: string, content: RestApiContent): Resource {
  const id = path === "/" ? rootResourceId(apiId) : `${apiId}${path.replaceAll("/", ":")}`;
  const known = content.byId.get(id);
  if (known !== undefined) return known;
  const cut = path.lastIndexOf("/");
  const parent = resourceAt(apiId, cut <= 0 ? "/" : path.slice(0, cut), content);
  const resource: Resource = { id, pathPart: path.slice(cut + 1), path };
  if (parent.id !== undefined) resource.parentId = parent.id;
  content.byId.set(id, resource);
  return resource;
}

function addResources(
  api: TemplateResource,
  resources: TemplateResources,
  content: RestApiContent,
): void {
  const own = ofApi(resources, "AWS::ApiGateway::Resource", api.id);
  const byId = new Map(own.map((resource) => [resource.id, resource]));
  for (const resource of own) {
    content.byId.set(resource.id, {
      id: resource.id,
      parentId: textOf(resource.properties["ParentId"]) ?? "",
      pathPart: textOf(resource.properties["PathPart"]) ?? "",
      path: pathOf(resource, byId, rootResourceId(api.id)),
    });
  }
}

function pathOf(
  resource: TemplateResource,
  byId: ReadonlyMap<string, TemplateResource>,
  rootId: string,
): string {
  const segments: string[] = [];
  let at: TemplateResource | undefined = resource;
  while (at !== undefined && segments.length < PATH_SEGMENTS_MAX) {
    segments.unshift(textOf(at.properties["PathPart"]) ?? "");
    const parentId = textOf(at.properties["ParentId"]) ?? "";
    if (parentId === rootId) return `/${segments.join("/")}`;
    at = byId.get(parentId);
  }
  return `${unresolved("the path of its parent")}/${segments.slice(-10).join("/")}`;
}

function addMethods(
  api: TemplateResource,
  resources: TemplateResources,
  content: RestApiContent,
): void {
  for (const written of ofApi(resources, "AWS::ApiGateway::Method", api.id)) {
    const { properties, label } = written;
    const resource = content.byId.get(textOf(properties["ResourceId"]) ?? "");
    if (resource === undefined) {
      resources.cannotRead("restApis", `path of method ${label}`, "its resource is not known");
      continue;
    }
    const integration = properties["Integration"];
    const httpMethod = (textOf(properties["HttpMethod"]) ?? "").toUpperCase();
    addMethod(resource, content, {
      httpMethod,
      location: written.locate(integration),
      method: withoutUndefined<Method>({
        httpMethod,
        authorizationType: textOf(properties["AuthorizationType"]) ?? "NONE",
        apiKeyRequired: booleanOf(properties["ApiKeyRequired"]) ?? false,
        requestParameters: requiredParameters(properties["RequestParameters"]),
        methodIntegration: isObject(integration) ? integrationOf(integration) : undefined,
      }),
    });
  }
}

function addMethod(
  resource: Resource,
  content: RestApiContent,
  added: {
    readonly httpMethod: string;
    readonly method: Method;
    readonly location: SourceLocation;
  },
): void {
  resource.resourceMethods = { ...resource.resourceMethods, [added.httpMethod]: added.method };
  content.locations.set(`${resource.id}/${added.httpMethod}`, added.location);
}

function requiredParameters(value: unknown): Record<string, boolean> | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, isRequired]) => [name, booleanOf(isRequired) ?? false]),
  );
}

function integrationOf(value: Readonly<Record<string, unknown>>): Integration {
  const timeoutMs = Number(textOf(value["TimeoutInMillis"]));
  const skips = booleanOf(objectOf(value["TlsConfig"])["InsecureSkipVerification"]);
  return withoutUndefined<Integration>({
    type: textOf(value["Type"]) as Integration["type"],
    httpMethod: textOf(value["IntegrationHttpMethod"]),
    uri: textOf(value["Uri"]),
    connectionType: (textOf(value["ConnectionType"]) ??
      "INTERNET") as Integration["connectionType"],
    connectionId: textOf(value["ConnectionId"]),
    integrationTarget: textOf(value["IntegrationTarget"]),
    passthroughBehavior: textOf(value["PassthroughBehavior"]) ?? "WHEN_NO_MATCH",
    requestParameters: textEntries(value["RequestParameters"]),
    requestTemplates: textEntries(value["RequestTemplates"]),
    responseTransferMode: textOf(
      value["ResponseTransferMode"],
    ) as Integration["responseTransferMode"],
    timeoutInMillis: timeoutMs > 0 ? timeoutMs : INTEGRATION_TIMEOUT_MS,
    tlsConfig: skips === undefined ? undefined : { insecureSkipVerification: skips },
  });
}

/** Private integrations refer to what is in the template, or to what nobody can look at before deployment. */
function pointOutside(resource: Resource, { vpcLinkIds, balancingArns }: RestApiTargets): void {
  for (const { methodIntegration } of Object.values(resource.resourceMethods ?? {})) {
    if (methodIntegration?.connectionType !== "VPC_LINK") continue;
    const { connectionId = "", integrationTarget } = methodIntegration;
    if (!connectionId.includes("${stageVariables.")) {
      methodIntegration.connectionId = outsideReference(connectionId, vpcLinkIds);
    }
    if (integrationTarget !== undefined && !integrationTarget.includes("${stageVariables.")) {
      methodIntegration.integrationTarget = outsideReference(integrationTarget, balancingArns);
    }
  }
}

function stagesOf(
  api: TemplateResource,
  resources: TemplateResources,
  deployed: RestApiStageItem["deployed"],
): RestApiStageItem[] {
  const found: { name: string; deploymentId: string | undefined; resource: TemplateResource }[] =
    [];
  for (const resource of ofApi(resources, "AWS::ApiGateway::Deployment", api.id)) {
    const name = textOf(resource.properties["StageName"]);
    if (name !== undefined) found.push({ name, deploymentId: resource.id, resource });
  }
  for (const resource of ofApi(resources, "AWS::ApiGateway::Stage", api.id)) {
    const name = textOf(resource.properties["StageName"]) ?? resource.label;
    found.push({ name, deploymentId: textOf(resource.properties["DeploymentId"]), resource });
  }
  return found.map(({ name, deploymentId, resource }) => ({
    arn: `${api.arn}/stages/${isUnresolved(name) ? resource.label : name}`,
    location: resource.location,
    stage: withoutUndefined({
      stageName: name,
      deploymentId,
      variables:
        textEntries(resource.properties["Variables"]) ??
        textEntries(objectOf(resource.properties["StageDescription"])["Variables"]),
    }),
    deployed: deploymentId === undefined ? null : deployed,
  }));
}
