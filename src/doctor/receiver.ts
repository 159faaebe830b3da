// Who reads the first bytes of a connection to a listener, and what it expects: the listener itself, or, behind a TCP
// listener of a Network Load Balancer, the targets.
import { forwardedGroups } from "./forwarded-groups.ts";
import type { ListenerItem } from "./inventory.ts";
import { expectationOf } from "./listener-protocol.ts";
import type { RuleContext } from "./rule.ts";
import { knownSpeech } from "./target-speech.ts";

export interface Receiver {
  readonly expects: "http" | "tls" | "unknown";
  /** For people: "the HTTP listener", "the targets behind the TCP listener (10.0.0.10:80: …)"; why not, if unknown. */
  readonly what: string;
  readonly isTarget: boolean;
}

export function receiverOf(
  context: Pick<RuleContext, "inventory" | "evidence">,
  item: ListenerItem,
): Receiver {
  const { Protocol = "", Port = 0 } = item.listener;
  const expected = expectationOf(item);
  if (expected === "http" || expected === "tls") {
    return { expects: expected, what: `the ${Protocol} listener on port ${Port}`, isTarget: false };
  }
  if (expected !== "bytes") {
    return {
      expects: "unknown",
      what: "The protocol of the listener is not known",
      isTarget: false,
    };
  }
  const known = forwardedGroups(context.inventory, item).flatMap((group) =>
    knownSpeech(context, group),
  );
  const decisive = known.find(({ speaks }) => speaks === "http") ?? known[0];
  if (decisive === undefined) {
    const what = `The ${Protocol} listener on port ${Port} hands bytes on as they come, and what its targets speak is not known`;
    return { expects: "unknown", what, isTarget: true };
  }
  const { target, because, speaks } = decisive;
  const what = `target ${target} behind the ${Protocol} listener on port ${Port} (${because})`;
  return { expects: speaks, what, isTarget: true };
}
