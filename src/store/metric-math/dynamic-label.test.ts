import { expect, test } from "vitest";
import { dynamicLabel, isDynamicLabel, type LabelledLine } from "./dynamic-label.ts";

const MINUTE_MS = 60_000;
const NOON_MS = Date.UTC(2026, 0, 1, 12);
const LINE: LabelledLine = {
  series: {
    label: "Orders",
    isMetric: true,
    periodSeconds: 60,
    startMs: NOON_MS,
    endMs: NOON_MS + 4 * MINUTE_MS,
    points: new Map([
      [NOON_MS, 2],
      [NOON_MS + MINUTE_MS, 7.5],
      [NOON_MS + 2 * MINUTE_MS, 1],
      [NOON_MS + 3 * MINUTE_MS, 4],
    ]),
  },
  defaultLabel: "Orders",
  metric: {
    identity: {
      namespace: "Shop",
      metricName: "Orders",
      dimensions: [{ name: "Service", value: "cart" }],
    },
    statisticName: "p99",
    periodSeconds: 60,
  },
  place: {
    account: "123456789012",
    region: "eu-central-1",
    nowMs: NOON_MS + 68 * MINUTE_MS,
    zoneMinutes: 90,
  },
};

test.each([
  ["${LABEL}", "Orders"],
  ["${AVG} ${SUM} ${DATAPOINT_COUNT}", "3.625 14.5 4"],
  ["${FIRST} ${LAST} ${MIN} ${MAX}", "2 4 1 7.5"],
  ["${FIRST_LAST_RANGE} ${MIN_MAX_RANGE}", "2 6.5"],
  ["${FIRST_TIME}", "2026-01-01 13:30:00"],
  ["${MAX_TIME}", "2026-01-01 13:31:00"],
  ["${LAST_TIME_RELATIVE}", "1h 5m"],
  ["${MIN_TIME_RELATIVE}", "1h 6m"],
  ["${FIRST_LAST_TIME_RANGE} ${MIN_MAX_TIME_RANGE}", "3m 1m"],
  ["${PROP('Namespace')}/${PROP('MetricName')}", "Shop/Orders"],
  ["${PROP('Dim.Service')} ${PROP(\"Stat\")} ${PROP('Period')}", "cart p99 60"],
  ["${PROP('AccountId')} ${PROP('Region')}", "123456789012 eu-central-1"],
  [
    "${MAX_RANGE} ${FIRST_LAST} ${PROP('Dim.Other')}",
    "${MAX_RANGE} ${FIRST_LAST} ${PROP('Dim.Other')}",
  ],
])("dynamicLabel() makes %s into %s", (label, expected) => {
  expect(dynamicLabel(label, LINE)).toBe(expected);
});

test("dynamicLabel() writes dashes for a line without points", () => {
  const line = { ...LINE, series: { ...LINE.series, points: new Map<number, number>() } };
  expect(dynamicLabel("${MAX} ${AVG} ${LAST_TIME} ${DATAPOINT_COUNT}", line)).toBe("-- -- -- 0");
});

test("isDynamicLabel() knows a placeholder from a dollar", () => {
  expect(["${MAX}", "a ${PROP('Stat')}", "$5", "${max}"].map(isDynamicLabel)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
