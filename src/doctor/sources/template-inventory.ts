// The inventory of infrastructure that is not deployed yet: CloudFormation, SAM and synthesised CDK templates, and
// Terraform plans. It is the state that a deployment would make, with the place in the file of every resource.
import { basename } from "node:path";
import { isObject, objectOf } from "../../services/openapi/json-value.ts";
import type { Inventory } from "../inventory.ts";
import { readCloudFormation } from "./cloudformation-reading.ts";
import { assembleInventory, type TemplateReading } from "./template-assembly.ts";
import { TemplateError } from "./template-error.ts";
import type { TemplateDocument, TemplateFile } from "./template-file.ts";
import { TemplateLibrary } from "./template-library.ts";
import { isTerraformPlan, readTerraformPlans } from "./terraform-plan.ts";

/** Where nobody said where the template will be deployed: ids and ARNs made here need something. */
const PLACE = { region: "us-east-1", account: "123456789012" };

export interface TemplateOptions {
  /** Values of CloudFormation parameters, of templates that are not nested. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly account?: string;
}

/**
 * Reads templates and plans: paths (of files, or of folders such as the CDK's `cdk.out`), or files with their text. What
 * is read together belongs together: a stack's imports are another one's exports. Throws a TemplateError that names file
 * and line when something is none of them.
 */
export async function readTemplateInventory(
  files: readonly (TemplateFile | string)[] | string,
  options: TemplateOptions = {},
): Promise<Inventory> {
  const library = new TemplateLibrary();
  const asked = typeof files === "string" ? [files] : files;
  library.addFiles(asked.filter((file) => typeof file !== "string"));
  for (const file of asked) if (typeof file === "string") await library.addPath(file);
  const plans = library.asked.filter(({ root }) => isTerraformPlan(root));
  const templates = library.asked.filter(
    (document) => !plans.includes(document) && !isIncludedDocument(document, library),
  );
  for (const template of templates) refuseOthers(template);
  refuseUnknownParameters(options.parameters ?? {}, templates);
  const place = {
    region: options.region ?? PLACE.region,
    account: options.account ?? PLACE.account,
  };
  const given = { region: options.region, account: options.account };
  const readings = [
    readCloudFormation(templates, library, { given, place, parameters: options.parameters ?? {} }),
    readTerraformPlans(plans, place),
  ];
  return assembleInventory(
    {
      kind: templates.length === 0 ? "terraform" : "cloudformation",
      name: asked.map((file) => (typeof file === "string" ? file : basename(file.path))).join(", "),
      ...place,
      isPostern: false,
    },
    joined(readings),
  );
}

/** OpenAPI documents may be given together with the templates that include them. */
function isIncludedDocument({ root }: TemplateDocument, library: TemplateLibrary): boolean {
  const isOpenApi = root["openapi"] !== undefined || root["swagger"] !== undefined;
  return isOpenApi && root["Resources"] === undefined && library.asked.length > 1;
}

function refuseOthers({ path, root }: TemplateDocument): void {
  if (isObject(root["Resources"])) return;
  const problem =
    root["Resources"] === undefined
      ? "it is no CloudFormation template (no Resources) and no Terraform plan (no planned_values; `terraform show -json PLAN` writes one)"
      : "its Resources are no object";
  throw new TemplateError(problem, { file: path, line: 1, column: 1 });
}

/** A name that is misspelt would else leave the default in force without a word. */
function refuseUnknownParameters(
  given: Readonly<Record<string, string>>,
  templates: readonly TemplateDocument[],
): void {
  const known = new Set(templates.flatMap(({ root }) => Object.keys(objectOf(root["Parameters"]))));
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue;
    const there = known.size === 0 ? "there are none" : `there are ${[...known].join(", ")}`;
    throw new Error(`Cannot set parameter "${name}": the templates do not have it, ${there}`);
  }
}

function joined(readings: readonly TemplateReading[]): TemplateReading {
  return {
    resources: readings.flatMap(({ resources }) => resources),
    unreadable: readings.flatMap(({ unreadable }) => unreadable),
  };
}
