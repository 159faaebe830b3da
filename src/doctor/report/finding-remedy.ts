// What to show of a fix: the commands for something that runs, the change in the file for a template.
import { deployCommands } from "../deploy-commands.ts";
import type { Inventory } from "../inventory.ts";
import type { Finding, Fix } from "../rule.ts";

export interface Remedy {
  readonly title: string;
  /** "sh", "yaml" or "hcl" */
  readonly language: string;
  readonly text: string;
}

/** One per fix of the finding, in the order of the rule; what waits for a deployment is mended by that. */
export function remediesOf(finding: Finding, kind: Inventory["source"]["kind"]): Remedy[] {
  if (finding.mendedBy !== null && finding.mendedBy.deploys.length > 0) {
    const text = deployCommands(finding.mendedBy.deploys).join("\n");
    return [{ title: "Deploy what is saved already (PST301)", language: "sh", text }];
  }
  return finding.fixes.map((fix) => remedyOf(fix, kind));
}

function remedyOf(fix: Fix, kind: Inventory["source"]["kind"]): Remedy {
  const { title, cli, cloudFormation, terraform } = fix;
  if (kind === "cloudformation" && cloudFormation !== "") {
    return { title, language: "yaml", text: cloudFormation };
  }
  if (kind === "terraform" && terraform !== "") return { title, language: "hcl", text: terraform };
  return { title, language: "sh", text: cli.join("\n") };
}
