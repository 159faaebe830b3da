// What a datum of PutMetricData has to satisfy. Messages name members by their path, as AWS's do.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
import type { Dimension, MetricDatum } from "@aws-sdk/client-cloudwatch";
import { invalidCombination, invalidValue, missingParameter } from "./cloudwatch-errors.ts";
import { STANDARD_UNITS } from "./standard-units.ts";

const DIMENSIONS_MAX = 30;
const VALUES_MAX = 150;
const METRIC_NAME_LENGTH_MAX = 255;
const DIMENSION_NAME_LENGTH_MAX = 255;
const DIMENSION_VALUE_LENGTH_MAX = 1024;
const VALUE_MAX = 2 ** 360;
const PAST_MAX_MS = 14 * 24 * 60 * 60 * 1000;
const FUTURE_MAX_MS = 2 * 60 * 60 * 1000;

/** Throws what is wrong with the datum, if anything. */
export function checkDatum(path: string, datum: MetricDatum, nowMs: number): void {
  const { MetricName = "", Unit, StorageResolution, Timestamp } = datum;
  checkText(`${path}.MetricName`, MetricName, METRIC_NAME_LENGTH_MAX);
  checkDimensions(`${path}.Dimensions`, datum.Dimensions ?? []);
  checkValues(path, datum);
  if (Unit !== undefined && !STANDARD_UNITS.includes(Unit)) {
    throw invalidValue(
      `The parameter ${path}.Unit must be a value in the set [ ${STANDARD_UNITS.join(", ")} ].`,
    );
  }
  if (StorageResolution !== undefined && StorageResolution !== 1 && StorageResolution !== 60) {
    throw invalidValue(
      `The value ${StorageResolution} for parameter ${path}.StorageResolution is invalid.`,
    );
  }
  if (Timestamp !== undefined) checkTimestamp(`${path}.Timestamp`, Timestamp.getTime(), nowMs);
}

function checkText(path: string, text: string, lengthMax: number): void {
  if (text === "") throw missingParameter(`The parameter ${path} is required.`);
  if (text.length > lengthMax) {
    throw invalidValue(`The parameter ${path} must be shorter than ${lengthMax + 1} characters.`);
  }
  if (!/^[\x20-\x7e]*$/.test(text)) {
    throw invalidValue(`The parameter ${path} must contain only ASCII characters.`);
  }
}

function checkDimensions(path: string, dimensions: readonly Dimension[]): void {
  if (dimensions.length > DIMENSIONS_MAX) {
    throw invalidValue(
      `The collection ${path} must not have a size greater than ${DIMENSIONS_MAX}.`,
    );
  }
  const names = new Set<string>();
  for (const [index, { Name = "", Value = "" }] of dimensions.entries()) {
    const member = `${path}.member.${index + 1}`;
    checkText(`${member}.Name`, Name, DIMENSION_NAME_LENGTH_MAX);
    // White space alone is no value.
    const value = Value.trim() === "" ? "" : Value;
    checkText(`${member}.Value`, value, DIMENSION_VALUE_LENGTH_MAX);
    if (Name.startsWith(":")) {
      throw invalidValue(`The value ${Name} for parameter ${member}.Name is invalid.`);
    }
    if (names.has(Name)) throw invalidValue(`The collection ${path} has the name ${Name} twice.`);
    names.add(Name);
  }
}

function checkValues(path: string, datum: MetricDatum): void {
  const given = [
    ["Value", datum.Value],
    ["Values", datum.Values],
    ["StatisticValues", datum.StatisticValues],
  ] as const;
  const [first, second] = given.filter(([, value]) => value !== undefined);
  if (second !== undefined) {
    throw invalidCombination(
      `The parameters ${path}.${first?.[0]} and ${path}.${second[0]} are mutually exclusive and you have specified both.`,
    );
  }
  if (first === undefined) {
    throw invalidCombination(
      `At least one of the parameters ${path}.Value, ${path}.Values and ${path}.StatisticValues must be specified.`,
    );
  }
  if (datum.Value !== undefined) checkNumber(`${path}.Value`, datum.Value);
  if (datum.Values !== undefined) checkList(path, datum.Values, datum.Counts);
  else if (datum.Counts !== undefined) {
    throw invalidCombination(`The parameter ${path}.Counts requires ${path}.Values.`);
  }
  if (datum.StatisticValues !== undefined) {
    checkStatisticSet(`${path}.StatisticValues`, datum.StatisticValues);
  }
}

function checkList(
  path: string,
  values: readonly number[],
  counts: readonly number[] | undefined,
): void {
  if (values.length === 0)
    throw missingParameter(`The collection ${path}.Values must not be empty.`);
  if (values.length > VALUES_MAX) {
    throw invalidValue(
      `The collection ${path}.Values must not have a size greater than ${VALUES_MAX}.`,
    );
  }
  for (const [index, value] of values.entries()) {
    checkNumber(`${path}.Values.member.${index + 1}`, value);
  }
  if (counts === undefined) return;
  if (counts.length !== values.length) {
    throw invalidValue(
      `The parameters ${path}.Values and ${path}.Counts must be of the same size.`,
    );
  }
  for (const [index, count] of counts.entries()) {
    checkCount(`${path}.Counts.member.${index + 1}`, count);
  }
  if (counts.every((count) => count === 0)) {
    throw invalidValue(`The parameter ${path}.Counts must have a value greater than 0.`);
  }
}

function checkStatisticSet(path: string, set: NonNullable<MetricDatum["StatisticValues"]>): void {
  const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = set;
  checkCount(`${path}.SampleCount`, SampleCount);
  if (SampleCount === 0) {
    throw invalidValue(`The parameter ${path}.SampleCount must be greater than 0.`);
  }
  checkNumber(`${path}.Sum`, Sum);
  checkNumber(`${path}.Minimum`, Minimum);
  checkNumber(`${path}.Maximum`, Maximum);
  if (Minimum > Maximum) {
    throw invalidCombination(
      `The parameter ${path}.Maximum must be greater than or equal to ${path}.Minimum.`,
    );
  }
}

function checkNumber(path: string, value: number): void {
  if (!Number.isFinite(value) || Math.abs(value) > VALUE_MAX) {
    throw invalidValue(`The value ${value} for parameter ${path} is invalid.`);
  }
}

function checkCount(path: string, value: number): void {
  checkNumber(path, value);
  if (value < 0) throw invalidValue(`The value ${value} for parameter ${path} is invalid.`);
}

function checkTimestamp(path: string, atMs: number, nowMs: number): void {
  if (Number.isNaN(atMs)) throw invalidValue(`The value of parameter ${path} is invalid.`);
  if (atMs < nowMs - PAST_MAX_MS) {
    throw invalidValue(`The parameter ${path} must specify a time within the past two weeks.`);
  }
  if (atMs > nowMs + FUTURE_MAX_MS) {
    throw invalidValue(
      `The parameter ${path} must specify a time no more than two hours in the future.`,
    );
  }
}
