// The reason of a composite alarm's state in AWS's words, for people (StateReason) and for machines
// (StateReasonData), written from the events that AWS's pages show.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
import type { StateValue } from "@aws-sdk/client-cloudwatch";

/** Why a composite alarm was evaluated. */
export type EvaluationCause =
  | { readonly kind: "created" | "updated"; readonly children: readonly AlarmStanding[] }
  | { readonly kind: "child"; readonly child: AlarmStanding };

/** What state an alarm is in and since when. */
export interface AlarmStanding {
  readonly arn: string;
  readonly state: StateValue;
  readonly sinceMs: number;
}

/** AWS's model bounds it. */
const REASON_DATA_LENGTH_MAX = 4000;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `arn:…:alarm:cpu transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`. */
export function compositeReason(cause: EvaluationCause, arn: string, value: StateValue): string {
  if (cause.kind === "child") {
    const { arn: child, state, sinceMs } = cause.child;
    return `${child} transitioned to ${state} at ${spelledTime(sinceMs)}`;
  }
  return cause.kind === "created"
    ? `${arn} was created and its alarm rule evaluates to ${value}`
    : `${arn} was updated and its new alarm rule evaluates to ${value}`;
}

/** The child that changed; of a new or changed rule all its children, as many as there is room for. */
export function compositeReasonData(cause: EvaluationCause): string {
  const standings = cause.kind === "child" ? [cause.child] : cause.children;
  let list = "";
  for (const { arn, state, sinceMs } of standings) {
    const timestamp = new Date(sinceMs).toISOString().replace("Z", "+0000");
    const shown = JSON.stringify({ arn, state: { value: state, timestamp } });
    const longer = list === "" ? shown : `${list},${shown}`;
    if (wrapped(longer).length > REASON_DATA_LENGTH_MAX) break;
    list = longer;
  }
  return wrapped(list);
}

function wrapped(list: string): string {
  return `{"triggeringAlarms":[${list}]}`;
}

/** `Friday 22 July, 2022 15:57:45 UTC`. */
function spelledTime(atMs: number): string {
  const at = new Date(atMs);
  const day = String(at.getUTCDate()).padStart(2, "0");
  const time = at.toISOString().slice(11, 19);
  return `${WEEKDAYS[at.getUTCDay()]} ${day} ${MONTHS[at.getUTCMonth()]}, ${at.getUTCFullYear()} ${time} UTC`;
}
