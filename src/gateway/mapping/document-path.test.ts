import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluatePath, parseDocumentPath } from "./document-path.ts";
import { NOT_JSON, jsonText, parseJson } from "./java-json.ts";
import { RenderBudget } from "./render-budget.ts";

const STORE = `{"store":{"book":[
  {"category":"reference","author":"Rees","price":8.95},
  {"category":"fiction","author":"Waugh","price":12.99,"isbn":null},
  {"category":"fiction","author":"Melville","isbn":"0-553","price":8.99},
  {"category":"fiction","author":"Tolkien","isbn":"0-395","price":22}],
  "bicycle":{"color":"red","a.b":1}},"limit":10}`;

function at(text: string, document = STORE): string {
  const path = parseDocumentPath(text);
  if (path === null) return "no path";
  const budget = new RenderBudget();
  const parsed = parseJson(document);
  if (parsed === NOT_JSON) throw new Error("Cannot parse the document");
  const value = evaluatePath(path, parsed, budget);
  const found = value === undefined ? "nothing" : jsonText(value, budget);
  return budget.failure === "" ? found : budget.failure;
}

describe(evaluatePath, () => {
  it.for([
    ["$.limit", "10"],
    ["limit", "10"],
    ["$['limit']", "10"],
    ["$.store.bicycle['a.b']", "1"],
    ["$.store.book[0].author", '"Rees"'],
    ["$.store.book[-1].author", '"Tolkien"'],
    ["$.store.book[9].author", "nothing"],
    ["$.store.book[1].isbn", "null"],
    ["$.store.book[0,1].author", '["Rees","Waugh"]'],
    ["$.store.book[:2].author", '["Rees","Waugh"]'],
    ["$.store.book[-1:].author", '["Tolkien"]'],
    ["$.store.book[1:4:2].author", '["Waugh","Tolkien"]'],
    ["$.store.book[*].author", '["Rees","Waugh","Melville","Tolkien"]'],
    ["$..author", '["Rees","Waugh","Melville","Tolkien"]'],
    ["$.store.*.color", '["red"]'],
    ["$.store.book[0]['author','price']", '["Rees",8.95]'],
    ["$.store.book[?(@.isbn)].author", '["Waugh","Melville","Tolkien"]'],
    ["$.store.book[?(@.price < 10)].author", '["Rees","Melville"]'],
    ["$.store.book[?(@.price > $.limit)].author", '["Waugh","Tolkien"]'],
    ["$.store.book[?(@.author == 'Rees' || @.price >= 22)].author", '["Rees","Tolkien"]'],
    ["$.store.book[?(!(@.category == 'fiction') && @.price != 1)].author", '["Rees"]'],
    ["$..book[?(@.isbn == null)].author", '["Waugh"]'],
    ["$.store.book.length()", "4"],
    ["$..book[0].author", '["Rees"]'],
    ["$.nothing", "nothing"],
    ["$.nothing[*]", "[]"],
    ["$.limit.deeper", "nothing"],
  ] as const)("%s is %s", ([path, expected]) => {
    expect(at(path)).toBe(expected);
  });

  it.for([
    "$.",
    "$[",
    "$['a",
    "$[a]",
    "$.a[?(@.b",
    "$.a[?(1 +)]",
    "$x y",
    "$.a.foo()",
    "$[::0]",
    "$.a[1,]",
  ])("%s is no path", (path) => {
    expect(at(path)).toBe("no path");
  });

  it("ends with its budget", () => {
    const wide = `[${"[1,1,1],".repeat(50_000)}1]`;
    expect(at("$..*..*..*..*", wide)).toContain("too many steps");
    expect(parseDocumentPath(`$${".a".repeat(65)}`)).toBeNull();
    expect(parseDocumentPath(`$[?(${"(".repeat(50)}@.a${")".repeat(50)})]`)).toBeNull();
  });
});

describe(parseJson, () => {
  it.for([
    "{}",
    "[]",
    '{"2":1,"1":[true,false,null]}',
    '"\\u00e9\\n\\"x"',
    "-0.5",
    "1.0E10",
    "12345678901234567890",
    '""',
  ])("%s keeps what it says", (text) => {
    const budget = new RenderBudget();
    const value = parseJson(` ${text}\n`);
    expect(value).not.toBe(NOT_JSON);
    const printed = jsonText(value as Exclude<typeof value, symbol>, budget);
    expect(JSON.parse(printed)).toEqual(JSON.parse(text));
    expect(printed.replace("é", "\\u00e9")).toBe(text);
  });

  it.for([
    "",
    "{",
    "[1,]",
    '{"a"}',
    '{"a":}',
    "01",
    "+1",
    "tru",
    '"\n"',
    '"\\x"',
    "1 2",
    "{'a':1}",
    `${"[".repeat(300)}${"]".repeat(300)}`,
  ])("%s is no JSON", (text) => {
    expect(parseJson(text)).toBe(NOT_JSON);
  });
});

describe("parseJson() and jsonText()", () => {
  it("agree with the language's own reader on every document", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const budget = new RenderBudget();
        const value = parseJson(text);
        if (value === NOT_JSON) throw new Error(`Cannot parse: ${text}`);
        expect(JSON.parse(jsonText(value, budget))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500, interruptAfterTimeLimit: 2000 },
    );
  });

  it("agree with it on what is none", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "a",
      "1",
      "-",
      ".",
      "e",
      "\\",
      "true",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join("");
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(parseJson(text) !== NOT_JSON).toBe(isJson);
      }),
      { numRuns: 2000, interruptAfterTimeLimit: 2000 },
    );
  });
});
