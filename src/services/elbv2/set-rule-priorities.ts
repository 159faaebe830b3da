// SetRulePriorities: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html
import {
  OperationNotPermittedException,
  PriorityInUseException,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { requireRule, rulesOf, type RuleRecord } from "./find-resource.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { Input, Output } from "./operation-types.ts";
import { serviceError } from "./service-error.ts";

const PRIORITY_BOUNDS = { min: 1, max: 50_000 };

/** A rule with the priority that it is to have. */
interface Move {
  readonly record: RuleRecord;
  readonly priority: number;
}

/** All at once: rules may change places, as long as no two of a listener end up on the same priority. */
export async function setRulePriorities(
  input: Input<"SetRulePriorities">,
  { records }: OperationContext,
): Promise<Output<"SetRulePriorities">> {
  const moves = await readMoves(input, records);
  const rules: Rule[] = [];
  for (const { record, priority } of moves) {
    const rule: Rule = { ...record.rule, Priority: String(priority) };
    records.put("rule", rule.RuleArn ?? "", { ...record, rule });
    rules.push(rule);
  }
  for (const listenerArn of new Set(moves.map(({ record }) => record.listenerArn))) {
    await checkUnique(records, listenerArn);
  }
  return { Rules: rules };
}

async function readMoves(
  input: Input<"SetRulePriorities">,
  records: ScopedRecords,
): Promise<Move[]> {
  const constraints = new Constraints();
  for (const [index, { Priority }] of input.RulePriorities.entries()) {
    const path = `rulePriorities.${index + 1}.member.priority`;
    constraints.range(path, Priority, PRIORITY_BOUNDS);
  }
  constraints.throwIfViolated();
  if (input.RulePriorities.length === 0) throw validationError("A rule priority must be specified");
  const moves: Move[] = [];
  const arns = new Set<string>();
  const priorities = new Set<string>();
  for (const { RuleArn: arn, Priority: priority } of input.RulePriorities) {
    if (arn === undefined || priority === undefined) {
      throw validationError("A rule ARN and a priority must be specified");
    }
    const record = await requireRule(records, arn);
    if (record.rule.IsDefault === true) {
      throw serviceError(
        OperationNotPermittedException,
        `The priority of the default rule '${arn}' cannot be changed`,
      );
    }
    if (arns.has(arn)) throw validationError(`Rule '${arn}' was provided multiple times`);
    const place = `${record.listenerArn} ${priority}`;
    if (priorities.has(place)) {
      throw validationError(`Priority '${priority}' was provided multiple times`);
    }
    arns.add(arn);
    priorities.add(place);
    moves.push({ record, priority });
  }
  return moves;
}

async function checkUnique(records: ScopedRecords, listenerArn: string): Promise<void> {
  const seen = new Set<string>();
  for (const { rule } of await rulesOf(records, listenerArn)) {
    const priority = rule.Priority ?? "";
    if (seen.has(priority)) {
      throw serviceError(PriorityInUseException, `Priority '${priority}' is currently in use`);
    }
    seen.add(priority);
  }
}
