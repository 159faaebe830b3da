// Payloads between text and binary, as the two tables of AWS's documentation have it: by the media types that the API
// calls binary and by contentHandling. Text that is to be binary is base64.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
import type { ContentFacts } from "./mapping-functions.ts";

/** Whether a media type is one of binaryMediaTypes; its parameters do not count. [I] "image/*" is all images. */
export function isBinaryMedia(binaryMediaTypes: readonly string[], mediaType: string): boolean {
  if (binaryMediaTypes.length === 0) return false;
  const type = (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
  const slash = type.indexOf("/");
  return binaryMediaTypes.some((binary) => {
    const lower = binary.toLowerCase();
    if (lower === "*/*" || lower === type) return true;
    return lower.endsWith("/*") && slash > 0 && lower.slice(0, -1) === type.slice(0, slash + 1);
  });
}

/** The request's body for the integration; null for text that should be base64 and is not. */
export function convertRequest(body: Buffer, facts: ContentFacts): Buffer | null {
  const isBinary = isBinaryMedia(facts.binaryMediaTypes, facts.mediaType);
  if (isBinary) return facts.contentHandling === "CONVERT_TO_TEXT" ? base64Text(body) : body;
  return facts.contentHandling === "CONVERT_TO_BINARY" ? decodedBase64(body) : body;
}

/** The endpoint's answer for the client; null for text that should be base64 and is not. */
export function convertResponse(body: Buffer, facts: ContentFacts): Buffer | null {
  const wantsBinary = isBinaryMedia(facts.binaryMediaTypes, facts.mediaType);
  const isBinary = isBinaryMedia(facts.binaryMediaTypes, facts.responseMediaType);
  switch (facts.contentHandling) {
    case "CONVERT_TO_BINARY":
      return isBinary ? body : decodedBase64(body);
    case "CONVERT_TO_TEXT":
      return isBinary ? base64Text(body) : body;
    default:
      if (isBinary === wantsBinary) return body;
      return isBinary ? base64Text(body) : decodedBase64(body);
  }
}

function base64Text(body: Buffer): Buffer {
  return Buffer.from(body.toString("base64"), "latin1");
}

function decodedBase64(body: Buffer): Buffer | null {
  const text = body.toString("latin1").trim();
  const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.replace(/=+$/, "").length % 4 !== 1;
  return isBase64 ? Buffer.from(text, "base64") : null;
}
