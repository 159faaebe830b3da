// The resources of CloudFormation templates that are read together: each template that is nowhere nested is a stack.
import { basename } from "node:path";
import { objectOf } from "../../services/openapi/json-value.ts";
import type { InventoryPart, Unreadable } from "../inventory.ts";
import { CloudFormationStack } from "./cloudformation-stack.ts";
import { CloudFormationWorld } from "./cloudformation-world.ts";
import type { TemplateReading } from "./template-assembly.ts";
import type { TemplateDocument } from "./template-file.ts";
import type { IdentityPlace } from "./template-identity.ts";
import type { TemplateLibrary } from "./template-library.ts";

export interface CloudFormationOptions {
  readonly given: { readonly region: string | undefined; readonly account: string | undefined };
  readonly place: IdentityPlace;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Resources of all stacks; imports between them are joined. */
export function readCloudFormation(
  documents: readonly TemplateDocument[],
  library: TemplateLibrary,
  { given, place, parameters }: CloudFormationOptions,
): TemplateReading {
  const stacksOf = (chosen: readonly TemplateDocument[]): CloudFormationStack[] => {
    const world = new CloudFormationWorld(given, place, library);
    const names = namesOf(chosen);
    return chosen.map((document, index) => {
      const name = names[index] ?? "";
      return new CloudFormationStack(document, world, {
        prefix: chosen.length === 1 ? "" : `${name}-`,
        name,
        nesting: 0,
        parameter: (parameter) =>
          Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined,
      });
    });
  };
  const nested = new Set(stacksOf(documents).flatMap((stack) => stack.nestedPaths()));
  const outermost = documents.filter(({ path }) => !nested.has(path));
  // Templates that nest each other in a circle are all inside of one.
  const roots = stacksOf(outermost.length === 0 ? documents : outermost);
  return {
    resources: roots.flatMap((stack) => stack.resources()),
    unreadable: [
      ...roots.flatMap((stack) => stack.missingStacks()).flatMap(nestedUnreadable),
      ...roots.flatMap((stack) => generatedUnreadable(stack.document)),
    ],
  };
}

/** "shop.template.json" → "shop"; equal names are told apart by number. */
function namesOf(documents: readonly TemplateDocument[]): string[] {
  const seen = new Map<string, number>();
  return documents.map(({ path }) => {
    const name = basename(path).replace(/(?:\.template)?\.(?:json|ya?ml|template)$/, "");
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}${count}`;
  });
}

/** Resources that a loop or a macro makes are not written in the template. */
function generatedUnreadable({ path, root }: TemplateDocument): Unreadable[] {
  return Object.keys(objectOf(root["Resources"]))
    .filter((key) => key.startsWith("Fn::"))
    .flatMap((key) =>
      GENERATED_PARTS.map((part) => ({
        part,
        what: `resources of ${key} in ${path}`,
        why: "what CloudFormation makes of it is not known before deployment",
      })),
    );
}

const GENERATED_PARTS: readonly InventoryPart[] = ["httpApis", "restApis", "listeners"];

function nestedUnreadable(location: { readonly address: string }): Unreadable[] {
  return GENERATED_PARTS.map((part) => ({
    part,
    what: `nested stack ${location.address}`,
    why: "its template is not beside this one",
  }));
}
