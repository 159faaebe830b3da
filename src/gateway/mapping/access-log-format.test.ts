import { expect, test } from "vitest";
import { AccessLogFormat, LINE_CHARACTERS_MAX } from "./access-log-format.ts";

type Facts = Readonly<Record<string, string>>;

const NAMES = new Set(["requestId", "status", "path", "identity.sourceIp", "identity.userAgent"]);

function readerOf(name: string): ((facts: Facts) => string | undefined) | undefined {
  if (!NAMES.has(name) && !name.startsWith("authorizer.")) return undefined;
  return (facts) => facts[name];
}

function line(format: string, facts: Facts = {}): string {
  return new AccessLogFormat(format, readerOf).line(facts);
}

const FACTS = { requestId: "r1", status: "200", path: "/a", "identity.sourceIp": "127.0.0.1" };

test.for<[form: string, format: string, written: string]>([
  ["JSON", '{"id":"$context.requestId","s":$context.status}', '{"id":"r1","s":200}'],
  [
    "CLF",
    '$context.identity.sourceIp - - "GET $context.path" $context.status $context.requestId',
    '127.0.0.1 - - "GET /a" 200 r1',
  ],
  [
    "XML",
    '<request id="$context.requestId"><status>$context.status</status></request>',
    '<request id="r1"><status>200</status></request>',
  ],
  ["CSV", "$context.identity.sourceIp,$context.status,$context.requestId", "127.0.0.1,200,r1"],
])("AccessLogFormat.line() writes %s", ([, format, written]) => {
  expect(line(format, FACTS)).toBe(written);
});

test("AccessLogFormat.line() writes a dash for variables without a value and for unknown ones", () => {
  expect(line("$context.status|$context.waf.status|$context.authorizer.x")).toBe("-|-|-");
});

test("AccessLogFormat knows where a name ends", () => {
  const facts = { ...FACTS, "authorizer.claims.cognito:username": "ann" };
  expect(line("$context.status.", facts)).toBe("200.");
  expect(line("$context.status-$context.path-x", facts)).toBe("200-/a-x");
  expect(line("$context.requestId:$context.status", facts)).toBe("r1:200");
  expect(line("${context.status}00", facts)).toBe("20000");
  expect(line("$context.authorizer.claims.cognito:username,", facts)).toBe("ann,");
  expect(line("$context.statuses $context $contextual", facts)).toBe("- $context $contextual");
});

test("AccessLogFormat.line() keeps a JSON line JSON whatever the client sent", () => {
  const agent = 'a"b\\c\td';
  const written = line('{"a\\"q":"$context.identity.userAgent","s":"$context.status"}', {
    "identity.userAgent": agent,
  });
  expect(JSON.parse(written)).toEqual({ 'a"q': agent, s: "-" });
});

test("AccessLogFormat.line() writes values outside quotes as they are, on one line", () => {
  expect(line("$context.path $context.status", { path: '"a"\r\nb', status: '"' })).toBe(
    '"a"\\r\\nb "',
  );
});

test("AccessLogFormat.line() reads no further variable once a line is as long as an event may be", () => {
  let reads = 0;
  const path = '"'.repeat(10_000);
  const format = new AccessLogFormat<Facts>('"$context.path"'.repeat(1_000), () => () => {
    reads++;
    return path;
  });
  const made = format.line({});
  expect(reads).toBe(Math.ceil(LINE_CHARACTERS_MAX / (2 * path.length + 2)));
  expect(made.length).toBeLessThan(LINE_CHARACTERS_MAX + 2 * path.length + 2);
  expect(made.startsWith(`"${'\\"'.repeat(10_000)}""`)).toBe(true);
});
