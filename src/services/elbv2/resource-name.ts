// Names of load balancers and target groups: up to 32 letters, digits and hyphens, no hyphen at either end.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
import { validationError } from "../../protocol/constraints.ts";

const NAME_LENGTH_MAX = 32;

/** Refuses a name that AWS refuses; `what` is "Load balancer" or "Target group". */
export function checkResourceName(what: "Load balancer" | "Target group", name: string): void {
  if (name.length === 0) throw validationError(`${what} name cannot be blank`);
  if (name.length > NAME_LENGTH_MAX) {
    throw validationError(
      `${what} name '${name}' cannot be longer than '${NAME_LENGTH_MAX}' characters`,
    );
  }
  if (name.startsWith("-") || name.endsWith("-")) {
    throw validationError(`${what} name '${name}' cannot begin or end with '-'`);
  }
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    throw validationError(
      `${what} name '${name}' can only contain characters that are alphanumeric characters or hyphens(-)`,
    );
  }
  if (what === "Load balancer" && name.startsWith("internal-")) {
    throw validationError(`Load balancer name '${name}' cannot begin with 'internal-'`);
  }
}
