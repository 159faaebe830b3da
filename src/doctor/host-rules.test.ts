import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { judgeHost, plainHosts, type KnownRequest } from "./host-rules.ts";
import { httpApiOnAlb } from "./inventory-fixtures.ts";
import { unresolved } from "./unresolved.ts";

const REQUEST: KnownRequest = { host: "shop.example.com", method: "GET", path: "/pets" };
const OTHER_HOST: RuleCondition = { Field: "host-header", Values: ["other.example.com"] };

/** One rule per list of conditions, in front of the default rule. */
function outcomeOf(rules: readonly RuleCondition[][], request: Partial<KnownRequest> = {}): string {
  const [listener] = httpApiOnAlb().listeners;
  if (listener === undefined) throw new Error("Cannot find the listener");
  listener.rules.unshift(
    ...rules.map((Conditions, index) => ({ Priority: `${index + 1}`, Conditions, Actions: [] })),
  );
  return judgeHost(listener, [{ ...REQUEST, ...request }]).outcome;
}

test("judgeHost compares hosts as the load balancer does: wildcards, expressions, case, no port", () => {
  expect(outcomeOf([[{ Field: "host-header", Values: ["*.EXAMPLE.com"] }]])).toBe("taken");
  expect(outcomeOf([[{ Field: "host-header", RegexValues: ["^shop\\.example\\.com$"] }]])).toBe(
    "taken",
  );
  expect(outcomeOf([[{ Field: "host-header", RegexValues: ["^x"] }]])).toBe("default");
  const rule = [{ Field: "host-header", Values: ["shop.example.com"] }];
  expect(outcomeOf([rule], { host: "Shop.Example.com:8443" })).toBe("taken");
  expect(outcomeOf([[OTHER_HOST]])).toBe("default");
});

test("judgeHost lets rules without condition on the host take what path and method allow", () => {
  const path: RuleCondition = { Field: "path-pattern", Values: ["/cats*"] };
  const method: RuleCondition = {
    Field: "http-request-method",
    HttpRequestMethodConfig: { Values: ["POST"] },
  };
  expect(outcomeOf([[OTHER_HOST], [path]])).toBe("default");
  expect(outcomeOf([[OTHER_HOST], [path]], { path: "/cats/1" })).toBe("taken");
  expect(outcomeOf([[OTHER_HOST], [path]], { path: "" })).toBe("taken");
  expect(outcomeOf([[OTHER_HOST], [method]])).toBe("default");
  expect(outcomeOf([[OTHER_HOST], [method]], { method: "" })).toBe("taken");
  const query: RuleCondition = {
    Field: "query-string",
    QueryStringConfig: { Values: [{ Key: "a", Value: "b" }] },
  };
  expect(outcomeOf([[OTHER_HOST], [query]])).toBe("taken");
});

test("judgeHost says where no rule asks for a host and where it is not known what they ask for", () => {
  expect(outcomeOf([])).toBe("no-host-rules");
  const unknown: RuleCondition = { Field: "host-header", Values: [unresolved("parameter Host")] };
  expect(outcomeOf([[unknown]])).toBe("unresolved");
  const known: RuleCondition = { Field: "host-header", Values: ["shop.example.com"] };
  expect(outcomeOf([[unknown], [known]])).toBe("taken");
});

test("plainHosts leaves out what is no host by itself", () => {
  const values = ["a.example", "*.b.example", "/^c$/", unresolved("Host")];
  expect(plainHosts({ outcome: "default", values, defaultAction: null })).toEqual(["a.example"]);
});
