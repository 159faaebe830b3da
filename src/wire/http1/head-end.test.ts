import { describe, expect, test } from "vitest";
import type { FailureKind } from "../../base/failure.ts";
import type { HeadLimits } from "./head-limits.ts";
import {
  ALB_HEAD_LIMITS,
  ALB_RESPONSE_HEAD_LIMITS,
  CONTROL_HEAD_LIMITS,
  GATEWAY_HEAD_LIMITS,
} from "./head-limits.ts";
import { HEAD_COMPLETE, HEAD_INCOMPLETE, HEAD_REFUSED, HeadParser } from "./request-head.ts";
import { ResponseHeadParser } from "./response-head.ts";

const SMALL: HeadLimits = {
  requestLineBytesMax: 30,
  fieldBytesMax: 20,
  headBytesMax: 100,
  fieldCountMax: 5,
};

/** What a parser says to that text, given whole and byte by byte; both must be the same. */
function outcome(text: string, limits: HeadLimits): FailureKind | "complete" | "incomplete" {
  const bytes = Buffer.from(text, "latin1");
  const whole = new HeadParser("tolerant", limits);
  const result = whole.parse(bytes, 0, bytes.length);
  const dripping = new HeadParser("tolerant", limits);
  let dripped: number = HEAD_INCOMPLETE;
  for (let end = 1; end <= bytes.length && dripped === HEAD_INCOMPLETE; end += 1) {
    dripped = dripping.parse(bytes, 0, end);
  }
  expect(dripped).toBe(result);
  expect(dripping.failure?.kind).toBe(whole.failure?.kind);
  expect(dripping.head?.text).toBe(whole.head?.text);
  if (result === HEAD_REFUSED) return whole.failure!.kind;
  return result === HEAD_COMPLETE ? "complete" : "incomplete";
}

function requestLine(bytes: number): string {
  return `GET /${"a".repeat(bytes - "GET / HTTP/1.1".length)} HTTP/1.1`;
}

function field(bytes: number): string {
  return `X: ${"a".repeat(bytes - "X: ".length)}`;
}

