// The fix that changes scheme, host or port of an integration's URL: of a REST API's methods, and of an HTTP API's
// public integrations. Everything after the host stays as it is written, path parameters and stage variables included.
import { deployCommands } from "./deploy-commands.ts";
import { manualFix } from "./manual-fix.ts";
import { deploysOf } from "./resources.ts";
import type { AwsCall, Fix } from "./rule.ts";
import { shellQuoted } from "./shell-quoted.ts";
import { isUnresolved, readable } from "./unresolved.ts";
import type { Way, WayUrl } from "./ways.ts";

const ORIGIN = /^https?:\/\/([^/?#]+)/i;
const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** What the URL's beginning is to be. */
export type Origin = Pick<WayUrl, "scheme" | "host" | "port">;

/** "https://shop.example.com", "http://shop.example.com:8080" */
export function originText({ scheme, host, port }: Origin): string {
  return port === DEFAULT_PORTS[scheme] ? `${scheme}://${host}` : `${scheme}://${host}:${port}`;
}

/**
 * Changes the URL's beginning. Where it comes from a stage variable, or the host is not known, the fix is described
 * and not made.
 */
export function urlFix(way: Way, title: string, wanted: Origin): Fix {
  const former = configuredUri(way);
  const origin = originText(wanted);
  const [written = "", authority = ""] = ORIGIN.exec(former) ?? [];
  const isKnown = written !== "" && !isUnresolved(former) && !isUnresolved(origin);
  if (!isKnown || authority.includes("${")) return describedFix(way, title, origin);
  const uri = `${origin}${former.slice(written.length)}`;
  return {
    title: `${title}: ${uri}`,
    cli: [commandOf(way, uri), ...deployCommands(deploysOf(way))],
    console: consoleSteps(way, uri),
    ...templatesOf(way, uri),
    calls: [callOf(way, uri, former)],
    deploys: deploysOf(way),
    onlyWhenAsked: false,
  };
}

function describedFix(way: Way, title: string, origin: string): Fix {
  const uri = `${readable(origin)}/…`;
  return {
    ...manualFix({
      title: `${title}: let the URL begin with ${readable(origin)}, where it comes from (a stage variable, a parameter)`,
      cli: [commandOf(way, uri), ...deployCommands(deploysOf(way))],
      console: consoleSteps(way, uri),
      ...templatesOf(way, uri),
    }),
    deploys: deploysOf(way),
  };
}

function consoleSteps({ api, routeKeys }: Way, uri: string): string[] {
  return api.kind === "rest"
    ? [
        `API Gateway → APIs → the API → Resources → ${routeKeys[0] ?? "the method"} → Integration request → Edit`,
        `Endpoint URL: ${uri}`,
        "Save; Deploy API → the stage",
      ]
    : [
        "API Gateway → APIs → the API → Integrations → the route → Manage integration → Edit",
        `URL: ${uri}`,
        "Save; Deploy → the stage, where automatic deployment is off",
      ];
}

function templatesOf({ api }: Way, uri: string): Pick<Fix, "cloudFormation" | "terraform"> {
  return api.kind === "rest"
    ? {
        cloudFormation: `# on the AWS::ApiGateway::Method; a new AWS::ApiGateway::Deployment puts it into force\nIntegration:\n  Uri: ${uri}`,
        terraform: `# on the aws_api_gateway_integration; a new aws_api_gateway_deployment puts it into force\nuri = "${uri}"`,
      }
    : {
        cloudFormation: `# on the AWS::ApiGatewayV2::Integration\nIntegrationUri: ${uri}`,
        terraform: `# on the aws_apigatewayv2_integration\nintegration_uri = "${uri}"`,
      };
}

function commandOf(way: Way, uri: string): string {
  const { apiId, integration } = way;
  if (way.api.kind === "http") {
    return `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --integration-uri ${shellQuoted(uri)}`;
  }
  const { resourceId, httpMethod } = methodOf(way);
  const patch = shellQuoted(JSON.stringify(uriPatch(uri)));
  return `aws apigateway update-integration --rest-api-id ${apiId} --resource-id ${resourceId} --http-method ${httpMethod} --patch-operations ${patch}`;
}

function callOf(way: Way, uri: string, former: string): AwsCall {
  const { apiId, integration } = way;
  const operation = "UpdateIntegration";
  if (way.api.kind === "http") {
    const identity = { ApiId: apiId, IntegrationId: integration.id };
    return {
      service: "apigatewayv2",
      operation,
      input: { ...identity, IntegrationUri: uri },
      undo: { operation, input: { ...identity, IntegrationUri: former } },
    };
  }
  const identity = { restApiId: apiId, ...methodOf(way) };
  return {
    service: "apigateway",
    operation,
    input: { ...identity, patchOperations: uriPatch(uri) },
    undo: { operation, input: { ...identity, patchOperations: uriPatch(former) } },
  };
}

function uriPatch(uri: string): { op: "replace"; path: string; value: string }[] {
  return [{ op: "replace", path: "/uri", value: uri }];
}

/** The method of a REST API that a way begins at. */
export function methodOf({ integration }: Way): { resourceId: string; httpMethod: string } {
  const [resourceId = "", httpMethod = ""] = integration.id.split("/");
  return { resourceId, httpMethod };
}

/** As configured now, which may differ from what the stage serves. */
function configuredUri(way: Way): string {
  const { api, integration } = way;
  if (api.kind === "http") {
    const found = api.item.integrations.find((one) => one.IntegrationId === integration.id);
    return found?.IntegrationUri ?? integration.configuredUri;
  }
  const { resourceId, httpMethod } = methodOf(way);
  const resource = api.item.resources.find(({ id }) => id === resourceId);
  const method = resource?.resourceMethods?.[httpMethod];
  return method?.methodIntegration?.uri ?? integration.configuredUri;
}
