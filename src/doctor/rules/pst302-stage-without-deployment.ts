// A stage that no deployment was made for serves nothing, and an API without a stage cannot be called at all: what
// people see is "Not Found" or "Forbidden" for every path, which looks like a fault of routes.
import { deployFix } from "../deploy-fix.ts";
import type { HttpApiItem, HttpApiStageItem, RestApiItem, RestApiStageItem } from "../inventory.ts";
import { manualFix } from "../manual-fix.ts";
import { whyStagesUnknown } from "../missing-reference.ts";
import { httpApiResource, restApiResource, stageResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { hasFailed } from "../stage-deployment-status.ts";
import { httpStageToDeploy, isHttpApi, restStageToDeploy } from "../stage-contents.ts";

export const stageWithoutDeployment: DoctorRule = {
  code: "PST302",
  name: "stage-without-deployment",
  severity: "error",
  summary: "A stage serves nothing, or an API has no stage",
  awsPage: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html",
  inputs: ["httpApis", "restApis"],
  evidence: [],
  examine(context) {
    for (const item of context.inventory.httpApis.filter(isHttpApi)) {
      if (item.stages.length === 0) examineHttpApiWithoutStage(context, item);
      for (const stage of item.stages) {
        // That it failed is a rule of its own.
        if (stage.deployed === null && !hasFailed(stage.stage)) reportHttp(context, item, stage);
      }
    }
    for (const item of context.inventory.restApis) {
      if (item.stages.length === 0) examineRestApiWithoutStage(context, item);
      for (const stage of item.stages) {
        if (stage.deployed === null) reportRest(context, item, stage);
      }
    }
  },
};

function reportHttp(context: RuleContext, item: HttpApiItem, stage: HttpApiStageItem): void {
  const wanted = httpStageToDeploy(item, stage);
  const isAutomatic = stage.stage.AutoDeploy === true;
  context.report({
    resource: stageResource(item, stage),
    title: `Stage ${wanted.stageName} of HTTP API ${item.api.Name ?? ""} has no deployment`,
    seen: {
      "deployment of the stage": "none",
      "automatic deployment": isAutomatic,
      "routes configured": item.routes.length,
    },
    why:
      "A stage serves the snapshot that its deployment holds. Without one there is no route to match, so the gateway " +
      'itself answers every request with 404 {"message":"Not Found"}; no integration is called.',
    fixes: [
      deployFix({
        title: `Deploy what is configured to stage ${wanted.stageName}`,
        stage: wanted,
        formerDeploymentId: "",
        // AWS makes the deployments of an automatic stage itself, and refuses one of an API without a target.
        canBeMade: !isAutomatic && item.routes.some(({ Target = "" }) => Target !== ""),
        onlyWhenAsked: false,
      }),
    ],
  });
}

function reportRest(context: RuleContext, item: RestApiItem, stage: RestApiStageItem): void {
  const wanted = restStageToDeploy(item, stage);
  context.report({
    resource: stageResource(item, stage),
    title: `Stage ${wanted.stageName} of REST API ${item.restApi.name ?? ""} has no deployment`,
    seen: { "deployment of the stage": stage.stage.deploymentId ?? "none" },
    why:
      "A stage serves the snapshot that its deployment holds. Without one it has no resource and no method, so the " +
      "gateway itself answers every request with 403; no integration is called.",
    fixes: [
      deployFix({
        title: `Deploy what is configured to stage ${wanted.stageName}`,
        stage: wanted,
        formerDeploymentId: "",
        canBeMade: methodCount(item) > 0,
        onlyWhenAsked: false,
      }),
    ],
  });
}

function examineHttpApiWithoutStage(context: RuleContext, item: HttpApiItem): void {
  if (item.routes.length === 0) return;
  const { ApiId = "", Name = "" } = item.api;
  const resource = httpApiResource(item);
  const unknown = whyStagesUnknown(context.inventory, ApiId);
  if (unknown !== null) {
    context.undecided(resource, unknown);
    return;
  }
  context.report({
    resource,
    severity: "warning",
    title: `HTTP API ${Name} has routes (${item.routes.length}) and no stage`,
    seen: { "routes configured": item.routes.length, stages: "none" },
    why:
      "A request finds its API by the host and its stage by the first part of the path, or by the stage $default. " +
      'With no stage at all, every request is answered with 404 {"message":"Not Found"}.',
    fixes: [createHttpStage(ApiId)],
  });
}

function createHttpStage(apiId: string): Fix {
  return manualFix({
    title: "Create the stage $default with automatic deployment",
    cli: [`aws apigatewayv2 create-stage --api-id ${apiId} --stage-name '$default' --auto-deploy`],
    console: [
      "API Gateway → APIs → the API → Stages → Create",
      "Name: $default; Enable automatic deployment → Create",
    ],
    cloudFormation: `NewStage:\n  Type: AWS::ApiGatewayV2::Stage\n  Properties:\n    ApiId: ${apiId}\n    StageName: $default\n    AutoDeploy: true`,
    terraform: `resource "aws_apigatewayv2_stage" "default" {\n  api_id      = "${apiId}"\n  name        = "$default"\n  auto_deploy = true\n}`,
  });
}

function examineRestApiWithoutStage(context: RuleContext, item: RestApiItem): void {
  const methods = methodCount(item);
  if (methods === 0) return;
  const { id = "", name = "" } = item.restApi;
  const resource = restApiResource(item);
  const unknown = whyStagesUnknown(context.inventory, id);
  if (unknown !== null) {
    context.undecided(resource, unknown);
    return;
  }
  context.report({
    resource,
    severity: "warning",
    title: `REST API ${name} has methods (${methods}) and no stage`,
    seen: { "methods configured": methods, stages: "none" },
    why:
      "The first part of the path of a request names the stage, and a stage serves a deployment. With no stage, every " +
      'request is answered with 403 {"message":"Forbidden"}.',
    fixes: [createRestStage(id)],
  });
}

function createRestStage(restApiId: string): Fix {
  return manualFix({
    title: "Deploy the API to a stage, which is created with it",
    cli: [`aws apigateway create-deployment --rest-api-id ${restApiId} --stage-name prod`],
    console: [
      "API Gateway → APIs → the API → Resources → Deploy API",
      "Stage: New stage; Stage name: prod → Deploy",
    ],
    cloudFormation:
      "NewDeployment:\n  Type: AWS::ApiGateway::Deployment\n  DependsOn: [<the methods of the API>]\n  Properties:\n" +
      `    RestApiId: ${restApiId}\n` +
      "NewStage:\n  Type: AWS::ApiGateway::Stage\n  Properties:\n" +
      `    RestApiId: ${restApiId}\n    DeploymentId: !Ref NewDeployment\n    StageName: prod`,
    terraform:
      `resource "aws_api_gateway_deployment" "new" {\n  rest_api_id = "${restApiId}"\n  # depends_on: the aws_api_gateway_integration of every method\n}\n` +
      `resource "aws_api_gateway_stage" "new" {\n  rest_api_id   = "${restApiId}"\n  deployment_id = aws_api_gateway_deployment.new.id\n  stage_name    = "prod"\n}`,
  });
}

function methodCount({ resources }: RestApiItem): number {
  return resources.reduce(
    (sum, resource) => sum + Object.keys(resource.resourceMethods ?? {}).length,
    0,
  );
}
