// A composite alarm's rule as a tree: what it says of the states of which alarms, and whether that is so.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
import type { StateValue } from "@aws-sdk/client-cloudwatch";

export type RuleNode =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "state"; readonly state: StateValue; readonly alarm: string }
  | { readonly kind: "not"; readonly operand: RuleNode }
  | { readonly kind: "and" | "or"; readonly operands: readonly RuleNode[] }
  | AtLeastNode;

/** `AT_LEAST(50%, NOT OK, (a, b, c))`. */
export interface AtLeastNode {
  readonly kind: "at-least";
  readonly threshold: number;
  readonly isPercentage: boolean;
  readonly state: StateValue;
  readonly isNegated: boolean;
  readonly alarms: readonly string[];
}

/** The alarms that the rule refers to as they are written, each once, in order. */
export function referredAlarms(node: RuleNode): string[] {
  return [...new Set(references(node))];
}

function references(node: RuleNode): readonly string[] {
  switch (node.kind) {
    case "constant":
      return [];
    case "state":
      return [node.alarm];
    case "not":
      return references(node.operand);
    case "and":
    case "or":
      return node.operands.flatMap((operand) => references(operand));
    case "at-least":
      return node.alarms;
  }
}

/** Whether the rule holds; `stateOf` is asked with references as they are written. */
export function isRuleTrue(
  node: RuleNode,
  stateOf: (alarm: string) => StateValue | undefined,
): boolean {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "state":
      return stateOf(node.alarm) === node.state;
    case "not":
      return !isRuleTrue(node.operand, stateOf);
    case "and":
      return node.operands.every((operand) => isRuleTrue(operand, stateOf));
    case "or":
      return node.operands.some((operand) => isRuleTrue(operand, stateOf));
    case "at-least":
      return isEnough(node, stateOf);
  }
}

function isEnough(node: AtLeastNode, stateOf: (alarm: string) => StateValue | undefined): boolean {
  const { alarms, threshold, isPercentage, state, isNegated } = node;
  const count = alarms.filter((alarm) => (stateOf(alarm) === state) !== isNegated).length;
  return isPercentage ? count * 100 >= threshold * alarms.length : count >= threshold;
}
