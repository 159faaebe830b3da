// Evaluates every alarm of every account and region in its turn and writes those that change state. Actions are not
// run. One timer, and none while there are no alarms; a transaction only for a transition.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Clock, Timer } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { MetricStore } from "../../store/metric-store.ts";
import type { RecordChange, Scope, StoredRecord } from "../../store/records.ts";
import type { Store } from "../../store/store.ts";
import { alarmReadings, alarmTickMs, type AlarmReading } from "./alarm-readings.ts";
import { stateReason, stateReasonData } from "./alarm-reason.ts";
import { changeAlarmState } from "./alarm-state.ts";
import { breaches } from "./alarm-threshold.ts";
import { alarmVerdict, type MissingDataTreatment } from "./alarm-verdict.ts";
import { hasTooFewSamples } from "./low-sample-count.ts";
import type { NewAlarmState } from "./new-alarm-state.ts";

export interface AlarmEvaluatorOptions {
  readonly store: Store;
  readonly metrics: MetricStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** After the end of a period, so that what came in its last second is counted. */
const EVALUATION_DELAY_MS = 2000;

interface WatchedAlarm {
  readonly scope: Scope;
  readonly alarm: MetricAlarm;
  dueMs: number;
}

export class AlarmEvaluator {
  readonly #options: AlarmEvaluatorOptions;
  readonly #watched = new Map<string, WatchedAlarm>();
  #timer: Timer | null = null;
  #timerDueMs = Infinity;
  /** The evaluation under way, and what it is followed by. */
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;
  #hasWarnedOfActions = false;

  constructor(options: AlarmEvaluatorOptions) {
    this.#options = options;
  }

  /** Fulfils when the alarms that are there are known; their first evaluation is then due. */
  async start(): Promise<void> {
    const { store } = this.#options;
    store.subscribe((changes) => this.#follow(changes));
    for (const record of await store.read((records) => records.all("metric-alarm"))) {
      if (!this.#watched.has(keyOf(record))) this.#watch(record);
    }
    this.#arm();
  }

  /** Fulfils when what is under way is done. */
  idle(): Promise<void> {
    return this.#work;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#watched.clear();
    await this.#work;
  }

  #follow(changes: readonly RecordChange[]): void {
    if (this.#isClosed) return;
    let hasChanged = false;
    for (const { before, after } of changes) {
      if (before !== null && isAlarm(before) && after === null) {
        hasChanged = this.#watched.delete(keyOf(before)) || hasChanged;
      } else if (after !== null && isAlarm(after)) {
        hasChanged = true;
        this.#watch(after);
      }
    }
    if (hasChanged) this.#arm();
  }

  /** A new configuration is evaluated at once; a new state waits for the alarm's turn. */
  #watch(record: StoredRecord<"metric-alarm">): void {
    const { account, region, body } = record;
    const known = this.#watched.get(keyOf(record));
    const isSame =
      known !== undefined &&
      configuredMs(known.alarm) === configuredMs(body.alarm) &&
      known.alarm.AlarmArn === body.alarm.AlarmArn;
    this.#watched.set(keyOf(record), {
      scope: { account, region },
      alarm: body.alarm,
      dueMs: isSame ? known.dueMs : this.#options.clock.nowMs(),
    });
    this.#warnOfActions(body.alarm);
  }

