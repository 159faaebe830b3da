// Whether something that is referred to and not in the inventory is surely not there. It need not be: a template may
// refer to what another one made, a permission may have been missing, and a value may not be known before deployment.
import type { Inventory, InventoryPart } from "./inventory.ts";
import { isUnresolved, readable } from "./unresolved.ts";

/** Parts of a resource that can be unreadable while the resource itself was read. */
const DETAILS = /^(attributes|rules|tags|health|targets|certificates)\b/i;

/** Null: it does not exist. Else why that cannot be told. */
export function whyUnknown(
  inventory: Inventory,
  part: InventoryPart,
  reference: string,
): string | null {
  if (isUnresolved(reference)) {
    return `It is not known before deployment what is referred to: ${readable(reference)}`;
  }
  const { kind, name } = inventory.source;
  if (kind === "cloudformation" || kind === "terraform") {
    return `${reference} is not in ${name}: it may be there already`;
  }
  const unreadable = inventory.unreadable.find(
    (item) => item.part === part && !DETAILS.test(item.what),
  );
  return unreadable === undefined
    ? null
    : `${unreadable.what} could not be read: ${unreadable.why}`;
}

/** The stage variable that a text still waits for after all that the stage has were put in; "" for none. */
export function missingStageVariable(text: string): string {
  return /\$\{stageVariables\.([A-Za-z0-9_]+)\}/.exec(text)?.[1] ?? "";
}

/** What the reader of accounts calls the parts of an API that are read by calls of their own. */
const CONTENT = /^(routes|integrations|resources)\b/;
const STAGES = /^stages\b/;

/** Null: routes, methods and integrations of the API are as the inventory has them. Else why they may be others. */
export function whyContentUnknown(inventory: Inventory, apiId: string): string | null {
  return whyPartUnknown(inventory, apiId, CONTENT);
}

/** Null: the API has the stages that the inventory has. Else why it may have others. */
export function whyStagesUnknown(inventory: Inventory, apiId: string): string | null {
  return whyPartUnknown(inventory, apiId, STAGES);
}

function whyPartUnknown({ unreadable }: Inventory, apiId: string, part: RegExp): string | null {
  const found = unreadable.find(
    // Of many APIs only some are named.
    ({ what }) => part.test(what) && (what.includes(apiId) || / and \d+ more$/.test(what)),
  );
  return found === undefined ? null : `${found.what} could not be read: ${found.why}`;
}
