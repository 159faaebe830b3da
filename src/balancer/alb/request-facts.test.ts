import { describe, expect, it } from "vitest";
import { hostForRules, portColon, splitTarget } from "./request-facts.ts";

describe(splitTarget, () => {
  it.for([
    ["/a?b?c", { authority: "", originTarget: "/a?b?c", path: "/a", query: "b?c" }],
    ["//a/b", { authority: "", originTarget: "//a/b", path: "//a/b", query: "" }],
    ["http://h:1/a?b", { authority: "h:1", originTarget: "/a?b", path: "/a", query: "b" }],
    ["HTTPS://u:p@h?b", { authority: "h", originTarget: "/?b", path: "/", query: "b" }],
    ["http://h", { authority: "h", originTarget: "/", path: "/", query: "" }],
    ["*", { authority: "", originTarget: "*", path: "*", query: "" }],
    ["", { authority: "", originTarget: "/", path: "/", query: "" }],
  ] as const)("%j", ([target, expected]) => {
    const into = { authority: "?", originTarget: "?", path: "?", query: "?" };
    splitTarget(target, into);
    expect(into).toEqual(expected);
  });
});

describe(hostForRules, () => {
  it.for([
    ["Example.com:80", "example.com"],
    ["[2001:DB8::1]:80", "[2001:db8::1]"],
    ["[2001:DB8::1]", "[2001:db8::1]"],
    ["", ""],
  ] as const)("%j is %j", ([host, expected]) => {
    expect(hostForRules(host)).toBe(expected);
  });

  it("portColon() finds none in a bare IPv6 address in brackets", () => {
    expect(portColon("[::1]")).toBe(-1);
    expect(portColon("a:1")).toBe(1);
  });
});
