// The days that a quota of a usage plan counts together, in UTC; what counts requests and what reports them have to
// agree on it. The offset of a WEEK is its first day (0 is Sunday [I]), that of a MONTH its first day less one; a DAY
// has none.
// https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html

export const DAY_MS = 24 * 60 * 60 * 1000;

/** What decides the period. */
export interface QuotaPeriod {
  readonly offset?: number | undefined;
  readonly period?: "DAY" | "WEEK" | "MONTH" | undefined;
}

/** "2026-11-22" of a moment. */
export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** The first day of the period that the day is in. */
export function periodStart({ offset = 0, period }: QuotaPeriod, day: string): string {
  const dayMs = Date.parse(`${day}T00:00:00Z`);
  const date = new Date(dayMs);
  switch (period) {
    case "WEEK":
      return dayOf(dayMs - ((date.getUTCDay() - offset + 7) % 7) * DAY_MS);
    case "MONTH": {
      const month = date.getUTCMonth() - (date.getUTCDate() > offset ? 0 : 1);
      return dayOf(Date.UTC(date.getUTCFullYear(), month, offset + 1));
    }
    case "DAY":
    case undefined:
      return day;
  }
}
