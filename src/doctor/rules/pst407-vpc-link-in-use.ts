// A VPC link that is to go and is still referred to: it is being deleted, it has failed and must be made anew, or only
// what a stage has deployed still leads through it, which nobody sees in the configuration. Says who refers to it, in
// the order in which to remove it. That AWS refused to delete a link is told to who called and kept nowhere that could
// be read, so a link that is configured and works is spoken of only where somebody asks for this rule by name.
import { deployCall } from "../deploy-fix.ts";
import { deployCommands } from "../deploy-commands.ts";
import type { RestVpcLinkItem, VpcLinkItem } from "../inventory.ts";
import { linkStatus } from "../link-status.ts";
import { linkReferences, type LinkReference, type LinkReferences } from "../link-references.ts";
import { vpcLinkResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";

/** Of more references, only the number is told. */
const REFERENCES_MAX = 20;
const NOBODY: LinkReferences = { configured: [], deployed: [] };

export const vpcLinkInUse: DoctorRule = {
  code: "PST407",
  name: "vpc-link-in-use",
  severity: "info",
  summary: "A VPC link that is to go is still referred to",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html",
  inputs: ["httpApis", "restApis", "vpcLinks", "restVpcLinks"],
  evidence: [],
  examine(context) {
    const byLink = linkReferences(context.inventory);
    for (const item of [...context.inventory.vpcLinks, ...context.inventory.restVpcLinks]) {
      examineLink(context, item, byLink.get(vpcLinkResource(item).id) ?? NOBODY);
    }
  },
};

function examineLink(
  context: RuleContext,
  item: VpcLinkItem | RestVpcLinkItem,
  references: LinkReferences,
): void {
  const resource = vpcLinkResource(item);
  const status = linkStatus(item);
  const isGoing = status === "DELETING" || status === "FAILED";
  const { configured, deployed } = references;
  if (configured.length + deployed.length === 0) {
    if (isGoing && someStageIsUnreadable(context)) {
      const why = "What some stages have deployed could not be read: they may refer to the link";
      context.undecided(resource, why);
    }
    return;
  }
  const isLeftOver = configured.length === 0;
  if (!isGoing && !isLeftOver && !context.isAsked) return;
  context.report({
    resource,
    title: titleOf(resource.name, status, references),
    seen: {
      "state of the link": status,
      "what is configured refers to it by": namesOf(configured),
      "what stages serve refers to it by": namesOf(deployed),
      "order in which to remove it": orderOf(resource.id, references),
    },
    why: whyOf(status, references),
    fixes: [fixOf(item, references)],
  });
}

function isFirstKind({ vpcLink }: VpcLinkItem | RestVpcLinkItem): boolean {
  return "id" in vpcLink;
}

function someStageIsUnreadable({ inventory }: RuleContext): boolean {
  return [...inventory.httpApis, ...inventory.restApis].some(({ stages }) =>
    stages.some(({ deployed }) => deployed === "unreadable"),
  );
}

function namesOf(references: readonly LinkReference[]): string[] {
  const names = references.slice(0, REFERENCES_MAX).map(({ name }) => name);
  const more = references.length - names.length;
  return more === 0 ? names : [...names, `and ${more} more`];
}

function titleOf(name: string, status: string, { configured, deployed }: LinkReferences): string {
  const count = configured.length + deployed.length;
  if (status === "DELETING") return `${name} is being deleted and still referred to (${count}×)`;
  if (status === "FAILED")
    return `${name} has failed, must be replaced and is referred to (${count}×)`;
  if (configured.length > 0) return `${name} is in use, so AWS does not delete it (${count}×)`;
  return `${name} is no longer configured anywhere, but stages still lead through it (${deployed.length}×)`;
}

function whyOf(status: string, { configured, deployed }: LinkReferences): string {
  if (status === "DELETING") {
    return "Requests that lead through the link fail from now on; nothing brings the link back.";
  }
  if (status === "FAILED") {
    return (
      "A link that failed never comes up again: another one takes its place, and AWS deletes this one only when nothing " +
      "refers to it any more, neither what is configured nor what stages serve."
    );
  }
  if (configured.length > 0) {
    return (
      "AWS deletes a link only when nothing refers to it: of REST APIs neither what is configured nor what stages serve, " +
      "of HTTP APIs what is configured. As long as the link is wanted, nothing is wrong with this."
    );
  }
  return deployed.some(({ stage }) => stage?.apiType === "rest")
    ? "A stage serves the snapshot of its deployment, and the snapshot still names the link. AWS refuses to delete it " +
        "(Cannot delete vpc link. Vpc link … is referenced in …) although no method refers to it any more."
    : "A stage serves the snapshot of its deployment, and the snapshot still names the link: if the link is deleted, " +
        "requests to that stage fail, although no integration refers to it any more.";
}

function stagesOf(deployed: readonly LinkReference[]): LinkReference[] {
  const stages = new Map<string, LinkReference>();
  for (const reference of deployed) {
    const { stage } = reference;
    if (stage !== null) stages.set(`${stage.apiId}/${stage.stageName}`, reference);
  }
  return [...stages.values()];
}

function orderOf(linkId: string, { configured, deployed }: LinkReferences): string[] {
  const steps: string[] = [];
  if (configured.length > 0) {
    steps.push(
      `Let these lead through another link, or delete them: ${namesOf(configured).join("; ")}`,
    );
  }
  for (const { stage } of stagesOf(deployed)) {
    if (stage !== null) steps.push(`Deploy API ${stage.apiId} to stage ${stage.stageName}`);
  }
  return [...steps, `Delete VPC link ${linkId}`].map((step, index) => `${index + 1}. ${step}`);
}

/** Only the deployments are made: a link that is deleted cannot be had back. */
function fixOf(item: VpcLinkItem | RestVpcLinkItem, references: LinkReferences): Fix {
  const { id } = vpcLinkResource(item);
  const service = isFirstKind(item) ? "apigateway" : "apigatewayv2";
  const stages = stagesOf(references.deployed);
  const toDeploy = stages.flatMap(({ stage }) => (stage === null ? [] : [stage]));
  // While integrations refer to it, a deployment would freeze the reference again.
  const canDeploy = references.configured.length === 0;
  return {
    title: canDeploy
      ? "Deploy what is configured to the stages that still lead through the link"
      : "Take the references away in this order, then delete the link",
    cli: [...deployCommands(toDeploy), `aws ${service} delete-vpc-link --vpc-link-id ${id}`],
    console: [
      "API Gateway → APIs → each API: let integrations lead elsewhere; Deploy to each stage",
      `API Gateway → VPC links → ${id} → Delete`,
    ],
    cloudFormation: "",
    terraform: "",
    calls: canDeploy
      ? stages.flatMap(({ stage, formerDeploymentId }) =>
          stage === null ? [] : [deployCall(stage, formerDeploymentId)],
        )
      : [],
    deploys: [],
    onlyWhenAsked: true,
  };
}
