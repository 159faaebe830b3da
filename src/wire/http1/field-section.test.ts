import { describe, expect, test } from "vitest";
import {
  FIELD_CONNECTION,
  FIELD_CONTENT_LENGTH,
  FIELD_HOST,
  FIELD_OTHER,
  FIELD_SET_COOKIE,
  FIELD_X_AMZN_TRACE_ID,
} from "./fields.ts";
import * as fieldConstants from "./fields.ts";
import { KNOWN_FIELD_NAMES, fieldIdOf, fieldIdOfName } from "./field-names.ts";
import { ALB_HEAD_LIMITS } from "./head-limits.ts";
import { HEAD_COMPLETE, HeadParser } from "./request-head.ts";
import type { RequestHead } from "./request-head.ts";

function headOf(...lines: readonly string[]): RequestHead {
  const bytes = Buffer.from(
    `GET / HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`,
    "latin1",
  );
  const parser = new HeadParser("tolerant", ALB_HEAD_LIMITS);
  expect(parser.parse(bytes, 0, bytes.length)).toBe(HEAD_COMPLETE);
  return parser.head!;
}

describe("fieldIdOf()", () => {
  test("knows every name in any case, and only whole names", () => {
    for (let id = 1; id < KNOWN_FIELD_NAMES.length; id += 1) {
      const name = KNOWN_FIELD_NAMES[id]!;
      expect(fieldIdOfName(name), name).toBe(id);
      for (const spelling of [name, name.toUpperCase()]) {
        const bytes = Buffer.from(spelling);
        expect(fieldIdOf(bytes, 0, bytes.length), spelling).toBe(id);
      }
      for (const spelling of [`${name}x`, `_${name}`, name.replace(/.$/, "_"), `${name} `]) {
        const bytes = Buffer.from(spelling);
        expect(fieldIdOf(bytes, 0, bytes.length), spelling).toBe(FIELD_OTHER);
      }
    }
  });

  test("numbers names as the FIELD_ constants do", () => {
    for (const [constant, id] of Object.entries(fieldConstants)) {
      const name = constant.replace("FIELD_", "").toLowerCase().replaceAll("_", "-");
      expect(KNOWN_FIELD_NAMES[id], constant).toBe(name === "other" ? "" : name);
    }
    expect(Object.keys(fieldConstants).length).toBe(KNOWN_FIELD_NAMES.length);
  });

  test("has room for every number in a word of 32 bits", () => {
    expect(KNOWN_FIELD_NAMES.length).toBeLessThanOrEqual(32);
  });
});

describe("FieldSection", () => {
  const head = headOf(
    "Host: a",
    "x-One:1",
    "X-ONE:\t2 ",
    "Set-Cookie: c=d",
    "Folded: x",
    "  y",
    "bare",
  );

  test("name(), value() and line() are as they came", () => {
    expect(head.name(2)).toBe("X-ONE");
    expect(head.value(2)).toBe("2");
    expect(head.line(2)).toBe("X-ONE:\t2 ");
    expect(head.line(5)).toBe("  y");
    expect(head.line(6)).toBe("bare");
  });

  test("lineStart() and lineEnd() delimit lines in the text", () => {
    const text = Array.from({ length: head.count }, (_, index) =>
      head.text.slice(head.lineStart(index), head.lineEnd(index)),
    );
    expect(`GET / HTTP/1.1\r\n${text.join("\r\n")}\r\n\r\n`).toBe(head.text);
    expect(head.text.slice(head.lineStart(head.count))).toBe("\r\n");
  });

  test("line() leaves out a LF that stands alone", () => {
    const bytes = Buffer.from("GET / HTTP/1.1\nA: b\nC: d\n\n");
    const parser = new HeadParser("tolerant", ALB_HEAD_LIMITS);
    parser.parse(bytes, 0, bytes.length);
    expect([parser.head!.line(0), parser.head!.line(1)]).toEqual(["A: b", "C: d"]);
  });

  test("hasColon() is false for a line without one", () => {
    expect(head.hasColon(0)).toBe(true);
    expect(head.hasColon(5)).toBe(false);
    expect(head.hasColon(6)).toBe(false);
    expect(head.name(6)).toBe("bare");
    expect(head.value(6)).toBe("");
  });

  test("id(), find(), findFrom(), has() and get() go by number", () => {
    expect(head.id(0)).toBe(FIELD_HOST);
    expect(head.id(1)).toBe(FIELD_OTHER);
    expect(head.find(FIELD_SET_COOKIE)).toBe(3);
    expect(head.findFrom(FIELD_SET_COOKIE, 4)).toBe(-1);
    expect(head.has(FIELD_X_AMZN_TRACE_ID)).toBe(false);
    expect(head.find(FIELD_X_AMZN_TRACE_ID)).toBe(-1);
    expect(head.get(FIELD_SET_COOKIE)).toBe("c=d");
    expect(head.get(FIELD_CONTENT_LENGTH)).toBeUndefined();
  });

  test("joined() puts fields of one name together, known or not", () => {
    expect(head.joined("x-one")).toBe("1, 2");
    expect(head.joined("host")).toBe("a");
    expect(head.joined("cookie")).toBeUndefined();
    expect(head.joined("x-two")).toBeUndefined();
    expect(headOf("Via: a", "via: b").joined("via")).toBe("a, b");
  });

  test("joined() does not take a name with white space for the name", () => {
    expect(headOf("X-One : a").joined("x-one")).toBeUndefined();
  });

  test("isHopByHop() knows RFC 9110's fields and those that Connection names", () => {
    const fields = headOf(
      "Connection: close, X-Private",
      "x-private: 1",
      "Keep-Alive: 5",
      "TE: trailers",
      "Transfer-Encoding: chunked",
      "Upgrade: x",
      "Proxy-Connection: a",
      "Trailer: b",
      "X-Public: 1",
    );
    const found = Array.from({ length: fields.count }, (_, index) => fields.isHopByHop(index));
    expect(found).toEqual([true, true, true, true, true, true, true, false, false]);
  });

  test("isHopByHop() reads every Connection field", () => {
    const fields = headOf("Connection: keep-alive", "A: 1", "B: 1", "connection: b");
    expect(fields.find(FIELD_CONNECTION)).toBe(0);
    expect([1, 2].map((index) => fields.isHopByHop(index))).toEqual([false, true]);
  });

  test("count grows beyond the room that is taken at first", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `X-${index}: ${index}`);
    const fields = headOf(...lines);
    expect(fields.count).toBe(100);
    expect(fields.line(99)).toBe("X-99: 99");
    expect(fields.value(12)).toBe("12");
  });
});
