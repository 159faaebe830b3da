// The fix that lets methods of REST APIs take a certificate of any issuer. It weakens what TLS is for, so it is made
// only when somebody asks for it by code.
import { deployCommands } from "./deploy-commands.ts";
import { deploysOf } from "./resources.ts";
import type { AwsCall, Fix, StageToDeploy } from "./rule.ts";
import { methodOf } from "./url-fix.ts";
import type { Way } from "./ways.ts";

const PATH = "/tlsConfig/insecureSkipVerification";

export function skipIssuerFix(ways: readonly Way[]): Fix {
  const methods = new Map(ways.map((way) => [`${way.apiId}/${way.integration.id}`, way]));
  const deploys = new Map<string, StageToDeploy>();
  for (const way of ways) {
    for (const stage of deploysOf(way)) deploys.set(`${stage.apiId}/${stage.stageName}`, stage);
  }
  const stages = [...deploys.values()];
  return {
    title: "Take certificates of any issuer for these methods (name and days are still verified)",
    cli: [...[...methods.values()].map(commandOf), ...deployCommands(stages)],
    console: [
      "API Gateway has no place for it in its console: use the command, or import the API with it",
    ],
    cloudFormation:
      "# in the Body of the AWS::ApiGateway::RestApi (AWS::ApiGateway::Method has no such property)\n" +
      "x-amazon-apigateway-integration:\n  tlsConfig:\n    insecureSkipVerification: true",
    terraform:
      "# on the aws_api_gateway_integration\ntls_config {\n  insecure_skip_verification = true\n}",
    calls: [...methods.values()].map(callOf),
    deploys: stages,
    onlyWhenAsked: true,
  };
}

function commandOf(way: Way): string {
  const { resourceId, httpMethod } = methodOf(way);
  return (
    `aws apigateway update-integration --rest-api-id ${way.apiId} --resource-id ${resourceId} ` +
    `--http-method ${httpMethod} --patch-operations op=replace,path=${PATH},value=true`
  );
}

function callOf(way: Way): AwsCall {
  const identity = { restApiId: way.apiId, ...methodOf(way) };
  const patch = (value: string) => ({
    ...identity,
    patchOperations: [{ op: "replace", path: PATH, value }],
  });
  return {
    service: "apigateway",
    operation: "UpdateIntegration",
    input: patch("true"),
    undo: { operation: "UpdateIntegration", input: patch("false") },
  };
}
