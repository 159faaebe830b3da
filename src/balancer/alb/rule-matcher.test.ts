import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../base/clock.ts";
import type { ConditionSnapshot, RuleSnapshot } from "../../store/snapshots.ts";
import type { Fields } from "../../wire/http1/fields.ts";
import { hostForRules, splitTarget } from "./request-facts.ts";
import type { RequestFacts } from "./request-facts.ts";
import { planRequest } from "./rule-explanation.ts";
import {
  condition,
  defaultRule,
  headerCondition,
  queryCondition,
  regexCondition,
  rule,
} from "./rule-fixtures.ts";
import { RuleMatcherBuilder } from "./rule-matcher.ts";
import type { RuleMatcher } from "./rule-matcher.ts";

interface Asked {
  readonly method?: string;
  readonly host?: string;
  readonly target?: string;
  readonly address?: string;
  readonly fields?: readonly (readonly [name: string, value: string])[];
}

function factsOf(asked: Asked): RequestFacts {
  const lines = asked.fields ?? [];
  const parts = { authority: "", originTarget: "", path: "", query: "" };
  splitTarget(asked.target ?? "/", parts);
  // Of a head, rules only read names and values.
  const fields = {
    count: lines.length,
    name: (index: number) => lines[index]?.[0] ?? "",
    value: (index: number) => lines[index]?.[1] ?? "",
    joined: (name: string) =>
      lines
        .filter((line) => line[0].toLowerCase() === name)
        .map((line) => line[1])
        .join(", "),
  } as unknown as Fields;
  return {
    method: asked.method ?? "GET",
    host: hostForRules(asked.host ?? "example.com"),
    path: parts.path,
    query: parts.query,
    sourceAddress: asked.address ?? "127.0.0.1",
    fields,
    queryPairs: null,
  };
}

function build(rules: readonly RuleSnapshot[], problems: string[] = []): RuleMatcher {
  const builder = new RuleMatcherBuilder(rules, systemClock, (problem) => problems.push(problem));
  while (!builder.step(Infinity));
  return builder.matcher();
}

function matches(one: ConditionSnapshot, asked: Asked): boolean {
  return build([rule(1, [one]), defaultRule()]).match(factsOf(asked))?.rule.isDefault === false;
}

