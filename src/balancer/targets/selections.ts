// The selection algorithms, by the names that target group attributes give them; a new one is one file and one line.
import { flowHashSelection } from "./selection-flow-hash.ts";
import { leastOutstandingSelection } from "./selection-least-outstanding.ts";
import { randomSelection } from "./selection-random.ts";
import { roundRobinSelection } from "./selection-round-robin.ts";
import type { SelectionFactory } from "./selection.ts";

export type SelectionName =
  | "round_robin"
  | "least_outstanding_requests"
  | "weighted_random"
  | "flow_hash";

/** "flow_hash" is what every TCP and TLS group uses; it is not an attribute's value. */
export const SELECTIONS: Readonly<Record<SelectionName, SelectionFactory>> = {
  round_robin: roundRobinSelection,
  least_outstanding_requests: leastOutstandingSelection,
  weighted_random: randomSelection,
  flow_hash: flowHashSelection,
};
