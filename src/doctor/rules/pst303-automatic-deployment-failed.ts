// Automatic deployment tells nobody when it fails: the change was accepted, the stage keeps what it served before, and
// only a sentence on the stage says why.
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import { diffHttpApi } from "../configuration-diff.ts";
import type { HttpApiItem, HttpApiStageItem } from "../inventory.ts";
import { manualFix } from "../manual-fix.ts";
import { whyContentUnknown } from "../missing-reference.ts";
import { stageResource } from "../resources.ts";
import type { AwsCall, DoctorRule, Fix, Report } from "../rule.ts";
import { hasFailed } from "../stage-deployment-status.ts";
import { httpStageToDeploy, isHttpApi } from "../stage-contents.ts";
import { alwaysQuoted } from "../shell-quoted.ts";

export const automaticDeploymentFailed: DoctorRule = {
  code: "PST303",
  name: "automatic-deployment-failed",
  severity: "error",
  summary: "A stage deploys automatically, and its last deployment failed",
  awsPage: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html",
  inputs: ["httpApis"],
  evidence: [],
  examine(context) {
    const comparesAuthorizers = context.inventory.source.kind === "store";
    for (const item of context.inventory.httpApis.filter(isHttpApi)) {
      for (const stage of item.stages) {
        if (!hasFailed(stage.stage)) continue;
        const unknown = whyContentUnknown(context.inventory, item.api.ApiId ?? "");
        if (unknown !== null) {
          context.undecided(stageResource(item, stage), unknown);
          continue;
        }
        const differences = differencesOf(item, stage, comparesAuthorizers);
        // A stage that serves all that is configured has got over it.
        if (differences?.length === 0) continue;
        context.report(reportOf(item, stage, differences ?? []));
      }
    }
  },
};

/** Null where there is nothing to compare with. */
function differencesOf(
  item: HttpApiItem,
  { deployed }: HttpApiStageItem,
  comparesAuthorizers: boolean,
): readonly string[] | null {
  if (deployed === null || deployed === "unreadable") return null;
  return diffHttpApi(deployed, item, { comparesAuthorizers }).lines;
}

function reportOf(
  item: HttpApiItem,
  stage: HttpApiStageItem,
  differences: readonly string[],
): Report {
  const { apiId, stageName } = httpStageToDeploy(item, stage);
  const message = stage.stage.LastDeploymentStatusMessage ?? "";
  const servesNothing = stage.deployed === null;
  const former = stage.stage.DeploymentId ?? "";
  return {
    resource: stageResource(item, stage),
    severity: servesNothing ? "error" : "warning",
    title: `The last automatic deployment of stage ${stageName} of HTTP API ${item.api.Name ?? ""} failed`,
    seen: {
      "what AWS says": message,
      "what the stage serves": servesNothing ? "nothing" : `deployment ${former}`,
      "routes with an integration": targetCount(item),
      ...(differences.length > 0 ? { "what differs (served → configured)": differences } : {}),
    },
    why: servesNothing
      ? 'No deployment was made, so the stage has no route: every request is answered with 404 {"message":"Not Found"}.'
      : `Changes are saved, but requests go on being handled by deployment ${former}, made before the one that failed.`,
    fixes: [targetCount(item) === 0 ? addTarget(apiId) : tryAgain(apiId, stage.stage)],
  };
}

function targetCount({ routes }: HttpApiItem): number {
  return routes.filter(({ Target = "" }) => Target !== "").length;
}

function addTarget(apiId: string): Fix {
  return manualFix({
    title: "Give the API a route with an integration: without one it cannot be deployed",
    cli: [
      `aws apigatewayv2 create-route --api-id ${apiId} --route-key '$default' --target integrations/INTEGRATION-ID`,
    ],
    console: [
      "API Gateway → APIs → the API → Routes → the route → Attach integration",
      "The deployment follows by itself",
    ],
    cloudFormation:
      "# on the AWS::ApiGatewayV2::Route\nTarget: integrations/<id of the integration>",
    terraform: '# on the aws_apigatewayv2_route\ntarget = "integrations/<id of the integration>"',
  });
}

/** Off and on again is what makes AWS deploy once more without a change of the API [I]. */
function tryAgain(apiId: string, { StageName: stageName = "", ApiGatewayManaged }: Stage): Fix {
  const identity = { ApiId: apiId, StageName: stageName };
  const operation = "UpdateStage";
  const switchedOn = { ...identity, AutoDeploy: true };
  const off: AwsCall = {
    service: "apigatewayv2",
    operation,
    input: { ...identity, AutoDeploy: false },
    undo: { operation, input: switchedOn },
  };
  const on: AwsCall = { service: "apigatewayv2", operation, input: switchedOn, undo: null };
  const command = `aws apigatewayv2 update-stage --api-id ${apiId} --stage-name ${alwaysQuoted(stageName)}`;
  return {
    title: "Deploy once more: automatic deployment off and on again",
    cli: [`${command} --no-auto-deploy`, `${command} --auto-deploy`],
    console: [
      `API Gateway → APIs → the API → Stages → ${stageName} → Edit`,
      "Automatic deployment off → Save; on → Save",
    ],
    cloudFormation: "",
    terraform: "",
    // AWS does not let anybody change a stage that it manages itself.
    calls: ApiGatewayManaged === true ? [] : [off, on],
    deploys: [],
    onlyWhenAsked: false,
  };
}
