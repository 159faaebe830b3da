import { describe, expect, it } from "vitest";
import { convertRequest, convertResponse, isBinaryMedia } from "./binary-media.ts";
import type { ContentFacts } from "./mapping-functions.ts";

const TYPES = ["image/png"];
const BINARY = Buffer.from([0xff, 0x00, 0x80]);
const BASE64 = Buffer.from("/wCA");

function facts(
  mediaType: string,
  contentHandling: ContentFacts["contentHandling"],
  responseMediaType = "",
): ContentFacts {
  return { binaryMediaTypes: TYPES, mediaType, responseMediaType, contentHandling };
}

describe(isBinaryMedia, () => {
  it.for([
    [["image/png"], "image/png", true],
    [["image/png"], "IMAGE/PNG; charset=x", true],
    [["image/png"], "image/jpeg", false],
    [["image/*"], "image/jpeg", true],
    [["image/*"], "imagex/jpeg", false],
    [["*/*"], "anything/else", true],
    [[], "image/png", false],
  ] as const)("%j and %s: %j", ([types, type, expected]) => {
    expect(isBinaryMedia(types, type)).toBe(expected);
  });
});

describe(convertRequest, () => {
  it.for([
    ["image/png", null, BINARY, BINARY],
    ["image/png", "CONVERT_TO_BINARY", BINARY, BINARY],
    ["image/png", "CONVERT_TO_TEXT", BINARY, BASE64],
    ["text/plain", null, BASE64, BASE64],
    ["text/plain", "CONVERT_TO_BINARY", BASE64, BINARY],
    ["text/plain", "CONVERT_TO_TEXT", BASE64, BASE64],
    ["text/plain", "CONVERT_TO_BINARY", Buffer.from("no base64!"), null],
  ] as const)("%s with %s", ([type, handling, body, expected]) => {
    expect(convertRequest(body, facts(type, handling))).toEqual(expected);
  });
});

describe(convertResponse, () => {
  // Accept, the answer's type, contentHandling, in and out: the rows of the documentation.
  it.for([
    ["text/plain", "text/plain", null, BASE64, BASE64],
    ["text/plain", "text/plain", "CONVERT_TO_BINARY", BASE64, BINARY],
    ["text/plain", "text/plain", "CONVERT_TO_TEXT", BASE64, BASE64],
    ["image/png", "text/plain", null, BASE64, BINARY],
    ["image/png", "text/plain", "CONVERT_TO_BINARY", BASE64, BINARY],
    ["image/png", "text/plain", "CONVERT_TO_TEXT", BASE64, BASE64],
    ["text/plain", "image/png", null, BINARY, BASE64],
    ["text/plain", "image/png", "CONVERT_TO_BINARY", BINARY, BINARY],
    ["text/plain", "image/png", "CONVERT_TO_TEXT", BINARY, BASE64],
    ["image/png", "image/png", null, BINARY, BINARY],
    ["image/png", "image/png", "CONVERT_TO_BINARY", BINARY, BINARY],
    ["image/png", "image/png", "CONVERT_TO_TEXT", BINARY, BASE64],
    ["image/png", "text/plain", null, Buffer.from("{}"), null],
  ] as const)("Accept %s of %s with %s", ([accept, type, handling, body, expected]) => {
    expect(convertResponse(body, facts(accept, handling, type))).toEqual(expected);
  });
});
