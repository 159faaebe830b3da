// Every example of AWS's pages on filter patterns, and what lies between them.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
import { describe, expect, it, test } from "vitest";
import { compileFilterPattern, testFilterPattern } from "./filter-pattern.ts";

const REQUESTS = [
  "[ERROR 400] BAD REQUEST",
  "[ERROR 401] UNAUTHORIZED REQUEST",
  "[ERROR 419] MISSING ARGUMENTS",
  "[ERROR 420] INVALID ARGUMENTS",
  "[INFO] REQUEST FAILED",
  "[ERROR 500] INTERNAL SERVER ERROR",
];

/** The numbers of the messages that match. */
function found(pattern: string, messages: readonly string[]): number[] {
  const matches = compileFilterPattern(pattern);
  return messages.flatMap((message, index) => (matches(message) ? [index] : []));
}

describe("compileFilterPattern() of terms", () => {
  test.for<[string, number[]]>([
    ["", [0, 1, 2, 3, 4, 5]],
    ['" "', [0, 1, 2, 3, 4, 5]],
    ["ERROR", [0, 1, 2, 3, 5]],
    ["error", []],
    ["ERROR ARGUMENTS", [2, 3]],
    ["?INFO ?ARGUMENTS", [2, 3, 4]],
    ["?ERROR ?ARGUMENTS REQUEST", [0, 1, 4]],
    ["?ERROR -ARGUMENTS", [0, 1, 4, 5]],
    ['"INTERNAL SERVER ERROR"', [5]],
    ['"ERROR 4"', []],
    ['"[ERROR 4"', []],
    ["ERROR -ARGUMENTS", [0, 1, 5]],
    ['-"BAD REQUEST" -ARGUMENTS', [1, 4, 5]],
    ["AUTHORIZED", []],
    ["%AUTHORIZED%", [1]],
    ["%^.ERROR 4[0-9]{2}.% REQUEST", [0, 1]],
    ["-%ERROR%", [4]],
  ])("%s", ([pattern, expected]) => {
    expect(found(pattern, REQUESTS)).toEqual(expected);
  });

  it("takes escaped quotation marks in a phrase", () => {
    expect(found(String.raw`"a \"b\" c"`, ['x a "b" c y', "a b c"])).toEqual([0]);
  });

  it("finds a whole word behind one that only begins like it", () => {
    expect(found("ERROR", ["ERRORS then ERROR", "ERRORS", "MY_ERROR"])).toEqual([0]);
  });

  it("names the term that has characters for which it needs quotation marks", () => {
    expect(() => compileFilterPattern("fine not-fine")).toThrow(
      "Invalid character(s) in term 'not-fine'",
    );
  });

  test.for(["?", "-", '"open', "%open", "%a% %b% %c%", "x".repeat(1025)])(
    "refuses %s",
    (pattern) => {
      expect(() => compileFilterPattern(pattern)).toThrow(
        expect.objectContaining({ name: "LogStoreError", kind: "invalid-pattern" }),
      );
    },
  );
});

const TRAIL = JSON.stringify({
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  "cluster.name": "c",
  number: [1000, 0.001],
  count: 7,
  flag: true,
  off: false,
  quoted: '500"',
  text: "404",
});

const PEOPLE = JSON.stringify({
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [
    { id: 2, email: "John.Doe@example.com" },
    { id: 3, email: "Jane.Doe@example.com" },
  ],
  actions: ["GET", "PUT", "DELETE"],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
});

describe("compileFilterPattern() over JSON", () => {
  test.for<[string, boolean]>([
    ['{ $.eventType = "UpdateTrail" }', true],
    ["{$.eventType=UpdateTrail}", true],
    ['{ $.eventType = "Update" }', false],
    ["{ $.eventType = Up*Trail }", true],
    ['{ $.eventType = "*ate*ail*" }', true],
    ['{ $.eventType = "*ail*ate*" }', false],
    ["{ $.eventType = * }", true],
    ["{ $.sourceIPAddress != 123.123.* }", true],
    ["{ $.sourceIPAddress = 111.111.* }", true],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[1] = "value" }', false],
    ['{ $.arrayKey[*] = "another value" }', true],
    ['{ $.arrayKey = "value" }', false],
    ['{ $.arrayKey != "value" }', false],
    ["{ $.eventType = %Trail% }", true],
    ["{ $.arrayKey[*] = %val.{2}% }", true],
    [String.raw`{ $.* = %111\.111\.111\.1[0-9]{1,2}% }`, true],
    ["{ $.['cluster.name'] = \"c\" }", true],
    ['{ $["cluster.name"] = "c" }', true],
    ["{ $.objectList[1].id = 2 }", true],
    ["{ $.objectList[*].name = b }", true],
    ["{ $.SomeObject IS NULL }", true],
    ["{ $.SomeOtherObject IS NULL }", false],
    ["{ $.SomeOtherObject NOT EXISTS }", true],
    ["{ $.SomeObject NOT EXISTS }", false],
    ["{ $.flag IS TRUE }", true],
    ["{ $.flag IS FALSE }", false],
    ["{ $.off IS FALSE }", true],
    ["{ $.flag = true }", true],
    ["{ $.number[0] = 1e+3 }", true],
    ["{ $.number[1] = 1e-3 }", true],
    ["{ $.number[0] != 1e-3 }", true],
    ["{ $.count = 7.0 }", true],
    ["{ $.count >= 7 && $.count <= 7 }", true],
    ["{ $.count > 7 }", false],
    ["{ $.count < -1 }", false],
    ["{ $.count > -1 }", true],
    ["{ $.text = 404 }", true],
    ["{ $.text = 4* }", true],
    ["{ $.text >= 400 }", false],
    ["{ $.missing != 5 }", false],
    [String.raw`{ $.quoted = "500\"" }`, true],
  ])("%s", ([pattern, expected]) => {
    expect(compileFilterPattern(pattern)(TRAIL)).toBe(expected);
  });

  test.for<[string, boolean]>([
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', true],
    [
      '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }',
      true,
    ],
    [
      '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }',
      false,
    ],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', false],
    ["{ $.coordinates[2][*] = 8 }", true],
  ])("%s", ([pattern, expected]) => {
    expect(compileFilterPattern(pattern)(PEOPLE)).toBe(expected);
  });

  it("matches no message that is not a JSON document", () => {
    const messages = ["a = 1", '{"a":1', 'INFO {"a":1}', '"a"', '{"a":1}\n', "{}"];
    expect(found("{ $.a = 1 }", messages)).toEqual([4]);
    expect(found("{ $.a NOT EXISTS }", messages)).toEqual([5]);
  });

  it("takes no inherited member for one of the document", () => {
    expect(found("{ $.constructor NOT EXISTS }", ["{}"])).toEqual([0]);
  });

  test.for([
    "{ $.a }",
    "{ $.a = }",
    "{ a = 1 }",
    "{ $.a = 1",
    "{ $.a = 1 } x",
    "{ $.a IS NOT NULL }",
    "{ $.a EXISTS }",
    "{ $.a IS MAYBE }",
    "{ $.a > x }",
    '{ $.a > "5" }',
    "{ $.a = 1 && }",
    "{ ($.a = 1 }",
    "{ $.*.b.* = 1 }",
    "{ $.* = 1 || $.a.* = 1 || $.b.* = 1 || $.c.* = 1 }",
    "{ $.a = %x% || $.b = %y% || $.c = %z% }",
    "{ $ = 1 }",
    "{ $.a[ = 1 }",
    "{}",
    `{ ${"(".repeat(40)}$.a = 1${")".repeat(40)} }`,
  ])("refuses %s", (pattern) => {
    expect(() => compileFilterPattern(pattern)).toThrow("Invalid filter pattern");
  });
});

