// Which targets may be chosen. Healthy ones; all registered ones when fewer than the group's minimum are healthy
// ("fail open"); never one that is being deregistered. Pure
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-health).

/** What eligibility goes by. */
export interface CandidateTarget {
  /** Registered, not draining, and its address is known. */
  readonly registered: boolean;
  readonly healthy: boolean;
}

export interface HealthyMinimum {
  readonly minimumHealthyCount: number;
  /** Of the registered targets; null: off. */
  readonly minimumHealthyPercentage: number | null;
}

export interface Eligible<T> {
  readonly targets: readonly T[];
  /** Unhealthy targets are among them because too few are healthy. */
  readonly failOpen: boolean;
}

/** The candidates that may be chosen, in their order. */
export function eligibleTargets<T extends CandidateTarget>(
  candidates: Iterable<T>,
  minimum: HealthyMinimum,
): Eligible<T> {
  const registered: T[] = [];
  const healthy: T[] = [];
  for (const candidate of candidates) {
    if (!candidate.registered) continue;
    registered.push(candidate);
    if (candidate.healthy) healthy.push(candidate);
  }
  const byPercentage =
    minimum.minimumHealthyPercentage === null
      ? 0
      : Math.ceil((registered.length * minimum.minimumHealthyPercentage) / 100);
  const needed = Math.max(1, minimum.minimumHealthyCount, byPercentage);
  if (healthy.length >= needed) return { targets: healthy, failOpen: false };
  return { targets: registered, failOpen: healthy.length < registered.length };
}
