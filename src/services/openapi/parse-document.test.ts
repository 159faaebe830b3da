import { expect, test } from "vitest";
import { DOCUMENT_BYTES_MAX, DOCUMENT_DEPTH_MAX, parseDocument } from "./parse-document.ts";

function parse(text: string): Promise<object | undefined> {
  return parseDocument(Buffer.from(text, "utf8"));
}

test("parseDocument() reads JSON and YAML alike", async () => {
  const expected = { a: { "200": [1, "x", true, null] } };
  expect(await parse('{"a":{"200":[1,"x",true,null]}}')).toEqual(expected);
  expect(await parse("---\na:\n  200: [1, x, true, null]\n")).toEqual(expected);
  expect(await parse("{a: {200: [1, x, true, null]}}")).toEqual(expected);
});

test("parseDocument() resolves aliases and merge keys", async () => {
  const text = "base: &base { x: 1 }\nlike: *base\nmore: { <<: *base, y: 2 }\n";
  expect(await parse(text)).toEqual({ base: { x: 1 }, like: { x: 1 }, more: { x: 1, y: 2 } });
});

test("parseDocument() reads a YAML document that is worked on in a thread", async () => {
  const lines = Array.from({ length: 4000 }, (_, index) => `key${index}: value ${index}`);
  const document = await parse(lines.join("\n"));
  expect(Object.keys(document ?? {})).toHaveLength(4000);
  expect(document).toMatchObject({ key3999: "value 3999" });
});

test("parseDocument() does not let a document reach prototypes", async () => {
  const document = (await parse('{"__proto__":{"polluted":1}}')) as Record<string, unknown>;
  expect(Object.keys(document)).toEqual(["__proto__"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  await parse("__proto__: { polluted: 1 }\n");
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

const REFUSED: [what: string, text: string][] = [
  ["nothing", ""],
  ["blanks", "  \n "],
  ["a text", '"text"'],
  ["a list", "[]"],
  ["broken YAML", "a: [b"],
  ["a broken YAML document of many lines", `${"a: b\n".repeat(10_000)}c: [`],
  ["two YAML documents", "a: 1\n---\nb: 2\n"],
  ["a document that contains itself", "a: &a\n  b: *a\n"],
  [
    "a document nested too deeply",
    '{"a":'.repeat(DOCUMENT_DEPTH_MAX + 1) + "1" + "}".repeat(DOCUMENT_DEPTH_MAX + 1),
  ],
  ["lists nested far too deeply", `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
  ["YAML nested far too deeply", `a: ${"[".repeat(20_000)}`],
  ["a document that is too long", `{"a":"${"x".repeat(DOCUMENT_BYTES_MAX)}"}`],
];

test.for(REFUSED)("parseDocument() refuses %s", async ([, text]) => {
  expect(await parse(text)).toBeUndefined();
});

test("parseDocument() refuses aliases that stand for more than the limits", async () => {
  let text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (let i = 1; i < 9; i++) {
    text += `a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(", ")}]\n`;
  }
  expect(await parse(text)).toBeUndefined();
});

test("parseDocument() refuses what is not UTF-8", async () => {
  expect(
    await parseDocument(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
  ).toBeUndefined();
});