const ACCESS =
  '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
const LEVELS = [
  "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200",
  "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310",
  "WARNING 09/25/2014 12:00:02 Invalid user request",
  "ERROR 09/25/2014 12:00:02 Failed to process request",
];

describe("compileFilterPattern() over columns", () => {
  test.for<[string, boolean]>([
    [
      String.raw`[ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]`,
      true,
    ],
    ["[..., request =*.html*, status_code = 4*, bytes]", true],
    [
      "[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]",
      true,
    ],
    ["[ip, user, username, timestamp, request, status_code = 410, bytes]", false],
    ["[ip, user, username, timestamp, request, status_code, bytes > 1000]", true],
    ["[..., bytes > 1534]", false],
    ["[..., bytes >= 1534]", true],
    ["[ip, user=Prod, ...]", true],
    ["[ip, ..., status = 404, bytes]", true],
    ['[ip, user, username, timestamp="10/Oct/2000:13:25:15 -0700", ...]', true],
    ["[a, b, c, d, e, f, g, h]", false],
    ["[a, b, c, d, e, f, g, ...]", true],
    ["[a, b, c, d, e, f, g, ..., h]", false],
    ["[ip, ,username=frank, ...]", true],
    ["[ip, user, username != frank, ...]", false],
    ["[ip, (user = Prod && user != Test), ...]", true],
    ["[...]", true],
  ])("%s", ([pattern, expected]) => {
    expect(compileFilterPattern(pattern)(ACCESS)).toBe(expected);
  });

  test.for<[string, number[]]>([
    ["[w1=ERROR, w2]", [3]],
    ["[w1=ERROR]", []],
    ["[w1=ERROR || w1=WARNING, w2]", [2, 3]],
    ["[w1!=ERROR && w1!=WARNING, w2]", [0, 1]],
    ["[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", [0]],
    [
      "[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]",
      [1],
    ],
    ["[w1=ERROR, w2, w3, rest = *process*]", [3]],
  ])("%s", ([pattern, expected]) => {
    expect(found(pattern, LEVELS)).toEqual(expected);
  });

  test.for([
    "[a",
    "[a] b",
    "[a, ..., b, ...]",
    "[a = ]",
    "[= 5]",
    "[a > x]",
    "[a = 1 && b = 2]",
    "[a b]",
    "[a=%x%, b=%y%, c=%z%]",
  ])("refuses %s", (pattern) => {
    expect(() => compileFilterPattern(pattern)).toThrow("Invalid filter pattern");
  });
});

describe("testFilterPattern()", () => {
  it("gives the columns by name, those without one by number", () => {
    expect(testFilterPattern("[ip, ..., status, bytes]", [ACCESS, "a b"])).toEqual([
      {
        $ip: "127.0.0.1",
        $2: "Prod",
        $3: "frank",
        $4: "10/Oct/2000:13:25:15 -0700",
        $5: "GET /index.html HTTP/1.0",
        $status: "404",
        $bytes: "1534",
      },
      null,
    ]);
  });

  it("gives the properties of a JSON pattern", () => {
    const pattern =
      "{ $.count = 7 && $.eventType = * && $.gone NOT EXISTS && $.arrayKey[*] = value }";
    expect(testFilterPattern(pattern, [TRAIL])).toEqual([
      { "$.count": "7", "$.eventType": "UpdateTrail" },
    ]);
  });

  it("gives nothing for terms", () => {
    expect(testFilterPattern("ERROR", ["an ERROR", "none"])).toEqual([{}, null]);
  });
});
