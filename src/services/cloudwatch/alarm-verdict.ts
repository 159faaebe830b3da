// Which state the data points of an alarm's evaluation range give it. Pure.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html

export type MissingDataTreatment = "breaching" | "notBreaching" | "ignore" | "missing";

export interface VerdictSettings {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingDataTreatment;
}

export interface Verdict {
  /** Null: the alarm stays as it is. */
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA" | null;
  /** Places of the data points that it was judged by, in order of time. */
  readonly evaluated: readonly number[];
  /** How many missing data points were filled in. */
  readonly filled: number;
}

/** @param points in order of time: whether the data point is breaching, null where it is missing */
export function alarmVerdict(
  points: readonly (boolean | null)[],
  settings: VerdictSettings,
): Verdict {
  const { evaluationPeriods, datapointsToAlarm } = settings;
  const existing = points.flatMap((isBreaching, index) => (isBreaching === null ? [] : [index]));
  const evaluated = existing.slice(-evaluationPeriods);
  const breaching = evaluated.filter((index) => points[index] === true);
  const filled = evaluationPeriods - evaluated.length;
  if (filled === 0) {
    const isAlarm = breaching.length >= datapointsToAlarm;
    return { state: isAlarm ? "ALARM" : "OK", evaluated, filled };
  }
  const facts = { breaching, evaluated, filled, length: points.length };
  return { state: stateWithMissing(facts, settings), evaluated, filled };
}

interface Facts {
  readonly breaching: readonly number[];
  readonly evaluated: readonly number[];
  readonly filled: number;
  readonly length: number;
}

function stateWithMissing(facts: Facts, settings: VerdictSettings): Verdict["state"] {
  const { breaching, evaluated, filled } = facts;
  const { datapointsToAlarm } = settings;
  switch (settings.treatMissingData) {
    case "breaching":
      return breaching.length + filled >= datapointsToAlarm ? "ALARM" : "OK";
    case "notBreaching":
      return breaching.length >= datapointsToAlarm ? "ALARM" : "OK";
    case "ignore":
      if (breaching.length >= datapointsToAlarm) return "ALARM";
      return breaching.length < evaluated.length ? "OK" : null;
    case "missing":
      return stateLeavingOut(facts, datapointsToAlarm);
  }
}

/**
 * Breaching data points alone make an alarm when the oldest is as old as the alarm needs them to be many, so that
 * an alarm does not begin with a single one.
 */
function stateLeavingOut(facts: Facts, datapointsToAlarm: number): Verdict["state"] {
  const { breaching, evaluated, length } = facts;
  if (evaluated.length === 0) return "INSUFFICIENT_DATA";
  if (breaching.length >= datapointsToAlarm) return "ALARM";
  if (breaching.length < evaluated.length) return "OK";
  const age = length - (breaching[0] ?? length);
  return age >= datapointsToAlarm ? "ALARM" : "INSUFFICIENT_DATA";
}
