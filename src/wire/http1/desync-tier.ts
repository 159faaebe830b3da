// The tiers and reasons of HTTP desync classification.

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
