// What queries answer, command by command.
import { expect, test } from "vitest";
import { resultOf, rowsOf } from "./insights-fixture.ts";

const REQUESTS = [
  { path: "/pets", status: 200, ms: 10, user: { name: "ann", roles: ["a", "b"] } },
  { path: "/pets", status: 500, ms: 30, user: { name: "bob", roles: [] } },
  { path: "/shop", status: 200, ms: 20 },
  { path: "/shop", status: 404, ms: 5 },
];

test("runInsightsPlan() without commands shows time and message, newest first", () => {
  expect(resultOf("", ["one", "two"]).rows).toEqual([
    [
      { field: "@timestamp", value: "2026-11-22 10:01:00.000" },
      { field: "@message", value: "two" },
      { field: "@ptr", value: "event-1" },
    ],
    [
      { field: "@timestamp", value: "2026-11-22 10:00:00.000" },
      { field: "@message", value: "one" },
      { field: "@ptr", value: "event-0" },
    ],
  ]);
});

test("fields shows fields of the event and of its JSON, and leaves out what is not there", () => {
  const query = "fields @log, @logStream, @ingestionTime, user.name, user.roles.1 as role, `path`";
  expect(rowsOf(query, REQUESTS.slice(0, 2))).toEqual([
    {
      "@log": "000000000000:/aws/shop",
      "@logStream": "one",
      "@ingestionTime": "2026-11-22 10:01:00.500",
      "user.name": "bob",
      path: "/pets",
    },
    {
      "@log": "000000000000:/aws/shop",
      "@logStream": "one",
      "@ingestionTime": "2026-11-22 10:00:00.500",
      "user.name": "ann",
      role: "b",
      path: "/pets",
    },
  ]);
});

test("fields takes a member with dots in its name, and the numbers as they are written", () => {
  expect(rowsOf("fields a.b, n", [{ "a.b": 1, n: 0.123456 }])).toEqual([
    { "a.b": "1", n: "0.123456" },
  ]);
});

test("fields names an expression by its text", () => {
  expect(rowsOf("fields status / 100, ms*2 as double | sort ms | limit 1", REQUESTS)).toEqual([
    { "status / 100": "4.04", double: "10" },
  ]);
});

test("display shows nothing but its fields", () => {
  expect(rowsOf("fields @message, status | display path | limit 1", REQUESTS)).toEqual([
    { path: "/shop" },
  ]);
});

test.for([
  ["filter status = 200", [20, 10]],
  ["filter status != 200", [5, 30]],
  ["filter status >= 400 and ms > 10", [30]],
  ["filter status = 404 or (path = '/pets' and not ms = 10)", [5, 30]],
  ["filter status in [404, 500]", [5, 30]],
  ["filter status not in [404, 500]", [20, 10]],
  ['filter path like "pet"', [30, 10]],
  ['filter path not like "pet"', [5, 20]],
  ["filter path like /^\\/P/", []],
  ["filter path like /(?i)^\\/P/", [30, 10]],
  ["filter path =~ /s$/", [30, 10]],
  ["filter ispresent(user.name)", [30, 10]],
  ["filter not ispresent(user.name)", [5, 20]],
  ["filter user.name != 'ann'", [5, 20, 30]],
  ["filter user.name < 'b'", [10]],
  ["FILTER status = 200 | Filter ms = 10", [10]],
  ["filter status = 200 # and nothing else\n | filter ms = 10", [10]],
  ["filter @timestamp < 1795341660000", [10]],
] as const)("%s", ([filter, expected]) => {
  const found = rowsOf(`fields ms | ${filter}`, REQUESTS).map(({ ms }) => Number(ms));
  expect(found).toEqual(expected);
});

test("runInsightsPlan() counts what it scanned and what the filters matched", () => {
  expect(resultOf("filter status = 200 | limit 1", REQUESTS)).toMatchObject({
    recordsScanned: 4,
    recordsMatched: 2,
    bytesScanned: REQUESTS.map((request) => JSON.stringify(request)).join("").length,
    rows: [expect.anything()],
  });
});

test("runInsightsPlan() shows as many rows as the request allows, or as the query says", () => {
  expect(rowsOf("fields ms", REQUESTS, 3)).toHaveLength(3);
  expect(rowsOf("fields ms | limit 4", REQUESTS, 3)).toHaveLength(4);
});

test("stats counts and computes by groups, those first", () => {
  const query =
    "stats count(*), sum(ms) as total, avg(ms), min(ms), max(ms), count(user.name) by path | sort path";
  expect(resultOf(query, REQUESTS).rows[0]?.map(({ field }) => field)).toEqual([
    "path",
    "count(*)",
    "total",
    "avg(ms)",
    "min(ms)",
    "max(ms)",
    "count(user.name)",
  ]);
  expect(rowsOf(query, REQUESTS)).toEqual([
    {
      path: "/pets",
      "count(*)": "2",
      total: "40",
      "avg(ms)": "20",
      "min(ms)": "10",
      "max(ms)": "30",
      "count(user.name)": "2",
    },
    {
      path: "/shop",
      "count(*)": "2",
      total: "25",
      "avg(ms)": "12.5",
      "min(ms)": "5",
      "max(ms)": "20",
      "count(user.name)": "0",
    },
  ]);
});

test("stats without rows and without groups says 0", () => {
  expect(rowsOf("filter ms > 100 | stats count(*) as n, max(ms)", REQUESTS)).toEqual([{ n: "0" }]);
  expect(rowsOf("filter ms > 100 | stats count(*) by path", REQUESTS)).toEqual([]);
});

