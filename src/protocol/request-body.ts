// The bytes of a request's body as the protocols read them: bounded, and unpacked where the client compressed them,
// as SDKs do with large requests. https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { HttpRequestMessage } from "./http-message.ts";
import { FrameworkError } from "./framework-error.ts";

const gunzipAsync = promisify(gunzip);

/** The body, unpacked. Throws `RequestEntityTooLargeException` beyond `bodyBytesMax`, packed or unpacked. */
export function readBody(
  message: HttpRequestMessage,
  bodyBytesMax: number,
): Uint8Array | Promise<Uint8Array> {
  if (message.body.length > bodyBytesMax) throw tooLarge(bodyBytesMax);
  const encoding = message.headers.get("content-encoding")?.trim().toLowerCase();
  // aws-chunked is S3's alone; "identity" and "" say nothing.
  if (encoding === undefined || encoding === "" || encoding === "identity") return message.body;
  if (encoding !== "gzip") {
    throw new FrameworkError(
      "UnsupportedMediaTypeException",
      415,
      `Content-Encoding '${encoding}' is not supported; use gzip`,
    );
  }
  return message.body.length === 0 ? message.body : unpack(message.body, bodyBytesMax);
}

async function unpack(body: Uint8Array, bodyBytesMax: number): Promise<Uint8Array> {
  try {
    return await gunzipAsync(body, { maxOutputLength: bodyBytesMax });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(bodyBytesMax);
    throw new FrameworkError(
      "SerializationException",
      400,
      "The request body is not valid gzip data",
    );
  }
}

function tooLarge(bodyBytesMax: number): FrameworkError {
  return new FrameworkError(
    "RequestEntityTooLargeException",
    413,
    `Request size exceeded the limit of ${bodyBytesMax} bytes`,
  );
}