describe("rule conditions", () => {
  it.for<[name: string, condition: ConditionSnapshot, asked: Asked, expected: boolean]>([
    ["host ignores case", condition("host-header", "EXAMPLE.com"), { host: "Example.COM" }, true],
    [
      "host ignores the port",
      condition("host-header", "example.com"),
      { host: "example.com:8080" },
      true,
    ],
    ["host of IPv6", condition("host-header", "[::1]"), { host: "[::1]:8080" }, true],
    ["host wildcard", condition("host-header", "*.example.com"), { host: "a.b.example.com" }, true],
    [
      "host wildcard is not the apex",
      condition("host-header", "*.example.com"),
      { host: "example.com" },
      false,
    ],
    [
      "host by regular expression",
      regexCondition("host-header", "^(A|b)\\.example\\.com$"),
      { host: "a.example.com" },
      true,
    ],
    ["path counts case", condition("path-pattern", "/Img/*"), { target: "/img/a" }, false],
    ["path leaves the query out", condition("path-pattern", "/a"), { target: "/a?b=/c" }, true],
    [
      "path star spans slashes",
      condition("path-pattern", "/img/*/pic"),
      { target: "/img/a/b/pic" },
      true,
    ],
    ["path is not decoded", condition("path-pattern", "/a b"), { target: "/a%20b" }, false],
    [
      "path of an absolute target",
      condition("path-pattern", "/x/*"),
      { target: "http://h/x/y" },
      true,
    ],
    [
      "path by regular expression",
      regexCondition("path-pattern", "^/v[12]/"),
      { target: "/v2/a" },
      true,
    ],
    [
      "path regular expression counts case",
      regexCondition("path-pattern", "^/V2"),
      { target: "/v2" },
      false,
    ],
    ["any value of a condition", condition("path-pattern", "/a", "/b"), { target: "/b" }, true],
    ["method is exact", condition("http-request-method", "get"), { method: "GET" }, false],
    [
      "method may be anybody's own",
      condition("http-request-method", "PURGE"),
      { method: "PURGE" },
      true,
    ],
    [
      "header ignores case",
      headerCondition("User-Agent", "*CHROME*"),
      { fields: [["user-agent", "x chrome y"]] },
      true,
    ],
    [
      "header tries each line",
      headerCondition("x-a", "2"),
      {
        fields: [
          ["X-A", "1"],
          ["x-a", "2"],
        ],
      },
      true,
    ],
    [
      "header does not join lines",
      headerCondition("x-a", "1, 2"),
      {
        fields: [
          ["X-A", "1"],
          ["x-a", "2"],
        ],
      },
      false,
    ],
    ["header absent", headerCondition("x-a", "*"), {}, false],
    [
      "header sees no control characters",
      headerCondition("x-a", "ab"),
      { fields: [["x-a", "a\u0001b"]] },
      true,
    ],
    ["query pair", queryCondition(["version", "v1"]), { target: "/?a=b&Version=V1" }, true],
    ["query pair of another key", queryCondition(["version", "v1"]), { target: "/?a=v1" }, false],
    [
      "query value under any key",
      queryCondition([null, "*exa*"]),
      { target: "/?a=b&c=hexagon" },
      true,
    ],
    ["query with wildcards in the key", queryCondition(["v?", "1*"]), { target: "/?v2=15" }, true],
    ["query literal star", queryCondition(["a", "\\*"]), { target: "/?a=*" }, true],
    ["query literal star is no wildcard", queryCondition(["a", "\\*"]), { target: "/?a=b" }, false],
    ["query without value", queryCondition(["flag", ""]), { target: "/?flag" }, true],
    ["query is not decoded", queryCondition(["a", "b c"]), { target: "/?a=b%20c" }, false],
    ["source in a block", condition("source-ip", "10.0.0.0/8"), { address: "10.1.2.3" }, true],
    ["source outside", condition("source-ip", "10.0.0.0/8"), { address: "11.1.2.3" }, false],
    ["source of IPv6", condition("source-ip", "2001:db8::/32"), { address: "2001:db8::1" }, true],
    [
      "source mapped into IPv6",
      condition("source-ip", "192.0.2.0/24"),
      { address: "::ffff:192.0.2.1" },
      true,
    ],
    [
      "source of the other family",
      condition("source-ip", "0.0.0.0/0"),
      { address: "2001:db8::1" },
      false,
    ],
    [
      "source is not X-Forwarded-For",
      condition("source-ip", "10.0.0.0/8"),
      { fields: [["X-Forwarded-For", "10.0.0.1"]] },
      false,
    ],
  ])("%s", ([, one, asked, expected]) => {
    expect(matches(one, asked)).toBe(expected);
  });
});