  #warnOfActions(alarm: MetricAlarm): void {
    const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = alarm;
    const count = AlarmActions.length + OKActions.length + InsufficientDataActions.length;
    if (this.#hasWarnedOfActions || count === 0) return;
    this.#hasWarnedOfActions = true;
    this.#options.logger.warn("Actions of alarms are kept but not run", {
      alarm: alarm.AlarmName ?? "",
    });
  }

  /** Sets the timer for the alarm that is due first. */
  #arm(): void {
    let dueMs = Infinity;
    for (const watched of this.#watched.values()) dueMs = Math.min(dueMs, watched.dueMs);
    if (this.#isClosed || dueMs === this.#timerDueMs) return;
    this.#timer?.cancel();
    this.#timer = null;
    this.#timerDueMs = dueMs;
    if (dueMs === Infinity) return;
    const { clock } = this.#options;
    this.#timer = clock.after(Math.max(0, dueMs - clock.nowMs()), () => this.#runDue());
  }

  #runDue(): void {
    const nowMs = this.#options.clock.nowMs();
    const due: string[] = [];
    for (const [key, watched] of this.#watched) {
      if (watched.dueMs > nowMs) continue;
      watched.dueMs = nextTurn(watched.alarm, nowMs);
      due.push(key);
    }
    this.#timerDueMs = Infinity;
    this.#timer = null;
    this.#work = this.#work.then(async () => {
      // As each is when its turn comes: an earlier evaluation may have changed or a user deleted it.
      for (const key of due) await this.#evaluate(this.#watched.get(key), nowMs);
    });
    this.#arm();
  }

  async #evaluate(watched: WatchedAlarm | undefined, nowMs: number): Promise<void> {
    if (this.#isClosed || watched === undefined) return;
    const { scope, alarm } = watched;
    try {
      const source = { metrics: this.#options.metrics, scope };
      const state = judge(alarm, await alarmReadings(alarm, source, nowMs), nowMs);
      if (state !== null) await this.#write(scope, alarm, state);
    } catch (cause) {
      const name = alarm.AlarmName ?? "";
      this.#options.logger.error("Cannot evaluate an alarm", { ...scope, alarm: name, cause });
    }
  }

  /** Unless the alarm has been changed, deleted or set since it was read. */
  async #write(scope: Scope, alarm: MetricAlarm, state: NewAlarmState): Promise<void> {
    await this.#options.store.transaction(async (all) => {
      const records = all.in(scope);
      const body = await records.get("metric-alarm", alarm.AlarmName ?? "");
      if (body === undefined || configuredMs(body.alarm) !== configuredMs(alarm)) return;
      if (updatedMs(body.alarm) > state.nowMs || body.alarm.StateValue === state.value) return;
      await changeAlarmState(records, body, state);
    });
  }
}

/** The state that the readings give the alarm; null where it stays as it is. */
function judge(
  alarm: MetricAlarm,
  readings: readonly AlarmReading[],
  nowMs: number,
): NewAlarmState | null {
  const evaluationPeriods = alarm.EvaluationPeriods ?? 1;
  const points = readings.map(({ value }) =>
    value === null ? null : breaches(alarm.ComparisonOperator, value, alarm.Threshold ?? 0),
  );
  const verdict = alarmVerdict(points, {
    evaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? evaluationPeriods,
    treatMissingData: (alarm.TreatMissingData ?? "missing") as MissingDataTreatment,
  });
  if (verdict.state === null || verdict.state === alarm.StateValue) return null;
  const evaluated = verdict.evaluated.flatMap((index) => readings[index] ?? []);
  if (hasTooFewSamples(alarm, evaluated)) return null;
  const judged = { alarm, verdict, readings: evaluated };
  return {
    value: verdict.state,
    reason: stateReason(judged),
    reasonData: stateReasonData(judged, nowMs),
    nowMs,
  };
}

function nextTurn(alarm: MetricAlarm, nowMs: number): number {
  const tickMs = alarmTickMs(alarm);
  return (Math.floor((nowMs - EVALUATION_DELAY_MS) / tickMs) + 1) * tickMs + EVALUATION_DELAY_MS;
}

function isAlarm(record: StoredRecord): record is StoredRecord<"metric-alarm"> {
  return record.kind === "metric-alarm";
}

function keyOf({ account, region, id }: StoredRecord<"metric-alarm">): string {
  return `${account}/${region}/${id}`;
}

function configuredMs(alarm: MetricAlarm): number {
  return alarm.AlarmConfigurationUpdatedTimestamp?.getTime() ?? 0;
}

function updatedMs(alarm: MetricAlarm): number {
  return alarm.StateUpdatedTimestamp?.getTime() ?? 0;
}