test("stats computes with aggregates and with what it has named", () => {
  const query = "stats max(ms) / 10 as most, min(ms) as least, most - least, count_distinct(path)";
  expect(rowsOf(query, REQUESTS)).toEqual([
    { most: "3", least: "5", "most - least": "-2", "count_distinct(path)": "2" },
  ]);
});

test("stats knows percentiles, deviation, and what was first and last", () => {
  const query =
    "stats pct(ms, 50) as median, pct(ms, 99), stddev(ms), earliest(status), latest(status), sortsFirst(path), sortsLast(path)";
  expect(rowsOf(query, REQUESTS)).toEqual([
    {
      median: "10",
      "pct(ms, 99)": "30",
      "stddev(ms)": "9.6014",
      "earliest(status)": "200",
      "latest(status)": "404",
      "sortsFirst(path)": "/pets",
      "sortsLast(path)": "/shop",
    },
  ]);
});

test("stats by bin() makes a series, which later commands can name", () => {
  expect(
    rowsOf("stats count(*) by bin(2m) | sort bin(2m) desc | filter count(*) = 2", REQUESTS),
  ).toEqual([
    { "bin(2m)": "2026-11-22 10:02:00.000", "count(*)": "2" },
    { "bin(2m)": "2026-11-22 10:00:00.000", "count(*)": "2" },
  ]);
});

test("stats can be asked of what stats has found", () => {
  const query = "stats count(*) as n by bin(2m) as t, path | stats max(n), count(*)";
  expect(rowsOf(query, REQUESTS)).toEqual([{ "max(n)": "2", "count(*)": "2" }]);
});

test("stats shows a value of a group that is not there as none", () => {
  expect(rowsOf("stats count(*) as n by user.name | sort user.name", REQUESTS)).toEqual([
    { n: "2" },
    { "user.name": "ann", n: "1" },
    { "user.name": "bob", n: "1" },
  ]);
});

test("stats keeps no more than 10,000 groups", () => {
  const messages = Array.from({ length: 10_001 }, (_, id) => ({ id }));
  expect(rowsOf("stats count(*) by id | limit 20000", messages)).toHaveLength(10_000);
});

test("stats estimates count_distinct and pct within some percent past what it keeps", () => {
  const messages = Array.from({ length: 20_001 }, (_, id) => ({ id }));
  const [row = {}] = rowsOf("stats count_distinct(id) as n, pct(id, 50) as half", messages);
  expect(Math.abs(Number(row["n"]) - 20_001)).toBeLessThan(1000);
  expect(Math.abs(Number(row["half"]) - 10_000)).toBeLessThan(200);
});

test("sort goes by several keys, numbers by value", () => {
  const rows = rowsOf("fields path, ms | sort path desc, ms asc", REQUESTS);
  expect(rows.map(({ ms }) => ms)).toEqual(["5", "20", "10", "30"]);
});

test("sort puts texts before numbers, and orders digits in texts by their value", () => {
  const messages = ["a10", "2", "a2", "10", "b"].map((v) => ({ v }));
  const rows = rowsOf("fields v | sort v", messages);
  expect(rows.map(({ v }) => v)).toEqual(["a2", "a10", "b", "2", "10"]);
});

test("sort with a limit finds the first of all rows", () => {
  const messages = Array.from({ length: 500 }, (_, index) => ({ n: (index * 37) % 500 }));
  const rows = rowsOf("fields n | sort n desc | limit 3", messages);
  expect(rows.map(({ n }) => n)).toEqual(["499", "498", "497"]);
});

test("dedup keeps the first row of each key, and those without", () => {
  const query = "fields path, ms | sort ms desc | dedup path";
  expect(rowsOf(query, [...REQUESTS, { ms: 1 }, { ms: 2 }])).toEqual([
    { path: "/pets", ms: "30" },
    { path: "/shop", ms: "20" },
    { ms: "2" },
    { ms: "1" },
  ]);
});

test("parse takes what asterisks stand for", () => {
  const query =
    'parse @message "user=*, method:*, latency := *" as who, @method, latency | display who, @method, latency';
  const messages = ["x user=ann, method:GET, latency := 7 ms", "user=bob"];
  expect(rowsOf(query, messages)).toEqual([{}, { who: "ann", "@method": "GET", latency: "7 ms" }]);
});

test("parse shows what it has taken beside the other fields", () => {
  expect(rowsOf('fields @logStream | parse "a=* b" as a', ["a=1 b"])).toEqual([
    { "@logStream": "one", a: "1" },
  ]);
});

test("parse takes named groups of a regular expression, and groups that are named behind it", () => {
  const messages = ["user=ann, method:GET"];
  expect(
    rowsOf(
      "parse @message /user=(?<the_user>.*?), method:(?<method>[A-Z(]+)/ | display the_user, method",
      messages,
    ),
  ).toEqual([{ the_user: "ann", method: "GET" }]);
  expect(rowsOf("parse @message /(?:user)=(\\w+)/ as who | display who", messages)).toEqual([
    { who: "ann" },
  ]);
});

test("what parse has taken can be counted", () => {
  const query = 'parse "took * ms" as took | stats sum(took) as total';
  expect(rowsOf(query, ["took 5 ms", "took 7 ms", "gone"])).toEqual([{ total: "12" }]);
});

test("a hostile expression and text end in time", () => {
  const query = "filter @message like /(a+)+b/ | stats count(*) as n";
  expect(rowsOf(query, ["a".repeat(20_000)])).toEqual([{ n: "0" }]);
});
