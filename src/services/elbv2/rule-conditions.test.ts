import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { checkedConditions } from "./rule-conditions.ts";

test("checkedConditions() shows host and path conditions in both forms, whichever was given", () => {
  const shown = [
    {
      Field: "path-pattern",
      Values: ["/a/*"],
      PathPatternConfig: { Values: ["/a/*"] },
    },
    {
      Field: "host-header",
      Values: ["*.example.com"],
      HostHeaderConfig: { Values: ["*.example.com"] },
    },
  ];
  expect(
    checkedConditions([
      { Field: "path-pattern", Values: ["/a/*"] },
      { Field: "host-header", HostHeaderConfig: { Values: ["*.example.com"] } },
    ]),
  ).toEqual(shown);
  expect(checkedConditions(shown)).toEqual(shown);
});

test("checkedConditions() takes the other four fields", () => {
  const conditions: RuleCondition[] = [
    {
      Field: "http-header",
      HttpHeaderConfig: { HttpHeaderName: "User-Agent", Values: ["*Chrome*"] },
    },
    { Field: "http-request-method", HttpRequestMethodConfig: { Values: ["GET", "X-OWN"] } },
    { Field: "query-string", QueryStringConfig: { Values: [{ Key: "v", Value: "1" }] } },
    { Field: "source-ip", SourceIpConfig: { Values: ["10.0.0.0/8"] } },
  ];
  expect(checkedConditions(conditions)).toEqual(conditions);
});

test("checkedConditions() takes regular expressions in place of values", () => {
  expect(
    checkedConditions([
      { Field: "path-pattern", PathPatternConfig: { RegexValues: ["^/v[0-9]+/"] } },
      { Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "x", RegexValues: ["^a+$"] } },
    ]),
  ).toEqual([
    {
      Field: "path-pattern",
      RegexValues: ["^/v[0-9]+/"],
      PathPatternConfig: { RegexValues: ["^/v[0-9]+/"] },
    },
    { Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "x", RegexValues: ["^a+$"] } },
  ]);
});

const long = "x".repeat(129);

test.for<[RuleCondition[], RegExp]>([
  [[], /^A condition must be specified$/],
  [
    [{ Field: "cookie", Values: ["x"] }],
    /^Condition field 'cookie' must be one of '\[path-pattern,host-header,http-header,http-request-method,query-string,source-ip\]'$/,
  ],
  [[{ Field: "path-pattern" }], /^A condition value must be specified$/],
  [[{ Field: "path-pattern", Values: [""] }], /^A condition value must be specified$/],
  [
    [{ Field: "path-pattern", Values: [`/${long}`] }],
    /^The 'path-pattern' value is too long; the limit is '128'$/,
  ],
  [
    [{ Field: "path-pattern", Values: ["/a|b"] }],
    /^Condition value '\/a\|b' contains a character that is not valid$/,
  ],
  [
    [{ Field: "path-pattern", Values: ["/a"], PathPatternConfig: { Values: ["/b"] } }],
    /can be specified only once$/,
  ],
  [
    [{ Field: "path-pattern", PathPatternConfig: { Values: ["/a"], RegexValues: ["/b"] } }],
    /both values and regex values/,
  ],
  [
    [{ Field: "path-pattern", PathPatternConfig: { RegexValues: ["("] } }],
    /not a valid regular expression$/,
  ],
  [[{ Field: "host-header", Values: ["localhost"] }], /not a valid host name pattern$/],
  [[{ Field: "host-header", Values: ["a.b_c"] }], /contains a character that is not valid$/],
  [[{ Field: "http-header" }], /^A 'HttpHeaderConfig' must be specified with 'http-header'$/],
  [
    [{ Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "Host", Values: ["a"] } }],
    /'host-header' condition$/,
  ],
  [
    [
      {
        Field: "http-header",
        HttpHeaderConfig: { HttpHeaderName: "x".repeat(41), Values: ["a"] },
      },
    ],
    /limit is '40'$/,
  ],
  [
    [{ Field: "http-request-method", HttpRequestMethodConfig: { Values: ["get"] } }],
    /the allowed characters are A-Z, hyphen and underscore$/,
  ],
  [
    [{ Field: "query-string", QueryStringConfig: { Values: [{ Key: "a" }] } }],
    /^A 'Value' must be specified in 'QueryStringKeyValuePair'$/,
  ],
  [[{ Field: "source-ip", SourceIpConfig: { Values: ["10.0.0.1"] } }], /CIDR format$/],
  [[{ Field: "source-ip", SourceIpConfig: { Values: ["255.255.255.255/32"] } }], /not allowed$/],
  [
    [
      { Field: "path-pattern", Values: ["/a"] },
      { Field: "path-pattern", Values: ["/b"] },
    ],
    /^A rule can only have one 'path-pattern' condition$/,
  ],
  [
    [{ Field: "path-pattern", Values: ["/1", "/2", "/3", "/4", "/5", "/6"] }],
    /^A rule can only have '5' condition values$/,
  ],
  [
    [{ Field: "path-pattern", Values: ["/*/*/*/*/*/*/*"] }],
    /^A rule can only have '6' condition wildcards$/,
  ],
])("checkedConditions() refuses %j", ([conditions, message]) => {
  expect(() => checkedConditions(conditions)).toThrow(message);
});

test("checkedConditions() does not count an escaped wildcard of a query string", () => {
  const Value = String.raw`\*\*\*\*\*\*\?`;
  expect(
    checkedConditions([{ Field: "query-string", QueryStringConfig: { Values: [{ Value }] } }]),
  ).toHaveLength(1);
});
