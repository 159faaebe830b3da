// The header section of a message, kept as it came: one latin1 text and the offsets of its lines. Nothing is
// normalised; runs of unchanged fields can be passed on by slicing the text. Names that hops care about are
// recognised once, while the head is scanned, and then compared as small integers.

/** Field names known by number; 0 is any other. Exact names only: "Content_Length" is 0 (see desync-tier). */
export const FIELD_OTHER = 0;
export const FIELD_HOST = 1;
export const FIELD_CONNECTION = 2;
export const FIELD_CONTENT_LENGTH = 3;
export const FIELD_TRANSFER_ENCODING = 4;
export const FIELD_EXPECT = 5;
export const FIELD_UPGRADE = 6;
export const FIELD_KEEP_ALIVE = 7;
export const FIELD_PROXY_CONNECTION = 8;
export const FIELD_TE = 9;
export const FIELD_TRAILER = 10;
export const FIELD_X_FORWARDED_FOR = 11;
export const FIELD_X_FORWARDED_PROTO = 12;
export const FIELD_X_FORWARDED_PORT = 13;
export const FIELD_X_AMZN_TRACE_ID = 14;
export const FIELD_FORWARDED = 15;
export const FIELD_VIA = 16;
export const FIELD_CONTENT_TYPE = 17;
export const FIELD_USER_AGENT = 18;
export const FIELD_ORIGIN = 19;
export const FIELD_DATE = 20;
export const FIELD_SERVER = 21;
export const FIELD_COOKIE = 22;
export const FIELD_AUTHORIZATION = 23;
export const FIELD_PROXY_AUTHENTICATE = 24;
export const FIELD_PROXY_AUTHORIZATION = 25;
export const FIELD_ACCESS_CONTROL_REQUEST_METHOD = 26;
export const FIELD_ACCESS_CONTROL_REQUEST_HEADERS = 27;
export const FIELD_X_FORWARDED_HOST = 28;
export const FIELD_CONTENT_ENCODING = 29;
/** Asks for a journey; for Postern alone, so it ends at every hop. */
export const FIELD_X_POSTERN_TRACE = 30;
export const FIELD_SET_COOKIE = 31;

/** Fields in the order they came; every line is one. Implemented by RequestHead and ResponseHead. */
export interface Fields {
  readonly count: number;
  /** One of the FIELD_ numbers, by case-insensitive exact name. */
  id(index: number): number;
  /** The name as it came, white space around it included; the whole line when it has no colon. */
  name(index: number): string;
  /** The value without white space around it. */
  value(index: number): string;
  /** The whole line as it came, without its line end. A folded line (RFC 9112 §5.2) is a field of its own. */
  line(index: number): string;
  /** Offsets in the head's text of that line, its line end left out. */
  lineStart(index: number): number;
  lineEnd(index: number): number;
  /** False for a line without a colon. */
  hasColon(index: number): boolean;
  /** Whether a field with that number is there. */
  has(id: number): boolean;
  /** Index of the first field with that number, or -1. */
  find(id: number): number;
  /** The same, at or after the index `from`. */
  findFrom(id: number, from: number): number;
  /** Value of the first field with that number, or undefined. */
  get(id: number): string | undefined;
  /** All values of the fields of that name (lower case), joined by ", "; undefined when there is none. */
  joined(lowerCaseName: string): string | undefined;
  /** Indices where id(i) is a hop-by-hop field or is named by Connection (RFC 9110 §7.6.1). */
  isHopByHop(index: number): boolean;
}
