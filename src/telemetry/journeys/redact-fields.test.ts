import { describe, expect, test } from "vitest";
import { fieldChanges, hasFieldChanges } from "./field-changes.ts";
import {
  redactLine,
  FIELDS_SHOWN_MAX,
  redactFields,
  redactTarget,
  redactValue,
} from "./redact-fields.ts";

describe("redactFields()", () => {
  test("replaces secrets by their length, whatever the case of their names", () => {
    expect(
      redactFields([
        ["AUTHORIZATION", "Bearer abc"],
        ["x-api-key ", "k"],
        ["Accept", "*/*"],
      ]),
    ).toEqual([
      ["AUTHORIZATION", "(10 characters)"],
      ["x-api-key ", "(1 characters)"],
      ["Accept", "*/*"],
    ]);
  });

  test.each([
    "X-Session-Token",
    "api-key",
    "X-Client-Secret",
    "x-auth",
    "X-AMZ-Signature",
    "Set-Cookie2",
  ])("replaces what a name of one's own says is secret: %s", (name) => {
    expect(redactValue(name, "opensesame")).toBe("(10 characters)");
    expect(redactTarget(`/?${name}=opensesame&a=1`)).toBe(`/?${name}=(10 characters)&a=1`);
  });

  test.each(["x-amzn-trace-id", "author", "accept", "x-forwarded-for", "sec-websocket-key"])(
    "shows %s",
    (name) => expect(redactValue(name, "seen")).toBe("seen"),
  );

  test("cuts long values and shows no more fields than allowed", () => {
    const many = Array.from(
      { length: FIELDS_SHOWN_MAX + 1 },
      () => ["a", "b".repeat(5000)] as const,
    );
    const shown = redactFields(many);
    expect(shown).toHaveLength(FIELDS_SHOWN_MAX);
    expect(shown[0]?.[1]).toHaveLength(1024 + "… (5000 characters)".length);
  });
});

describe("redactTarget()", () => {
  test("replaces signatures and tokens in a query, also when their names are encoded", () => {
    expect(redactTarget("/a?x=1&X-Amz-Signature=abcd&access%5Ftoken=xyz&y")).toBe(
      "/a?x=1&X-Amz-Signature=(4 characters)&access%5Ftoken=(3 characters)&y",
    );
    expect(redactTarget("/token=1")).toBe("/token=1");
  });

  test("replaces who a URL says its user is", () => {
    expect(redactTarget("http://me:secret@in.example/a?b=1")).toBe(
      "http://(9 characters)@in.example/a?b=1",
    );
    expect(redactTarget("/a@b")).toBe("/a@b");
  });

  test("applies to the fields that hold URLs", () => {
    expect(redactValue("Location", "https://a/?code=12")).toBe("https://a/?code=(2 characters)");
  });
});

describe("fieldChanges()", () => {
  test("tells what was added, changed and dropped, each occurrence counted", () => {
    const changes = fieldChanges(
      [
        ["Host", "a"],
        ["Via", "1"],
        ["Accept", "x"],
        ["Accept", "x"],
        ["Cookie", "secret"],
      ],
      [
        ["host", "a:80"],
        ["accept", "x"],
        ["X-Forwarded-For", "1.2.3.4"],
        ["cookie", "secrets"],
      ],
    );
    expect(changes).toEqual({
      added: [["X-Forwarded-For", "1.2.3.4"]],
      changed: [
        { name: "Host", before: "a", after: "a:80" },
        { name: "Cookie", before: "(6 characters)", after: "(7 characters)" },
      ],
      dropped: [
        ["Via", "1"],
        ["Accept", "x"],
      ],
    });
  });

  test("finds nothing where only order and case differ", () => {
    const changes = fieldChanges(
      [
        ["A", "1"],
        ["B", "2"],
      ],
      [
        ["b", "2"],
        ["a", "1"],
      ],
    );
    expect(hasFieldChanges(changes)).toBe(false);
  });
});

test.for<[line: string, shown: string]>([
  ["Authorization: Bearer abc\r\n", "Authorization: (10 characters)"],
  ["Cookie : a=b", "Cookie: (3 characters)"],
  ["GET /a?token=abc HTTP/1.1\r\n", "GET /a?token=(14 characters)"],
  ["GET http://me:pw@a.example/b HTTP/1.1", "GET http://(5 characters)@a.example/b HTTP/1.1"],
  [" folded secret\r\n", " (13 characters)"],
  ["X-Plain: 1\r\n", "X-Plain: 1\r\n"],
  ["no colon at all", "no colon at all"],
])("redactLine() shows %j as %j", ([line, shown]) => {
  expect(redactLine(line)).toBe(shown);
});
