// What is saved and what a stage serves differ: the change has no effect until somebody deploys. Runs after all other
// rules, because it names which of their findings the pending change mends, and which it would bring.
import {
  diffHttpApi,
  diffRestApi,
  type ConfigurationDiff,
  type DiffOptions,
} from "../configuration-diff.ts";
import { deployFix } from "../deploy-fix.ts";
import type { HttpApiItem, InventoryPart, RestApiItem } from "../inventory.ts";
import { whyContentUnknown } from "../missing-reference.ts";
import { stageResource } from "../resources.ts";
import type {
  DeploymentContext,
  DoctorRule,
  Finding,
  FindingResource,
  StageToDeploy,
} from "../rule.ts";
import { httpStageToDeploy, isHttpApi, restStageToDeploy } from "../stage-contents.ts";

const INPUTS: readonly InventoryPart[] = ["httpApis", "restApis"];
const UNREADABLE = "What the stage has deployed could not be read (ExportApi, GetExport)";

/** One stage that serves something else than what is configured. */
interface PendingChange {
  readonly resource: FindingResource;
  readonly stage: StageToDeploy;
  readonly formerDeploymentId: string;
  readonly diff: ConfigurationDiff;
  /** AWS refuses a deployment of what could not be called. */
  readonly canBeDeployed: boolean;
}

/** Like any rule, but for the context that it gets. */
export const changeNotDeployed: Omit<DoctorRule, "examine"> & {
  examine(context: DeploymentContext): void;
} = {
  code: "PST301",
  name: "change-not-deployed",
  severity: "warning",
  summary: "What is configured differs from what a stage serves",
  awsPage: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html",
  inputs: INPUTS,
  evidence: [],
  examine(context) {
    for (const item of context.inventory.httpApis.filter(isHttpApi)) examineHttpApi(context, item);
    for (const item of context.inventory.restApis) examineRestApi(context, item);
  },
};

function examineHttpApi(context: DeploymentContext, item: HttpApiItem): void {
  const unknown = whyContentUnknown(context.inventory, item.api.ApiId ?? "");
  for (const stage of item.stages) {
    // Where AWS deploys by itself there is nothing to wait for; that it failed is a rule of its own.
    if (stage.stage.AutoDeploy === true || stage.deployed === null) continue;
    const resource = stageResource(item, stage);
    if (stage.deployed === "unreadable") context.undecided(resource, UNREADABLE);
    else if (unknown !== null) context.undecided(resource, unknown);
    else {
      reportChange(context, {
        resource,
        stage: httpStageToDeploy(item, stage),
        formerDeploymentId: stage.stage.DeploymentId ?? "",
        diff: diffHttpApi(stage.deployed, item, optionsFor(context)),
        canBeDeployed: hasTarget(item),
      });
    }
  }
}

function examineRestApi(context: DeploymentContext, item: RestApiItem): void {
  const unknown = whyContentUnknown(context.inventory, item.restApi.id ?? "");
  for (const stage of item.stages) {
    if (stage.deployed === null) continue;
    const resource = stageResource(item, stage);
    if (stage.deployed === "unreadable") context.undecided(resource, UNREADABLE);
    else if (unknown !== null) context.undecided(resource, unknown);
    else {
      reportChange(context, {
        resource,
        stage: restStageToDeploy(item, stage),
        formerDeploymentId: stage.stage.deploymentId ?? "",
        diff: diffRestApi(stage.deployed, item, optionsFor(context)),
        canBeDeployed: everyMethodIsIntegrated(item),
      });
    }
  }
}

function optionsFor({ inventory }: DeploymentContext): DiffOptions {
  return { comparesAuthorizers: inventory.source.kind === "store" };
}

function reportChange(context: DeploymentContext, change: PendingChange): void {
  const { diff, stage, formerDeploymentId } = change;
  if (diff.changes === 0) return;
  const mended = context.mendedByDeployment.filter((finding) => concerns(finding, change));
  const brought = context.broughtByDeployment.filter((finding) => concerns(finding, change));
  const count = diff.changes === 1 ? "1 place" : `${diff.changes} places`;
  context.report({
    resource: change.resource,
    title: `Stage ${stage.stageName} of ${stage.apiId} differs from what is configured in ${count}`,
    seen: {
      "what the stage serves": `deployment ${formerDeploymentId}`,
      "what differs (served → configured)": diff.lines,
      ...(mended.length > 0 ? { "deploying it mends": mended.map(nameOf) } : {}),
      ...(brought.length > 0 ? { "deploying it brings": brought.map(nameOf) } : {}),
    },
    why:
      `The stage serves a snapshot of the API: deployment ${formerDeploymentId}. What is changed after it was made ` +
      "is saved and shown everywhere, but no request meets it until a new deployment is made and the stage points to it.",
    fixes: [
      deployFix({
        title: titleOf(mended, stage.stageName),
        stage,
        formerDeploymentId,
        canBeMade: change.canBeDeployed,
        onlyWhenAsked: brought.some(({ severity }) => severity === "error"),
      }),
    ],
  });
}

function titleOf(mended: readonly Finding[], stageName: string): string {
  const codes = [...new Set(mended.map(({ code }) => code))];
  const effect = codes.length === 0 ? "" : `: mends ${codes.join(", ")}`;
  return `Deploy what is configured to stage ${stageName}${effect}`;
}

function nameOf(finding: Finding): string {
  return `${finding.code} ${finding.name}: ${finding.resource.name}`;
}

/** Whether the stage's pending change is what mends or brings the finding. */
function concerns(finding: Finding, { stage, diff }: PendingChange): boolean {
  const { id, kind } = finding.resource;
  const prefix = `${stage.apiId}/`;
  if (id.startsWith(prefix) && diff.touched.has(id.slice(prefix.length))) return true;
  const deploys = finding.fixes.flatMap((fix) => fix.deploys);
  if (deploys.length > 0) {
    return deploys.some(
      ({ apiId, stageName }) => apiId === stage.apiId && stageName === stage.stageName,
    );
  }
  // A listener or link that only what is configured (or only what is deployed) leads to.
  return id.startsWith("arn:") || kind === "VPC link";
}

function hasTarget({ routes }: HttpApiItem): boolean {
  return routes.some(({ Target = "" }) => Target !== "");
}

function everyMethodIsIntegrated({ resources }: RestApiItem): boolean {
  const methods = resources.flatMap((resource) => Object.values(resource.resourceMethods ?? {}));
  return methods.length > 0 && methods.every((method) => method.methodIntegration !== undefined);
}
