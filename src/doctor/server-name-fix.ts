// The fix that sets, or takes away, the name that an HTTP API's private integration asks for and verifies. With a name
// the gateway speaks TLS to the listener, without one plain HTTP.
import { deployCommands } from "./deploy-commands.ts";
import { deploysOf } from "./resources.ts";
import type { Fix } from "./rule.ts";
import { isUnresolved } from "./unresolved.ts";
import type { Way } from "./ways.ts";
import { alwaysQuoted } from "./shell-quoted.ts";
import { terraformText } from "./terraform-text.ts";

const PLACE_HOLDER = "NAME-ON-THE-CERTIFICATE";
const EDIT = "API Gateway → APIs → the API → Integrations → the route → Manage integration → Edit";
const DEPLOY = "Save; Deploy → the stage, where automatic deployment is off";

/** Sets the name; "" when nobody knows a good one: then the fix is described and not made. */
export function serverNameFix(way: Way, serverName: string): Fix {
  const isKnown = serverName !== "" && !isUnresolved(serverName);
  const name = isKnown ? serverName : PLACE_HOLDER;
  return {
    title: `Name the server to verify: ${name}`,
    cli: [updateCommand(way, name), ...deployCommands(deploysOf(way))],
    console: [EDIT, `Advanced settings → Secure server name: ${name}`, DEPLOY],
    cloudFormation: `# on the AWS::ApiGatewayV2::Integration\nTlsConfig:\n  ServerNameToVerify: ${JSON.stringify(name)}`,
    terraform: `# on the aws_apigatewayv2_integration\ntls_config {\n  server_name_to_verify = ${terraformText(name)}\n}`,
    calls: isKnown ? [updateCall(way, name)] : [],
    deploys: deploysOf(way),
    onlyWhenAsked: false,
  };
}

/** Takes the name away, so that the gateway speaks plain HTTP. */
export function plainHttpFix(way: Way): Fix {
  return {
    title: "Speak plain HTTP to this listener: take the TLS configuration off the integration",
    cli: [updateCommand(way, ""), ...deployCommands(deploysOf(way))],
    console: [EDIT, "Advanced settings → Secure server name: leave it empty", DEPLOY],
    cloudFormation:
      "# on the AWS::ApiGatewayV2::Integration: remove\nTlsConfig:\n  ServerNameToVerify: …",
    terraform: "# on the aws_apigatewayv2_integration: remove\ntls_config { … }",
    calls: [updateCall(way, "")],
    deploys: deploysOf(way),
    onlyWhenAsked: false,
  };
}

function updateCommand({ apiId, integration }: Way, name: string): string {
  const value = `ServerNameToVerify=${alwaysQuoted(name)}`;
  return `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --tls-config ${value}`;
}

function updateCall(way: Way, name: string): Fix["calls"][number] {
  const identity = { ApiId: way.apiId, IntegrationId: way.integration.id };
  return {
    service: "apigatewayv2",
    operation: "UpdateIntegration",
    input: { ...identity, TlsConfig: { ServerNameToVerify: name } },
    undo: {
      operation: "UpdateIntegration",
      input: { ...identity, TlsConfig: { ServerNameToVerify: formerName(way) } },
    },
  };
}

/** As configured now, which may differ from what the stage serves. */
function formerName({ api, integration }: Way): string {
  if (api.kind !== "http") return "";
  const found = api.item.integrations.find(({ IntegrationId }) => IntegrationId === integration.id);
  return found?.TlsConfig?.ServerNameToVerify ?? "";
}
