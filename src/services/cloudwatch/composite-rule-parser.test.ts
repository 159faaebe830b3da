import type { StateValue } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { isRuleTrue, referredAlarms } from "./composite-rule-node.ts";
import { parseCompositeRule } from "./composite-rule-parser.ts";

const STATES: ReadonlyMap<string, StateValue> = new Map([
  ["bad", "ALARM"],
  ["worse", "ALARM"],
  ["good", "OK"],
  ["new", "INSUFFICIENT_DATA"],
  ["with space", "ALARM"],
  ['with "quotes"', "ALARM"],
  ["arn:aws:cloudwatch:us-east-1:000000000000:alarm:bad", "ALARM"],
]);

test.each([
  ["ALARM(bad)", true],
  ['ALARM("good")', false],
  ["OK(good)", true],
  ["INSUFFICIENT_DATA(new)", true],
  ["ALARM ( bad )", true],
  ['ALARM("with space")', true],
  [String.raw`ALARM("with \"quotes\"")`, true],
  ["ALARM(arn:aws:cloudwatch:us-east-1:000000000000:alarm:bad)", true],
  ["TRUE", true],
  ["false", false],
  ["NOT TRUE", false],
  ["NOT NOT ALARM(bad)", true],
  ["NOT (ALARM(bad) AND OK(good))", false],
  ["ALARM(bad) AND NOT ALARM(good)", true],
  // AND binds closer than OR, from whichever side.
  ["TRUE OR FALSE AND FALSE", true],
  ["FALSE AND FALSE OR TRUE", true],
  ["(TRUE OR FALSE) AND FALSE", false],
  ["ALARM(bad)\n  OR\tALARM(good)", true],
  ["AT_LEAST(2, ALARM, (bad, good, worse))", true],
  ["AT_LEAST(3, ALARM, (bad, good, worse))", false],
  ['AT_LEAST(50%, NOT ALARM, ("good", bad))', true],
  ["AT_LEAST(51%, NOT ALARM, (good, bad))", false],
  ["AT_LEAST(1, INSUFFICIENT_DATA, (new)) AND ALARM(bad)", true],
])("parseCompositeRule() reads %s, which is %s", (rule, expected) => {
  expect(isRuleTrue(parseCompositeRule(rule), (alarm) => STATES.get(alarm))).toBe(expected);
});

const OPERANDS = "must be: '(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";

test.each([
  ["()", `Unsupported token ')' at char 1, ${OPERANDS}`],
  ["(ALARM(Queue Oldest))", "Unsupported token 'Oldest' at char 13, must be: ')'"],
  ["alarm(a)", `Unsupported token 'alarm' at char 0, ${OPERANDS}`],
  ["ALARM(a) AND", `Unexpected end of rule at char 12, ${OPERANDS}`],
  ["ALARM(a) ALARM(b)", "Unsupported token 'ALARM' at char 9, must be: 'AND' or 'OR'"],
  ["ALARM a", "Unsupported token 'a' at char 6, must be: '('"],
  ["ALARM()", "Unsupported token ')' at char 6, must be: an alarm name or ARN"],
  ["(ALARM(a)", "Unexpected end of rule at char 9, must be: ')'"],
  ['ALARM("a)', "Unterminated quote at char 6"],
  ["AT_LEAST(x, ALARM, (a))", "Unsupported token 'x' at char 9, must be: a number or a percentage"],
  [
    "AT_LEAST(1, TRUE, (a))",
    "Unsupported token 'TRUE' at char 12, must be: NOT, ALARM, OK, or INSUFFICIENT_DATA",
  ],
  ["AT_LEAST(2, ALARM, (a))", "AT_LEAST at char 9 must have a threshold between 1 and 1"],
  ["AT_LEAST(101%, ALARM, (a))", "AT_LEAST at char 9 must have a threshold between 1 and 100"],
])("parseCompositeRule() refuses %s", (rule, message) => {
  expect(() => parseCompositeRule(rule)).toThrow(message);
});

test("parseCompositeRule() takes 500 elements and refuses one more", () => {
  const trues = (count: number) => Array.from({ length: count }, () => "TRUE").join(" AND ");
  expect(() => parseCompositeRule(trues(500))).not.toThrow();
  expect(() => parseCompositeRule(trues(501))).toThrow("more than 500 elements");
  const parentheses = (count: number) => `${"(".repeat(count)}TRUE${")".repeat(count)}`;
  expect(() => parseCompositeRule(parentheses(499))).not.toThrow();
  expect(() => parseCompositeRule(parentheses(5000))).toThrow("more than 500 elements");
});

test("referredAlarms() names each alarm once, in the order of the rule", () => {
  const rule = 'NOT (ALARM(b) OR OK("a")) AND ALARM("b") AND AT_LEAST(1, ALARM, (c, a)) AND TRUE';
  expect(referredAlarms(parseCompositeRule(rule))).toEqual(["b", "a", "c"]);
});
