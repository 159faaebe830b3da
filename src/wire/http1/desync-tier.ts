// The tiers and reasons of HTTP desync classification, as Application Load Balancers name them in access logs:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#classification-reasons
// Verdicts are shared objects, one per reason. How a request comes to its verdict is in desync-classifier.

export const COMPLIANT = 0;
export const ACCEPTABLE = 1;
export const AMBIGUOUS = 2;
export const SEVERE = 3;
export type DesyncTier = 0 | 1 | 2 | 3;

export interface DesyncVerdict {
  readonly tier: DesyncTier;
  /** AWS's reason code, e.g. "GetHeadZeroContentLength"; "" when compliant. */
  readonly reason: string;
}

const REASONS = {
  NonCompliantHeader: ACCEPTABLE,
  SpaceInUri: ACCEPTABLE,
  NonCompliantVersion: ACCEPTABLE,
  GetHeadZeroContentLength: ACCEPTABLE,
  NonCrLfLineTermination: ACCEPTABLE,
  EmptyHeader: AMBIGUOUS,
  AmbiguousUri: AMBIGUOUS,
  UndefinedContentLengthSemantics: AMBIGUOUS,
  UndefinedTransferEncodingSemantics: AMBIGUOUS,
  DuplicateContentLength: AMBIGUOUS,
  BothTeClPresent: AMBIGUOUS,
  SuspiciousHeader: AMBIGUOUS,
  MultilineHeader: AMBIGUOUS,
  PartialHeaderLine: AMBIGUOUS,
  MissingLastEmptyLine: AMBIGUOUS,
  MissingHeaderColon: AMBIGUOUS,
  MissingUri: AMBIGUOUS,
  BadHeader: SEVERE,
  BadUri: SEVERE,
  BadMethod: SEVERE,
  BadVersion: SEVERE,
  BadContentLength: SEVERE,
  MultipleContentLength: SEVERE,
  BadTransferEncoding: SEVERE,
  MultipleTransferEncodingChunked: SEVERE,
  SuspiciousTeClPresent: SEVERE,
} as const satisfies Record<string, DesyncTier>;

export type DesyncReason = keyof typeof REASONS;

/** Every reason there is, for tables and tests that must be complete. */
export const DESYNC_REASONS = Object.keys(REASONS) as readonly DesyncReason[];

export const COMPLIANT_VERDICT: DesyncVerdict = Object.freeze({ tier: COMPLIANT, reason: "" });

const VERDICTS = new Map<DesyncReason, DesyncVerdict>(
  DESYNC_REASONS.map((reason) => [reason, Object.freeze({ tier: REASONS[reason], reason })]),
);

/** The verdict for that reason: the same object each time. */
export function desyncVerdict(reason: DesyncReason): DesyncVerdict {
  return VERDICTS.get(reason) as DesyncVerdict;
}

/** What replaces what: a finding counts only if its tier is strictly higher than all before it. */
export function worseVerdict(before: DesyncVerdict, reason: DesyncReason): DesyncVerdict {
  return REASONS[reason] > before.tier ? desyncVerdict(reason) : before;
}
