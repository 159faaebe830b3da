// Terraform plans as `terraform show -json` writes them. What is known after apply only is followed through the
// references of the configuration, so that resources of the plan find each other.
// https://developer.hashicorp.com/terraform/internals/json-format
import { isObject, objectOf, type JsonObject } from "../../services/openapi/json-value.ts";
import type { TemplateReading } from "./template-assembly.ts";
import type { TemplateDocument } from "./template-file.ts";
import type { IdentityPlace } from "./template-identity.ts";
import type { TemplateResource } from "./template-resource.ts";
import { joinTerraformResources } from "./terraform-joins.ts";
import { plannedResources } from "./terraform-planned.ts";
import { TerraformReferences } from "./terraform-references.ts";
import { terraformTypes } from "./terraform-types.ts";

/** Whether a document is such a plan. */
export function isTerraformPlan(root: JsonObject): boolean {
  return isObject(root["planned_values"]) && root["Resources"] === undefined;
}

/** Resources of all plans. */
export function readTerraformPlans(
  documents: readonly TemplateDocument[],
  place: IdentityPlace,
): TemplateReading {
  return {
    resources: documents.flatMap((document, index) =>
      resourcesOf(document, { ...place, prefix: index === 0 ? "" : `plan${index + 1}-` }),
    ),
    unreadable: [],
  };
}

function resourcesOf(
  document: TemplateDocument,
  place: IdentityPlace & { readonly prefix: string },
): TemplateResource[] {
  const planned = plannedResources(document);
  const references = new TerraformReferences(document.root, planned, place);
  const found: TemplateResource[] = [];
  for (const resource of planned) {
    const kind = terraformTypes.get(resource.type);
    if (kind === undefined) continue;
    const identity = references.identity(resource);
    const position = document.positions.ofText(resource.value, JSON.stringify(resource.address));
    const location = {
      file: document.path,
      line: position?.line ?? 0,
      column: position?.column ?? 0,
      address: resource.address,
    };
    found.push({
      type: kind.type,
      id: identity.id,
      label: resource.name,
      arn: identity.arn,
      attributes: identity.attributes,
      properties: kind.properties(objectOf(references.values(resource))),
      location,
      locate: () => location,
    });
  }
  return joinTerraformResources(found);
}
