// DescribeAlarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
import { AlarmType, type CompositeAlarm, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { relatedAlarms } from "./alarm-relatives.ts";
import { shownCompositeAlarm } from "./action-suppression.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

const PAGE_SIZE = 50;
const NAMES_MAX = 100;

/** An alarm of either kind; kinds share pages, and each has a list of its own in the answer. */
export type ShownAlarm =
  | { readonly kind: "MetricAlarm"; readonly alarm: MetricAlarm }
  | { readonly kind: "CompositeAlarm"; readonly alarm: CompositeAlarm };

export async function describeAlarms(
  input: Input<"DescribeAlarms">,
  context: OperationContext,
): Promise<Output<"DescribeAlarms">> {
  checkInput(input);
  const isOfRelatives =
    input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined;
  const all = isOfRelatives
    ? await relatedAlarms(context.records, input)
    : await askedAlarms(input, context);
  const { items, next } = pageOf(
    all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    { token: input.NextToken, size: input.MaxRecords ?? PAGE_SIZE },
    nameOf,
  );
  return {
    MetricAlarms: items.flatMap(({ kind, alarm }) => (kind === "MetricAlarm" ? [alarm] : [])),
    CompositeAlarms: items.flatMap(({ kind, alarm }) => (kind === "CompositeAlarm" ? [alarm] : [])),
    ...next,
  };
}

function nameOf({ alarm: { AlarmName = "" } }: ShownAlarm): string {
  return AlarmName;
}

async function askedAlarms(
  input: Input<"DescribeAlarms">,
  { records, clock }: OperationContext,
): Promise<ShownAlarm[]> {
  const { AlarmTypes: types = ["MetricAlarm"], AlarmNamePrefix: prefix = "" } = input;
  const metric = types.includes("MetricAlarm") ? await records.list("metric-alarm", prefix) : [];
  const composite = types.includes("CompositeAlarm")
    ? await records.list("composite-alarm", prefix)
    : [];
  const all: ShownAlarm[] = [
    ...metric.map(({ body }) => ({ kind: "MetricAlarm", alarm: body.alarm }) as const),
    ...composite.map(({ body }) => {
      const alarm = shownCompositeAlarm(body, clock.nowMs());
      return { kind: "CompositeAlarm", alarm } as const;
    }),
  ];
  return all.filter(({ alarm }) => isAsked(alarm, input));
}

function checkInput(input: Input<"DescribeAlarms">): void {
  const name = { min: 1, max: 255 };
  new Constraints()
    .length("alarmNames", input.AlarmNames, { max: NAMES_MAX })
    .length("alarmNamePrefix", input.AlarmNamePrefix, name)
    .enumerationList("alarmTypes", input.AlarmTypes, Object.values(AlarmType))
    .length("childrenOfAlarmName", input.ChildrenOfAlarmName, name)
    .length("parentsOfAlarmName", input.ParentsOfAlarmName, name)
    .enumeration("stateValue", input.StateValue, ["OK", "ALARM", "INSUFFICIENT_DATA"])
    .length("actionPrefix", input.ActionPrefix, { min: 1, max: 1024 })
    .range("maxRecords", input.MaxRecords, { min: 1, max: 100 })
    .throwIfViolated();
  for (const alone of ["ChildrenOfAlarmName", "ParentsOfAlarmName"] as const) {
    const other = Object.entries(input).find(
      ([member, value]) =>
        value !== undefined && member !== alone && !["MaxRecords", "NextToken"].includes(member),
    );
    if (input[alone] === undefined || other === undefined) continue;
    // Only that it is a validation error is documented. [I]
    throw validationError(`${alone} and ${other[0]} cannot be used together`);
  }
  if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
    throw validationError("AlarmNames and AlarmNamePrefix cannot be used together");
  }
}

function isAsked(alarm: MetricAlarm | CompositeAlarm, input: Input<"DescribeAlarms">): boolean {
  const { AlarmNames: names, StateValue: state, ActionPrefix: actionPrefix } = input;
  if (names !== undefined && names.length > 0 && !names.includes(alarm.AlarmName ?? "")) {
    return false;
  }
  if (state !== undefined && alarm.StateValue !== state) return false;
  if (actionPrefix === undefined) return true;
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = alarm;
  return [...OKActions, ...AlarmActions, ...InsufficientDataActions].some((action) =>
    action.startsWith(actionPrefix),
  );
}
