// A value within the fragment of a template that a fix proposes: what the inventory has, as it has it, or a place that
// is plainly left for people to fill. Nothing is made up: a report of a template says it in the template's own terms.
import { isUnresolved } from "./unresolved.ts";

/** "" where it is not known; `what` is then what people have to choose: "id of the VPC link". */
export function fragmentValue(known: string, what: string): string {
  return known === "" || isUnresolved(known) ? `<${what}>` : known;
}
