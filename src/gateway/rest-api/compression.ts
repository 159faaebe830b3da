// Content codings of REST APIs that have a minimumCompressionSize: bodies of requests are undone, answers made. gzip
// and deflate, nothing else; what is undone is bounded before memory is taken.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html
import { deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** Codings on top of one another; more have no use but to cost. */
const CODINGS_MAX = 2;

/** A body that was encoded. */
export interface EncodedBody {
  readonly coding: "gzip" | "deflate";
  readonly body: Buffer;
}

/** Null: a coding that is unknown, a body that is not in it, or one that becomes larger than `bytesMax`. */
export function decodeBody(body: Buffer, contentEncoding: string, bytesMax: number): Buffer | null {
  const codings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length > CODINGS_MAX) return null;
  let decoded: Buffer | null = body;
  // The last that was applied is the first to be undone (RFC 9110 §8.4).
  for (const coding of codings.toReversed()) {
    if (decoded === null) return null;
    decoded = decodeOne(decoded, coding, bytesMax);
  }
  return decoded;
}

function decodeOne(body: Buffer, coding: string, bytesMax: number): Buffer | null {
  const options = { maxOutputLength: bytesMax };
  try {
    if (coding === "gzip" || coding === "x-gzip") return gunzipSync(body, options);
    if (coding !== "deflate") return null;
    // "deflate" means zlib's format, but some send the bare stream (RFC 9110 §8.4.1.2). The first has a header.
    return isZlib(body) ? inflateSync(body, options) : inflateRawSync(body, options);
  } catch {
    return null;
  }
}

/** RFC 1950 §2.2 */
function isZlib(body: Buffer): boolean {
  if (body.length < 2) return false;
  const header = body.readUInt16BE(0);
  return ((header >> 8) & 0x0f) === 8 && header % 31 === 0;
}

/** Null: the client names neither coding, so that the body goes as it is. */
export function encodeBody(body: Buffer, acceptEncoding: string): EncodedBody | null {
  const gzip = weightOf("gzip", acceptEncoding);
  const deflate = weightOf("deflate", acceptEncoding);
  if (gzip === 0 && deflate === 0) return null;
  return gzip >= deflate
    ? { coding: "gzip", body: gzipSync(body) }
    : { coding: "deflate", body: deflateSync(body) };
}

/** 0 for a coding that is not named: "*" is not explicit. */
function weightOf(coding: string, acceptEncoding: string): number {
  for (const part of acceptEncoding.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (name !== coding) continue;
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    const value = weight === undefined ? 1 : Number(weight.slice(2));
    return value > 0 && value <= 1 ? value : 0;
  }
  return 0;
}
