// Whether targets speak TLS or plain HTTP on their port, as far as anything tells: somebody connected to them, the
// target is a load balancer whose listener is known, or health checks of one kind succeed on that very port. Only
// what is certain counts; a port number is no evidence.
import { StatusMatcher } from "../balancer/targets/status-matcher.ts";
import type { TargetGroupItem, TargetItem } from "./inventory.ts";
import type { RuleContext } from "./rule.ts";
import { expectationOf } from "./listener-protocol.ts";

/** A plain HTTP request on a TLS port is answered 400 by most servers: such a check proves nothing. */
const BAD_REQUEST = 400;

/** What one target speaks, and how that is known. */
export interface TargetSpeech {
  /** "10.0.0.10:8443" */
  readonly target: string;
  readonly speaks: "http" | "tls";
  readonly because: string;
}

/** The targets of the group of which it is known; others are left out. */
export function knownSpeech(
  context: Pick<RuleContext, "inventory" | "evidence">,
  group: TargetGroupItem,
): TargetSpeech[] {
  return group.targets.flatMap((item) => {
    const target = nameOf(group, item);
    const found =
      probedSpeech(context, group.arn, target) ??
      balancerSpeech(context, group, item) ??
      checkedSpeech(group, item);
    return found === null ? [] : [{ target, ...found }];
  });
}

/** "Id:Port", with the group's port where the target has none of its own. */
export function nameOf(group: TargetGroupItem, { target }: TargetItem): string {
  return `${target.Id ?? ""}:${target.Port ?? group.targetGroup.Port ?? ""}`;
}

type Speech = Pick<TargetSpeech, "speaks" | "because">;

function probedSpeech(
  { evidence }: Pick<RuleContext, "evidence">,
  targetGroupArn: string,
  target: string,
): Speech | null {
  const probe = evidence.probes.find(
    (candidate) => candidate.targetGroupArn === targetGroupArn && candidate.target === target,
  );
  if (probe?.speaks !== "http" && probe?.speaks !== "tls") return null;
  const protocol = probe.speaks === "tls" ? "TLS" : "plain HTTP";
  return { speaks: probe.speaks, because: `it answered a probe in ${protocol}` };
}

function balancerSpeech(
  { inventory }: Pick<RuleContext, "inventory">,
  { targetGroup }: TargetGroupItem,
  { target }: TargetItem,
): Speech | null {
  if (targetGroup.TargetType !== "alb") return null;
  const port = target.Port ?? targetGroup.Port;
  const listener = inventory.listeners.find(
    (item) => item.listener.LoadBalancerArn === target.Id && item.listener.Port === port,
  );
  if (listener === undefined) return null;
  const expected = expectationOf(listener);
  if (expected !== "tls" && expected !== "http") return null;
  const because = `it is a load balancer with an ${listener.listener.Protocol} listener on port ${port}`;
  return { speaks: expected, because };
}

function checkedSpeech({ targetGroup }: TargetGroupItem, item: TargetItem): Speech | null {
  const { HealthCheckProtocol, HealthCheckPort = "traffic-port", HealthCheckEnabled } = targetGroup;
  if (item.health?.State !== "healthy" || HealthCheckEnabled === false) return null;
  const port = String(item.target.Port ?? targetGroup.Port);
  if (HealthCheckPort !== "traffic-port" && HealthCheckPort !== port) return null;
  if (HealthCheckProtocol === "HTTPS") {
    return { speaks: "tls", because: "it passes HTTPS health checks on that port" };
  }
  const success = new StatusMatcher(targetGroup.Matcher?.HttpCode ?? "200");
  if (HealthCheckProtocol !== "HTTP" || success.matches(BAD_REQUEST)) return null;
  return { speaks: "http", because: "it passes plain HTTP health checks on that port" };
}
