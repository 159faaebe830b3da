// One place that can be examined: where its inventory and its evidence come from, and who can change something there.
// The command, the edge's routes and the lab each make their own; nothing here knows how a source reads.
import type { AwsCaller } from "./fixing/aws-caller.ts";
import type { Inventory } from "./inventory.ts";
import type { GatheredEvidence } from "./sources/evidence-source.ts";

export interface DoctorSource {
  readInventory(): Promise<Inventory>;
  /** What was seen of the traffic there; NO_EVIDENCE where there is nobody to ask. */
  gatherEvidence(inventory: Inventory): Promise<GatheredEvidence>;
  /** Null where nothing can be changed: a template is mended in its file. */
  readonly caller: AwsCaller | null;
}
