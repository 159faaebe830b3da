import type { HttpRequestMessage } from "./http-message.ts";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readBody } from "./request-body.ts";

function messageOf(body: Uint8Array, encoding?: string): HttpRequestMessage {
  const headers = new Map(encoding === undefined ? [] : [["content-encoding", encoding]]);
  return { method: "POST", rawPath: "/", rawQuery: "", headers, body };
}

describe("readBody()", () => {
  test("gives a plain body as it is, up to the limit", () => {
    const body = new Uint8Array(10);
    expect(readBody(messageOf(body), 10)).toBe(body);
    expect(readBody(messageOf(body, "identity"), 10)).toBe(body);
    expect(() => readBody(messageOf(body), 9)).toThrow(
      expect.objectContaining({ code: "RequestEntityTooLargeException", status: 413 }),
    );
  });

  test("unpacks gzip up to the limit", async () => {
    const packed = gzipSync(Buffer.alloc(5000, "a"));
    expect(await readBody(messageOf(packed, "GZIP"), 5000)).toHaveLength(5000);
    await expect(Promise.resolve(readBody(messageOf(packed, "gzip"), 4999))).rejects.toMatchObject({
      code: "RequestEntityTooLargeException",
    });
  });

  test("refuses what is not gzip, and other encodings", async () => {
    const broken = readBody(messageOf(Buffer.from("plain"), "gzip"), 100);
    await expect(Promise.resolve(broken)).rejects.toMatchObject({ code: "SerializationException" });
    expect(() => readBody(messageOf(Buffer.from("x"), "br"), 100)).toThrow(
      expect.objectContaining({ status: 415 }),
    );
  });
});
