// Puts chunk framing on a body (RFC 9112 §7.1): strings to write before, between and after the content. A body of
// known length needs nothing put on, so there is nothing for it here.

/** Ends the data of a chunk. */
export const CHUNK_END = "\r\n";

/** The last chunk and an empty trailer section. */
export const LAST_CHUNK = "0\r\n\r\n";

/** What goes before the data of a chunk. The length must not be 0: that would end the body. */
export function chunkStart(length: number): string {
  return `${length.toString(16)}\r\n`;
}

/** The last chunk with trailers: raw field lines, each ended by CRLF; "" for none. */
export function lastChunk(trailers: string): string {
  return trailers === "" ? LAST_CHUNK : `0\r\n${trailers}\r\n`;
}
