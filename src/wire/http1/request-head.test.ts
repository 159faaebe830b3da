import { describe, expect, test } from "vitest";
import { COMPLIANT_VERDICT } from "./desync-tier.ts";
import { BODY_CHUNKED, BODY_FIXED, BODY_NONE } from "./exchange.ts";
import { ALB_HEAD_LIMITS, GATEWAY_HEAD_LIMITS } from "./head-limits.ts";
import { HEAD_COMPLETE, HEAD_INCOMPLETE, HEAD_REFUSED, HeadParser } from "./request-head.ts";
import type { RequestHead, RequestPolicy } from "./request-head.ts";

function parse(text: string, policy: RequestPolicy = "tolerant"): RequestHead {
  const bytes = Buffer.from(text, "latin1");
  const parser = new HeadParser(policy, ALB_HEAD_LIMITS);
  expect(parser.parse(bytes, 0, bytes.length)).toBe(HEAD_COMPLETE);
  return parser.head!;
}

describe("HeadParser.parse()", () => {
  test("tells what the head took of the bytes, and nothing of what follows", () => {
    const bytes = Buffer.from("xx\r\nGET /a HTTP/1.1\r\nHost: b\r\n\r\nbody");
    const parser = new HeadParser("strict", GATEWAY_HEAD_LIMITS);
    expect(parser.parse(bytes, 2, bytes.length)).toBe(HEAD_COMPLETE);
    expect(parser.consumed).toBe(bytes.length - "xx".length - "body".length);
    expect(parser.head!.text).toBe("GET /a HTTP/1.1\r\nHost: b\r\n\r\n");
  });

  test("does not look beyond the range it is given", () => {
    const bytes = Buffer.from("GET /a HTTP/1.1\r\nHost: b\r\n\r\n");
    for (let end = 0; end < bytes.length; end += 1) {
      const parser = new HeadParser("strict", GATEWAY_HEAD_LIMITS);
      expect(parser.parse(bytes, 0, end)).toBe(HEAD_INCOMPLETE);
      expect(parser.head).toBeNull();
    }
  });

  test("goes on when the bytes have moved to another buffer", () => {
    const parser = new HeadParser("strict", GATEWAY_HEAD_LIMITS);
    const first = Buffer.from("GET /a HTTP/1.1\r\nHo");
    expect(parser.parse(first, 0, first.length)).toBe(HEAD_INCOMPLETE);
    const second = Buffer.from("....GET /a HTTP/1.1\r\nHost: b\r\n\r\n");
    expect(parser.parse(second, 4, second.length)).toBe(HEAD_COMPLETE);
    expect(parser.head!.value(0)).toBe("b");
  });

  test("makes a head that outlives the buffer and the next head", () => {
    const bytes = Buffer.from(
      "GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /other HTTP/1.1\r\nHost: b\r\n\r\n",
    );
    const parser = new HeadParser("strict", GATEWAY_HEAD_LIMITS);
    parser.parse(bytes, 0, bytes.length);
    const first = parser.head!;
    const { consumed } = parser;
    parser.reset();
    expect(parser.parse(bytes, consumed, bytes.length)).toBe(HEAD_COMPLETE);
    bytes.fill(0x2e);
    expect([first.target, first.value(0)]).toEqual(["/first", "a"]);
    expect([parser.head!.target, parser.head!.value(0)]).toEqual(["/other", "b"]);
  });

  test("forgets a refusal on reset()", () => {
    const bytes = Buffer.from("GET / HTTP/1.1\r\n\r\n");
    const parser = new HeadParser("strict", GATEWAY_HEAD_LIMITS);
    expect(parser.parse(bytes, 0, bytes.length)).toBe(HEAD_REFUSED);
    parser.reset();
    expect(parser.failure).toBeNull();
    const good = Buffer.from("GET / HTTP/1.0\r\n\r\n");
    expect(parser.parse(good, 0, good.length)).toBe(HEAD_COMPLETE);
    expect(parser.failure).toBeNull();
  });

  test("says why it refuses", () => {
    const bytes = Buffer.from("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    const parser = new HeadParser("strict", GATEWAY_HEAD_LIMITS);
    parser.parse(bytes, 0, bytes.length);
    expect(parser.failure).toMatchObject({ kind: "malformed-request", source: "client" });
    expect(parser.failure!.detail).toBe("several Host fields");
  });
});

describe("HeadParser.refuseAtEof()", () => {
  test("has no head when the request line is not complete", () => {
    const bytes = Buffer.from("GET / HT");
    const parser = new HeadParser("tolerant", ALB_HEAD_LIMITS);
    parser.parse(bytes, 0, bytes.length);
    parser.refuseAtEof(bytes, 0, bytes.length);
    expect(parser.failure!.kind).toBe("client-closed");
    expect(parser.head).toBeNull();
  });
});

describe("RequestHead", () => {
  test("framing and contentLength follow the fields", () => {
    expect(parse("GET / HTTP/1.1\r\nHost: a\r\n\r\n").framing).toBe(BODY_NONE);
    const fixed = parse("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1234567\r\n\r\n");
    expect([fixed.framing, fixed.contentLength]).toEqual([BODY_FIXED, 1_234_567]);
    const chunked = parse("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    expect([chunked.framing, chunked.contentLength]).toEqual([BODY_CHUNKED, 0]);
  });

  test("desync is one shared object for compliant requests", () => {
    expect(parse("GET / HTTP/1.1\r\nHost: a\r\n\r\n").desync).toBe(COMPLIANT_VERDICT);
    expect(parse("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "strict").desync).toBe(
      COMPLIANT_VERDICT,
    );
  });

  test("hostCount and hasHost count exact names", () => {
    expect(parse("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nHost : c\r\n\r\n").hostCount).toBe(2);
    expect(parse("GET / HTTP/1.1\r\nHosts: a\r\n\r\n").hasHost).toBe(false);
  });

  test("transferEncodingSpaceBeforeColon wants white space right behind the exact name", () => {
    const flagOf = (line: string): boolean =>
      parse(`POST / HTTP/1.1\r\nHost: a\r\n${line}\r\n\r\n`).transferEncodingSpaceBeforeColon;
    expect(flagOf("Transfer-Encoding : chunked")).toBe(true);
    expect(flagOf("transfer-encoding\t: chunked")).toBe(true);
    expect(flagOf("Transfer-Encoding: chunked")).toBe(false);
    expect(flagOf("X-Transfer-Encoding : chunked")).toBe(false);
    expect(flagOf("Transfer-Encoding ")).toBe(false);
  });

  test("transferEncodingUnsupported lets chunked and identity pass", () => {
    const flagOf = (value: string): boolean =>
      parse(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ${value}\r\n\r\n`)
        .transferEncodingUnsupported;
    expect(["chunked", "identity", "identity, Chunked"].map(flagOf)).toEqual([false, false, false]);
    expect(["gzip", "gzip, chunked", "x", ""].map(flagOf)).toEqual([true, true, true, true]);
  });

  test("upgrade needs both fields", () => {
    expect(parse("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n\r\n").upgrade).toBe("");
    expect(parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\n\r\n").upgrade).toBe("");
  });
});
