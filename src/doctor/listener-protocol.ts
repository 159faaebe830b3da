// What a listener expects of the first bytes of a connection.
import type { ListenerItem } from "./inventory.ts";
import { isUnresolved } from "./unresolved.ts";

/**
 * "tls": HTTPS and TLS listeners; "http": an Application Load Balancer's HTTP listener; "bytes": a Network Load
 * Balancer's TCP listener, which hands on whatever comes; "other": no stream of bytes at all; "unresolved".
 */
export type Expectation = "tls" | "http" | "bytes" | "other" | "unresolved";

export function expectationOf({ listener }: ListenerItem): Expectation {
  const { Protocol } = listener;
  if (Protocol === undefined || isUnresolved(Protocol)) return "unresolved";
  if (Protocol === "HTTPS" || Protocol === "TLS") return "tls";
  if (Protocol === "HTTP") return "http";
  return Protocol === "TCP" || Protocol === "TCP_UDP" ? "bytes" : "other";
}
