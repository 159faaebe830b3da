import { expect, test } from "vitest";
import { alarmVerdict, type MissingDataTreatment } from "./alarm-verdict.ts";

const TREATMENTS: readonly MissingDataTreatment[] = [
  "missing",
  "ignore",
  "breaching",
  "notBreaching",
];
const SHORT = new Map<string | null, string>([
  ["OK", "OK"],
  ["ALARM", "ALARM"],
  ["INSUFFICIENT_DATA", "none"],
  [null, "keep"],
]);

/** 0 within the threshold, X beyond it, - missing; the state for each treatment. */
function states(points: string, datapointsToAlarm: number, evaluationPeriods: number): string {
  const judged = points.split(" ").map((each) => (each === "-" ? null : each === "X"));
  return TREATMENTS.map((treatMissingData) => {
    const settings = { evaluationPeriods, datapointsToAlarm, treatMissingData };
    return SHORT.get(alarmVerdict(judged, settings).state);
  }).join(" ");
}

// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test.each([
  ["0 - X - X", "OK OK OK OK"],
  ["0 - - - -", "OK OK OK OK"],
  ["- - - - -", "none keep ALARM OK"],
  ["0 X X - X", "ALARM ALARM ALARM ALARM"],
  ["- - X - -", "ALARM keep ALARM OK"],
  ["X - - - -", "ALARM keep ALARM OK"],
  ["- - - - X", "none keep ALARM OK"],
])("alarmVerdict() judges %s for 3 of 3 as AWS's table does", (points, expected) => {
  expect(states(points, 3, 3)).toBe(expected);
});

test.each([
  ["0 - X - X", "ALARM ALARM ALARM ALARM"],
  ["0 0 X 0 X", "ALARM ALARM ALARM ALARM"],
  ["0 - X - -", "OK OK ALARM OK"],
  ["- - - - 0", "OK OK ALARM OK"],
  ["- - - X -", "ALARM keep ALARM OK"],
  ["- - - - X", "none keep ALARM OK"],
])("alarmVerdict() judges %s for 2 of 3 as AWS's table does", (points, expected) => {
  expect(states(points, 2, 3)).toBe(expected);
});

test.each([
  ["X", "ALARM ALARM ALARM ALARM"],
  ["0", "OK OK OK OK"],
  ["X - -", "ALARM ALARM ALARM ALARM"],
  ["X - 0", "OK OK OK OK"],
])("alarmVerdict() judges %s for 1 of 1 by the newest data point there is", (points, expected) => {
  expect(states(points, 1, 1)).toBe(expected);
});

test("alarmVerdict() says which data points it judged by and how many it filled in", () => {
  const settings = {
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: "breaching",
  } as const;
  expect(alarmVerdict([false, null, true, null, null], settings)).toEqual({
    state: "ALARM",
    evaluated: [0, 2],
    filled: 1,
  });
  expect(alarmVerdict([true, false, false, true, false], settings)).toEqual({
    state: "OK",
    evaluated: [2, 3, 4],
    filled: 0,
  });
});