describe("HeadParser limits", () => {
  test("requestLineBytesMax counts the line without its end", () => {
    expect(outcome(`${requestLine(30)}\r\n\r\n`, SMALL)).toBe("complete");
    expect(outcome(`${requestLine(30)}\n\n`, SMALL)).toBe("complete");
    expect(outcome(`${requestLine(31)}\r\n\r\n`, SMALL)).toBe("request-line-too-long");
    expect(outcome(`${requestLine(31)}\n\n`, SMALL)).toBe("request-line-too-long");
  });

  test("requestLineBytesMax refuses before the line has ended", () => {
    expect(outcome("a".repeat(30), SMALL)).toBe("incomplete");
    expect(outcome("a".repeat(31), SMALL)).toBe("request-line-too-long");
    expect(outcome(`${"a".repeat(30)}\r`, SMALL)).toBe("incomplete");
    expect(outcome(`${"a".repeat(30)}\rX`, SMALL)).toBe("request-line-too-long");
  });

  test("fieldBytesMax counts the line without its end", () => {
    expect(outcome(`GET / HTTP/1.1\r\n${field(20)}\r\n\r\n`, SMALL)).toBe("complete");
    expect(outcome(`GET / HTTP/1.1\r\n${field(21)}\r\n\r\n`, SMALL)).toBe(
      "request-field-too-large",
    );
    expect(outcome(`GET / HTTP/1.1\r\n${field(21)}`, SMALL)).toBe("request-field-too-large");
  });

  test("headBytesMax counts everything", () => {
    const lines = `GET / HTTP/1.1\r\n${`${field(20)}\r\n`.repeat(3)}`;
    const rest = 100 - lines.length - 4;
    expect(outcome(`${lines}${field(rest)}\r\n\r\n`, SMALL)).toBe("complete");
    expect(outcome(`${lines}${field(rest + 1)}\r\n\r\n`, SMALL)).toBe("request-head-too-large");
  });

  test("one line that is more than a whole head may be is too long a line", () => {
    const limits = { ...SMALL, requestLineBytesMax: SMALL.headBytesMax };
    expect(outcome("a".repeat(SMALL.headBytesMax + 1), limits)).toBe("request-line-too-long");
  });

  test("headBytesMax counts empty lines before the request", () => {
    const head = "GET / HTTP/1.1\r\n\r\n";
    expect(outcome(`${"\r\n".repeat(41)}${head}`, SMALL)).toBe("complete");
    expect(outcome(`${"\r\n".repeat(42)}${head}`, SMALL)).toBe("request-head-too-large");
    expect(outcome("\r\n".repeat(50), SMALL)).toBe("incomplete");
    expect(outcome("\r\n".repeat(51), SMALL)).toBe("request-head-too-large");
  });

  test("fieldCountMax counts lines", () => {
    expect(outcome(`GET / HTTP/1.1\r\n${"a:b\r\n".repeat(5)}\r\n`, SMALL)).toBe("complete");
    expect(outcome(`GET / HTTP/1.1\r\n${"a:b\r\n".repeat(6)}\r\n`, SMALL)).toBe("too-many-fields");
  });

  test("the first limit that is passed counts", () => {
    const text = `GET / HTTP/1.1\r\n${field(25)}\r\n${"a:b\r\n".repeat(20)}\r\n`;
    expect(outcome(text, SMALL)).toBe("request-field-too-large");
  });

  test("a refused head keeps the lines before the limit", () => {
    const parser = new HeadParser("tolerant", SMALL);
    const bytes = Buffer.from(`GET /x HTTP/1.1\r\nHost: a\r\n${field(21)}\r\n\r\n`);
    expect(parser.parse(bytes, 0, bytes.length)).toBe(HEAD_REFUSED);
    expect(parser.head?.target).toBe("/x");
    expect(parser.head?.count).toBe(1);
    expect(parser.head?.keepAlive).toBe(false);
  });

  test("a load balancer takes a field of 16,383 bytes and none of 16,384", () => {
    expect(outcome(`GET / HTTP/1.1\r\n${field(16_383)}\r\n\r\n`, ALB_HEAD_LIMITS)).toBe("complete");
    expect(outcome(`GET / HTTP/1.1\r\n${field(16_384)}\r\n\r\n`, ALB_HEAD_LIMITS)).toBe(
      "request-field-too-large",
    );
  });

  test("a load balancer takes a request line of 16K and no more", () => {
    expect(outcome(`${requestLine(16_384)}\r\n\r\n`, ALB_HEAD_LIMITS)).toBe("complete");
    expect(outcome(`${requestLine(16_385)}\r\n\r\n`, ALB_HEAD_LIMITS)).toBe(
      "request-line-too-long",
    );
  });

  test("every head that is allowed fits the parser of gateways and AWS APIs", () => {
    expect(GATEWAY_HEAD_LIMITS.headBytesMax).toBeGreaterThan(10_240 * 2);
    expect(CONTROL_HEAD_LIMITS.headBytesMax).toBeGreaterThan(CONTROL_HEAD_LIMITS.fieldBytesMax);
  });
});

test("ResponseHeadParser refuses a head of more than 32K", () => {
  const head = (bytes: number): Buffer => {
    const start = "HTTP/1.1 200 OK\r\nX: ";
    return Buffer.from(`${start}${"a".repeat(bytes - start.length - 4)}\r\n\r\n`);
  };
  const parser = new ResponseHeadParser(ALB_RESPONSE_HEAD_LIMITS);
  expect(parser.parse(head(32_768), 0, 32_768, "GET")).toBe(HEAD_COMPLETE);
  parser.reset();
  expect(parser.parse(head(32_769), 0, 32_769, "GET")).toBe(HEAD_REFUSED);
  expect(parser.failure?.kind).toBe("response-head-too-large");
});

test("HeadParser looks at each byte of a dripping head once", () => {
  // 64 KiB byte by byte: with a new look at everything each time this would be two billion steps.
  const bytes = Buffer.from(`GET / HTTP/1.1\r\n${`${field(100)}\r\n`.repeat(600)}\r\n`);
  const parser = new HeadParser("strict", GATEWAY_HEAD_LIMITS);
  let looked = 0;
  const counting = new Proxy(bytes, {
    get(target, key) {
      if (typeof key === "string" && /^[0-9]+$/.test(key)) looked += 1;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  for (let end = 1; end < bytes.length; end += 1) {
    expect(parser.parse(counting, 0, end)).toBe(HEAD_INCOMPLETE);
  }
  expect(looked).toBeLessThan(bytes.length * 4);
});
