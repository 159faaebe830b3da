// Health checks that fail for what they ask and not for what the targets are: another protocol than the port speaks,
// codes that the matcher does not take, another port. The targets may be well then; that is why it is told apart from
// targets that do not answer.
import type { TargetGroupItem, TargetItem } from "./inventory.ts";
import type { RuleContext } from "./rule.ts";
import { knownSpeech, nameOf } from "./target-speech.ts";
import { isUnresolved } from "./unresolved.ts";

export interface HealthCheckMismatch {
  readonly kind: "protocol" | "codes" | "port";
  /** "10.0.0.10:80" of the targets that fail for it; all of them where no health is known. */
  readonly targets: readonly string[];
  /** Codes that were answered; empty but for "codes". */
  readonly codes: readonly number[];
  /** What the targets' port speaks, where the kind is "protocol". */
  readonly speaks: "http" | "tls" | "";
}

type Looked = Pick<RuleContext, "inventory" | "evidence">;

/** From here on it is the target that says it is not well. */
const SERVER_ERROR = 500;
/** What servers answer to plain HTTP on a TLS port. */
const BAD_REQUEST = 400;

/** Null: no health check fails, or not for that. */
export function healthCheckMismatch(
  context: Looked,
  group: TargetGroupItem,
): HealthCheckMismatch | null {
  if (group.targetGroup.HealthCheckEnabled === false || group.targetGroup.TargetType === "lambda") {
    return null;
  }
  const failing = group.targets.filter(isFailing);
  const isKnown = group.targets.some(({ health }) => health !== null);
  if (isKnown && failing.length === 0) return null;
  if (speakOtherwise(context, group)) return null;
  const names = (isKnown ? failing : group.targets).map((item) => nameOf(group, item));
  const speaks = otherProtocol(context, group, failing);
  if (speaks !== "") return { kind: "protocol", targets: names, codes: [], speaks };
  if (!isKnown) return null;
  const codes = [...new Set(failing.flatMap(codesOf))];
  if (failing.every((item) => codesOf(item).some((code) => code < SERVER_ERROR))) {
    return { kind: "codes", targets: names, codes, speaks: "" };
  }
  const isOtherPort = checksOtherPort(group) && codes.length === 0;
  return isOtherPort && !isDeadByProbe(context, group, names)
    ? { kind: "port", targets: names, codes: [], speaks: "" }
    : null;
}

/**
 * Whether targets speak, or seem to speak, another protocol than their group says: then the group is wrong, not its
 * health check, and PST109 says so.
 */
export function speakOtherwise(context: Looked, group: TargetGroupItem): boolean {
  const expected = speechOf(group);
  const known = knownSpeech(context, group);
  if (known.length > 0) return expected !== "" && known.some(({ speaks }) => speaks !== expected);
  const { HealthCheckProtocol, HealthCheckPort = "traffic-port" } = group.targetGroup;
  return (
    HealthCheckProtocol === "HTTP" &&
    HealthCheckPort === "traffic-port" &&
    group.targets.length > 0 &&
    group.targets.every((item) => codesOf(item).join() === String(BAD_REQUEST))
  );
}

/** True for targets that health checks found unwell. */
export function isFailing({ health }: TargetItem): boolean {
  return health?.State === "unhealthy" || health?.State === "unhealthy.draining";
}

/** "Health checks failed with these codes: [404]" */
export function codesOf({ health }: TargetItem): number[] {
  if (health?.Reason !== "Target.ResponseCodeMismatch") return [];
  return [...(health.Description ?? "").matchAll(/\d{3}/g)].map(([code]) => Number(code));
}

/** Whether checks go to another port than requests. */
export function checksOtherPort({ targetGroup, targets }: TargetGroupItem): boolean {
  const { HealthCheckPort: port = "traffic-port", Port } = targetGroup;
  if (port === "traffic-port" || isUnresolved(port)) return false;
  return !targets.some(({ target }) => String(target.Port ?? Port) === port);
}

/** What the port speaks where that is not what the check speaks; "" where it fits or cannot be told. */
function otherProtocol(
  context: Looked,
  group: TargetGroupItem,
  failing: readonly TargetItem[],
): "http" | "tls" | "" {
  const { HealthCheckProtocol } = group.targetGroup;
  if (HealthCheckProtocol !== "HTTP" && HealthCheckProtocol !== "HTTPS") return "";
  if (checksOtherPort(group) || group.targets.some(({ health }) => health?.State === "healthy")) {
    return "";
  }
  const names = new Set(failing.map((item) => nameOf(group, item)));
  const known = knownSpeech(context, group).find(
    ({ target }) => names.size === 0 || names.has(target),
  );
  const speaks = known?.speaks ?? speechOf(group);
  const checked = HealthCheckProtocol === "HTTPS" ? "tls" : "http";
  return speaks === "" || speaks === checked ? "" : speaks;
}

/** What the load balancer itself speaks to the targets, which is what they are meant to speak. */
function speechOf({ targetGroup: { Protocol } }: TargetGroupItem): "http" | "tls" | "" {
  if (Protocol === "HTTP") return "http";
  return Protocol === "HTTPS" || Protocol === "TLS" ? "tls" : "";
}

function isDeadByProbe(
  { evidence }: Looked,
  { arn }: TargetGroupItem,
  names: readonly string[],
): boolean {
  return evidence.probes.some(
    ({ targetGroupArn, target, speaks }) =>
      targetGroupArn === arn &&
      names.includes(target) &&
      (speaks === "refused" || speaks === "nothing"),
  );
}
