// How large the head of a message may be, per hop. Lengths of lines are counted without their line end; the
// whole head with everything. Where AWS documents a number, the page is named; the count of fields is ours.

export interface HeadLimits {
  /** The longest request line or status line. */
  readonly requestLineBytesMax: number;
  /** The longest single field line. */
  readonly fieldBytesMax: number;
  /** The whole head, empty lines before it and the empty line after it included. */
  readonly headBytesMax: number;
  readonly fieldCountMax: number;
}

/** AWS documents no number of fields [I]: far above what clients send, and it bounds work per head. */
const FIELD_COUNT_MAX = 1_000;

/**
 * Request line 16K, single header 16K, all request headers 64K. A field line of 16,384 bytes is refused.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const ALB_HEAD_LIMITS: HeadLimits = Object.freeze({
  requestLineBytesMax: 16_384,
  fieldBytesMax: 16_383,
  headBytesMax: 65_536,
  fieldCountMax: FIELD_COUNT_MAX,
});

/** All response headers 32K (same page). */
export const ALB_RESPONSE_HEAD_LIMITS: HeadLimits = Object.freeze({
  requestLineBytesMax: 32_768,
  fieldBytesMax: 32_768,
  headBytesMax: 32_768,
  fieldCountMax: FIELD_COUNT_MAX,
});

/** API gateways count their own 10,240 bytes of request line and header values; this only bounds the parser. */
export const GATEWAY_HEAD_LIMITS: HeadLimits = Object.freeze({
  requestLineBytesMax: 65_536,
  fieldBytesMax: 65_536,
  headBytesMax: 65_536,
  fieldCountMax: FIELD_COUNT_MAX,
});

/** AWS APIs and Postern's own pages. */
export const CONTROL_HEAD_LIMITS: HeadLimits = Object.freeze({
  requestLineBytesMax: 16_384,
  fieldBytesMax: 32_768,
  headBytesMax: 65_536,
  fieldCountMax: FIELD_COUNT_MAX,
});
