// What the settings of a composite alarm have to satisfy.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
import { LimitExceededFault } from "@aws-sdk/client-cloudwatch";
import { parseArn } from "../../base/arn.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { notImplemented } from "./cloudwatch-errors.ts";
import { referredAlarms, type RuleNode } from "./composite-rule-node.ts";
import { parseCompositeRule } from "./composite-rule-parser.ts";
import { CompositeRuleError } from "./composite-rule-tokens.ts";
import { findAlarm, referredName } from "./find-alarm.ts";
import type { Input } from "./operation-types.ts";

const CHILDREN_MAX = 100;
const PARENTS_MAX = 150;
const ACTIONS_MAX = 5;
/** Composite alarms can neither act on EC2 instances nor scale anything. */
const ACTIONS_OF_OTHERS: ReadonlySet<string> = new Set(["automate", "swf", "autoscaling"]);

type CompositeInput = Input<"PutCompositeAlarm">;

/** The alarms that a composite alarm depends on, by name. */
export interface Dependencies {
  readonly children: readonly string[];
  readonly suppressor: string | null;
}

/** Throws what is wrong with the alarm, if anything. */
export async function checkCompositeAlarm(
  records: ScopedRecords,
  input: CompositeInput,
): Promise<Dependencies> {
  checkShape(input);
  checkActions(input);
  const { AlarmRule: rule } = input;
  if (rule.trim() !== rule) {
    throw validationError("AlarmRule must not contain leading or trailing whitespace or be null");
  }
  const references = referredAlarms(parsed(rule));
  if (references.length > CHILDREN_MAX) {
    throw validationError(`AlarmRule must not refer to more than ${CHILDREN_MAX} alarms`);
  }
  const children = await existing(records, references);
  await checkParents(records, input.AlarmName, children);
  return { children, suppressor: await suppressorOf(records, input) };
}

function checkShape(input: CompositeInput): void {
  const actions = { max: ACTIONS_MAX };
  new Constraints()
    .length("alarmName", input.AlarmName, { min: 1, max: 255 })
    .length("alarmDescription", input.AlarmDescription, { max: 1024 })
    .length("alarmRule", input.AlarmRule, { min: 1, max: 10_240 })
    .length("oKActions", input.OKActions, actions)
    .length("alarmActions", input.AlarmActions, actions)
    .length("insufficientDataActions", input.InsufficientDataActions, actions)
    .length("actionsSuppressor", input.ActionsSuppressor, { min: 1, max: 1600 })
    .range("actionsSuppressorWaitPeriod", input.ActionsSuppressorWaitPeriod, { min: 0 })
    .range("actionsSuppressorExtensionPeriod", input.ActionsSuppressorExtensionPeriod, { min: 0 })
    .throwIfViolated();
  if (input.ActionConfiguration !== undefined) {
    throw notImplemented("the ActionConfiguration of alarms");
  }
}

function checkActions(input: CompositeInput): void {
  const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = input;
  for (const action of [...OKActions, ...AlarmActions, ...InsufficientDataActions]) {
    const arn = parseArn(action);
    if (arn === undefined) throw validationError(`Invalid arn syntax: ${action}`);
    if (ACTIONS_OF_OTHERS.has(arn.service)) {
      throw validationError(`The action ${action} is not supported for composite alarms`);
    }
  }
}

function parsed(rule: string): RuleNode {
  try {
    return parseCompositeRule(rule);
  } catch (error) {
    if (!(error instanceof CompositeRuleError)) throw error;
    throw validationError(`Error in AlarmRule [${error.message}]`);
  }
}

/** The names of what a rule refers to, each once; refuses the rule when one of them is not there. */
async function existing(records: ScopedRecords, references: readonly string[]): Promise<string[]> {
  const names = new Set<string>();
  const missing: string[] = [];
  for (const reference of references) {
    const name = referredName(records.scope, reference);
    if (name === undefined || (await findAlarm(records, name)) === undefined) {
      missing.push(reference);
    } else {
      names.add(name);
    }
  }
  if (missing.length > 0) {
    throw validationError(
      `Could not save the composite alarm as alarms [${missing.join(", ")}] in the alarm rule do not exist`,
    );
  }
  return [...names];
}

async function checkParents(
  records: ScopedRecords,
  name: string,
  children: readonly string[],
): Promise<void> {
  const others = (await records.list("composite-alarm")).filter(({ id }) => id !== name);
  for (const child of children) {
    const parents = others.filter(({ body }) => body.children.includes(child));
    if (parents.length < PARENTS_MAX) continue;
    throw new LimitExceededFault({
      $metadata: {},
      message: `The alarm ${child} is already in the rules of ${PARENTS_MAX} composite alarms`,
    });
  }
}

/** The texts of its refusals are not known. [I] */
async function suppressorOf(records: ScopedRecords, input: CompositeInput): Promise<string | null> {
  const { ActionsSuppressor: reference, AlarmName } = input;
  if (reference === undefined) return null;
  if (
    input.ActionsSuppressorWaitPeriod === undefined ||
    input.ActionsSuppressorExtensionPeriod === undefined
  ) {
    throw validationError(
      "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be specified when ActionsSuppressor is specified",
    );
  }
  const name = referredName(records.scope, reference);
  if (name === undefined || (await findAlarm(records, name)) === undefined) {
    throw validationError(
      `Could not save the composite alarm as the actions suppressor alarm ${reference} does not exist`,
    );
  }
  if (name === AlarmName) {
    throw validationError("A composite alarm cannot be the actions suppressor of itself");
  }
  return name;
}
