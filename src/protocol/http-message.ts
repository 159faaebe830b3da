// An HTTP request that has been read whole, and the answer to it, as the AWS protocols see them: no socket, no
// stream. Whoever owns the connection makes the one and writes the other; framing, Date and Content-Length are
// that side's business.

/** A request, read whole. Nothing in it is percent-decoded. */
export interface HttpRequestMessage {
  readonly method: string;
  /** The path as it was sent, without the query; raw, undecoded. */
  readonly rawPath: string;
  /** What follows the first question mark, without it; "" when there is none. */
  readonly rawQuery: string;
  /** Lower-case name → value. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** An answer. A body of length 0 means that there is none. */
export interface HttpResponseMessage {
  readonly status: number;
  readonly headers: [string, string][];
  readonly body: Uint8Array | string;
}
