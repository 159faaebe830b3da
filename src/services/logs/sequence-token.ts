// Sequence tokens of log streams: still answered, and no longer looked at since any number of writers may put events
// at a time. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html

const DIGITS = 56;

/** A token of AWS's form, 56 digits, of the time of the last events. */
export function sequenceToken(atMs: number): string {
  return `49${String(Math.trunc(atMs)).padStart(DIGITS - 2, "0")}`;
}