describe(RuleMatcherBuilder, () => {
  it("takes the first rule by priority whose conditions all hold, else the default rule", () => {
    const matcher = build([
      rule(1, [condition("path-pattern", "/a/*"), condition("http-request-method", "POST")]),
      rule(2, [condition("path-pattern", "/*")]),
      rule(3, [condition("path-pattern", "/a/*")]),
      defaultRule(),
    ]);
    const priorityFor = (asked: Asked) => matcher.match(factsOf(asked))?.rule.priority;
    expect(priorityFor({ target: "/a/b", method: "POST" })).toBe(1);
    expect(priorityFor({ target: "/a/b" })).toBe(2);
    expect(priorityFor({ target: "*" })).toBe(0);
  });

  it("reports values that cannot be used and goes on", () => {
    const problems: string[] = [];
    const matcher = build(
      [
        rule(1, [regexCondition("path-pattern", "(")]),
        rule(2, [condition("source-ip", "nonsense")]),
        rule(3, [], { type: "unsupported", name: "authenticate-oidc" }),
      ],
      problems,
    );
    expect(problems).toHaveLength(3);
    expect(matcher.match(factsOf({}))?.rule.priority).toBe(3);
  });

  it("gives the same rule as trying all in order, for any rules and requests", () => {
    const word = fc.constantFrom("a", "b", "ab", "*", "a*", "*b", "a*b", "?", "?b", "*a*");
    const text = fc.constantFrom("a", "b", "ab", "ba", "aab", "");
    const anyCondition = fc.oneof(
      fc.array(word, { minLength: 1, maxLength: 2 }).map((v) => condition("host-header", ...v)),
      fc
        .array(word, { minLength: 1, maxLength: 2 })
        .map((v) => condition("path-pattern", ...v.map((w) => `/${w}`))),
      fc.constantFrom("GET", "PUT").map((v) => condition("http-request-method", v)),
      word.map((v) => headerCondition("x-a", v)),
      fc.tuple(fc.option(word), word).map((pair) => queryCondition(pair)),
      fc.constantFrom("127.0.0.0/8", "10.0.0.0/8").map((v) => condition("source-ip", v)),
      fc.constantFrom("^/a", "b$").map((v) => regexCondition("path-pattern", v)),
    );
    const rules = fc.array(fc.array(anyCondition, { maxLength: 3 }), { maxLength: 70 });
    const asked = fc.record({
      method: fc.constantFrom("GET", "PUT"),
      host: text,
      target: fc.tuple(text, text, text).map(([p, k, v]) => `/${p}?${k}=${v}&a`),
      fields: fc.array(
        text.map((v) => ["X-A", v] as const),
        { maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(rules, asked, (conditions, request) => {
        const matcher = build([...conditions.map((c, i) => rule(i + 1, c)), defaultRule()]);
        const facts = factsOf(request);
        const expected = matcher.rules.find((r) => r.conditions.every((c) => c.matches(facts)));
        expect(matcher.match(facts)?.rule.priority).toBe(expected?.rule.priority);
      }),
      { numRuns: 300 },
    );
  });

  it("works in slices and tries few of a thousand rules", () => {
    const rules = Array.from({ length: 1000 }, (_, i) =>
      rule(i + 1, [
        condition("host-header", `host${i % 10}.example.com`),
        condition("path-pattern", `/service${i}/*`),
      ]),
    );
    let now = 0;
    const clock = { ...systemClock, monotonicMs: () => (now += 1) };
    const builder = new RuleMatcherBuilder([...rules, defaultRule()], clock, () => {});
    let slices = 1;
    while (!builder.step(now + 10)) slices++;
    // Each look at the clock takes a millisecond here: a slice ends at its deadline and not one look later.
    expect(slices).toBeGreaterThan(10);
    const matcher = builder.matcher();
    let tried = 0;
    for (const compiled of matcher.rules) {
      for (const one of compiled.conditions) {
        const original = one.matches.bind(one);
        one.matches = (facts) => {
          tried++;
          return original(facts);
        };
      }
    }
    const facts = factsOf({ host: "host7.example.com", target: "/service997/x" });
    expect(matcher.match(facts)?.rule.priority).toBe(998);
    expect(tried).toBeLessThanOrEqual(4);
  });
});

describe(planRequest, () => {
  it("says why each rule before the matched one was passed over", () => {
    const matcher = build([
      rule(5, [condition("host-header", "a.example.com")]),
      rule(7, [condition("host-header", "example.com"), condition("path-pattern", "/x/*")]),
      rule(9, [condition("path-pattern", "/*")]),
      defaultRule(),
    ]);
    const plan = planRequest(matcher, factsOf({ target: "/y" }));
    expect(plan.matched?.rule.priority).toBe(9);
    expect(plan.missed).toMatchObject([
      { priority: 5, tried: [{ field: "host-header", seen: "example.com", holds: false }] },
      {
        priority: 7,
        tried: [
          { field: "host-header", seen: "example.com", wanted: ["example.com"], holds: true },
          { field: "path-pattern", seen: "/y", wanted: ["/x/*"], holds: false },
        ],
      },
    ]);
  });
});
