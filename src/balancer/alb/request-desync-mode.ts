// What each desync mitigation mode lets through. Blocking is a 400 and the end of the client's connection, without a
// word to any target; defensive mode lets Ambiguous requests through but ends both connections after them.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
import type { DesyncMode } from "../../store/snapshots.ts";
import { ACCEPTABLE, SEVERE } from "../../wire/http1/desync-tier.ts";

/** The lowest tier that the mode blocks. */
export const DESYNC_BLOCKED_FROM: Readonly<Record<DesyncMode, number>> = {
  monitor: SEVERE + 1,
  defensive: SEVERE,
  strictest: ACCEPTABLE,
};
