// What a stage of a REST API serves, put beside what the API is configured to be. An export tells methods by path;
// their resources get the ids of the configured ones of the same path, so that a finding about what is served and one
// about what is configured name the same resource. What is alike in both is the configured object itself.
import type { Integration, Method, Resource } from "@aws-sdk/client-api-gateway";
import type { RestApiContentItem } from "../inventory.ts";
import { canonicalText, withoutEmpty } from "./canonical-text.ts";

/** A path of an export with its methods, by name. */
export interface DeployedResource {
  readonly path: string;
  readonly methods: Readonly<Record<string, Method>>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
const EXPORTED_MEMBERS = [
  "cacheKeyParameters",
  "connectionId",
  "connectionType",
  "contentHandling",
  "credentials",
  "httpMethod",
  "integrationResponses",
  "integrationTarget",
  "passthroughBehavior",
  "requestParameters",
  "requestTemplates",
  "responseTransferMode",
  "timeoutInMillis",
  "tlsConfig",
  "type",
  "uri",
] as const satisfies readonly (keyof Integration)[];

/** The resources of a content whose ids are known, as an export has them. */
export function resourcesAsExported(resources: readonly Resource[]): DeployedResource[] {
  return resources.map(({ path = "", resourceMethods = {} }) => ({
    path,
    methods: resourceMethods,
  }));
}

/** The deployed resources under the ids of the configured ones. */
export function identifyRestApiContent(
  deployed: readonly DeployedResource[],
  live: RestApiContentItem,
): RestApiContentItem {
  const known = new Map(live.resources.map((resource) => [resource.path ?? "", resource]));
  const methods = new Map(deployed.map((resource) => [resource.path, resource.methods]));
  const paths = new Set(["/", ...deployed.flatMap(({ path }) => pathsTo(path))]);
  const idOf = (path: string) => known.get(path)?.id ?? `deployed ${path}`;
  return {
    resources: [...paths].toSorted().map((path) => {
      const configured = known.get(path);
      // What was added since is not served.
      const { resourceMethods: liveMethods = {}, ...place } = configured ?? placeOf(path);
      const resource: Resource = { ...place, id: idOf(path) };
      if (path !== "/") resource.parentId = idOf(parentOf(path));
      const own = Object.entries(methods.get(path) ?? {});
      if (own.length === 0) return resource;
      resource.resourceMethods = Object.fromEntries(
        own.map(([name, method]) => [name, identifiedMethod(name, method, liveMethods[name])]),
      );
      return resource;
    }),
  };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

function placeOf(path: string): Resource {
  return path === "/" ? { path } : { path, pathPart: path.slice(path.lastIndexOf("/") + 1) };
}

/** "/a", "/a/b" for "/a/b". */
function pathsTo(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
}

function identifiedMethod(httpMethod: string, deployed: Method, live: Method | undefined): Method {
  if (live !== undefined && exportedText(live) === exportedText(deployed)) return live;
  const { methodIntegration: liveIntegration, operationName: _, ...rest } = live ?? {};
  const { methodIntegration, ...exported } = exportedPart(deployed);
  const method: Method = { ...rest, ...exported, httpMethod };
  if (methodIntegration === undefined) return method;
  const integration: Integration = { ...liveIntegration };
  for (const member of EXPORTED_MEMBERS) delete integration[member];
  method.methodIntegration = { ...integration, ...methodIntegration };
  return method;
}

function exportedText(method: Method): string {
  return canonicalText(exportedPart(method));
}

/** What an export tells of a method, what it leaves out at its default. */
function exportedPart(method: Method): Method {
  const part: Method = {
    apiKeyRequired: method.apiKeyRequired ?? false,
    authorizationType: method.authorizationType ?? "NONE",
  };
  if (method.operationName !== undefined) part.operationName = method.operationName;
  const integration = method.methodIntegration;
  if (integration === undefined) return part;
  const kept: Record<string, unknown> = {
    connectionType: "INTERNET",
    passthroughBehavior: "WHEN_NO_MATCH",
    timeoutInMillis: 29_000,
  };
  for (const member of EXPORTED_MEMBERS) {
    const value = withoutEmpty(integration[member]);
    if (value !== undefined) kept[member] = value;
  }
  if (integration.tlsConfig?.insecureSkipVerification !== true) delete kept["tlsConfig"];
  part.methodIntegration = kept;
  return part;
}
