// The fix "deploy it": one CreateDeployment per stage, taken back by pointing the stage to the deployment that it
// served before. Shared by the rules about deployments.
import { deployCommands } from "./deploy-commands.ts";
import type { AwsCall, Fix, StageToDeploy } from "./rule.ts";

export interface DeploymentWanted {
  readonly title: string;
  readonly stage: StageToDeploy;
  /** What the stage serves now; "" when nothing, and then there is no way back. */
  readonly formerDeploymentId: string;
  /** False where AWS would refuse it: then the commands stand there for later. */
  readonly canBeMade: boolean;
  readonly onlyWhenAsked: boolean;
}

/** A deployment to a stage that is there. */
export function deployFix(wanted: DeploymentWanted): Fix {
  const { stage, formerDeploymentId } = wanted;
  const isHttp = stage.apiType === "http";
  return {
    title: wanted.title,
    cli: deployCommands([stage]),
    console: isHttp
      ? [`API Gateway → APIs → ${stage.apiId} → Deploy`, `Stage: ${stage.stageName} → Deploy`]
      : [
          `API Gateway → APIs → ${stage.apiId} → Resources → Deploy API`,
          `Stage: ${stage.stageName} → Deploy`,
        ],
    cloudFormation: isHttp ? httpCloudFormation(stage) : restCloudFormation(stage),
    terraform: isHttp ? HTTP_TERRAFORM : REST_TERRAFORM,
    calls: wanted.canBeMade ? [deployCall(stage, formerDeploymentId)] : [],
    deploys: [],
    onlyWhenAsked: wanted.onlyWhenAsked,
  };
}

/** The call that deploys the API to the stage, and the one that takes it back. */
export function deployCall(stage: StageToDeploy, formerDeploymentId: string): AwsCall {
  const { apiId, stageName } = stage;
  const hasWayBack = formerDeploymentId !== "";
  if (stage.apiType === "http") {
    const input = { ApiId: apiId, StageName: stageName };
    return {
      service: "apigatewayv2",
      operation: "CreateDeployment",
      input,
      undo: hasWayBack
        ? { operation: "UpdateStage", input: { ...input, DeploymentId: formerDeploymentId } }
        : null,
    };
  }
  const input = { restApiId: apiId, stageName };
  const patch = { op: "replace", path: "/deploymentId", value: formerDeploymentId };
  return {
    service: "apigateway",
    operation: "CreateDeployment",
    input,
    undo: hasWayBack
      ? { operation: "UpdateStage", input: { ...input, patchOperations: [patch] } }
      : null,
  };
}

function httpCloudFormation({ apiId, stageName }: StageToDeploy): string {
  return (
    "# on the AWS::ApiGatewayV2::Stage\nAutoDeploy: true\n" +
    "# or a new AWS::ApiGatewayV2::Deployment with each change\n" +
    `NewDeployment:\n  Type: AWS::ApiGatewayV2::Deployment\n  DependsOn: [<the routes of the API>]\n  Properties:\n    ApiId: ${apiId}\n    StageName: ${stageName}`
  );
}

function restCloudFormation({ apiId }: StageToDeploy): string {
  return (
    "# a deployment is frozen when it is made: give it a new logical id with each change\n" +
    `NewDeployment:\n  Type: AWS::ApiGateway::Deployment\n  DependsOn: [<the methods of the API>]\n  Properties:\n    RestApiId: ${apiId}\n` +
    "# on the AWS::ApiGateway::Stage\nDeploymentId: !Ref NewDeployment"
  );
}

const HTTP_TERRAFORM =
  "# on the aws_apigatewayv2_stage\nauto_deploy = true\n" +
  "# or on the aws_apigatewayv2_deployment\ntriggers = {\n" +
  "  redeployment = sha1(jsonencode([<every aws_apigatewayv2_integration and _route of the API>]))\n}";

const REST_TERRAFORM =
  "# on the aws_api_gateway_deployment\ntriggers = {\n" +
  "  redeployment = sha1(jsonencode([<every aws_api_gateway_resource, _method and _integration of the API>]))\n}\n" +
  "lifecycle {\n  create_before_destroy = true\n}";
