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

/** A body that is made while it is sent. Whoever has one reads it to its end or stops it. */
export interface BodyStream {
  /** The next piece, asked for once the last has been sent; null at the end. A rejection breaks the answer off. */
  next(): Promise<Uint8Array | null>;
  /** Nothing more is wanted. May be called at any time, more than once too. */
  stop(): void;
}

/** An answer. A body of length 0 means that there is none. */
export interface HttpResponseMessage {
  readonly status: number;
  readonly headers: [string, string][];
  readonly body: Uint8Array | string;
  /** Sent in place of `body`, which is then empty. */
  readonly stream?: BodyStream;
}
