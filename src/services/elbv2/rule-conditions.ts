// The conditions of a rule: six fields, each with its own form, characters and limits. They are kept and shown in
// both forms that AWS shows, `Values` and the field's own configuration.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CONDITION_FIELDS, conditionField, type ConditionContent } from "./condition-fields.ts";
import { CONDITION_VALUES_PER_RULE_MAX, CONDITION_WILDCARDS_PER_RULE_MAX } from "./quotas.ts";
import { validationError } from "../../protocol/constraints.ts";

/** The conditions as they are kept and shown. */
export function checkedConditions(conditions: readonly RuleCondition[]): RuleCondition[] {
  if (conditions.length === 0) throw validationError("A condition must be specified");
  const contents: ConditionContent[] = [];
  const seen = new Set<string>();
  for (const condition of conditions) {
    const name = condition.Field ?? "";
    const field = conditionField(name);
    if (field === undefined) {
      const names = CONDITION_FIELDS.map((entry) => entry.name).join(",");
      throw validationError(`Condition field '${name}' must be one of '[${names}]'`);
    }
    if (!field.repeatable && seen.has(name)) {
      throw validationError(`A rule can only have one '${name}' condition`);
    }
    seen.add(name);
    contents.push(field.read(condition));
  }
  checkTotals(contents);
  return contents.map((content) => content.shown);
}

function checkTotals(contents: readonly ConditionContent[]): void {
  let values = 0;
  let wildcards = 0;
  for (const content of contents) {
    values += content.valueCount;
    wildcards += content.wildcardCount;
  }
  if (values > CONDITION_VALUES_PER_RULE_MAX) {
    throw validationError(
      `A rule can only have '${CONDITION_VALUES_PER_RULE_MAX}' condition values`,
    );
  }
  if (wildcards > CONDITION_WILDCARDS_PER_RULE_MAX) {
    throw validationError(
      `A rule can only have '${CONDITION_WILDCARDS_PER_RULE_MAX}' condition wildcards`,
    );
  }
}
