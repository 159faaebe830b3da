// Text from anybody, made fit for a terminal: nothing of it may move the cursor, change colours, hide or reorder what is
// there, or begin a line of its own (ECMA-48 control functions; Unicode's bidirectional controls, UAX #9).

/* oxlint-disable-next-line no-control-regex */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text with a question mark for each character that would steer the terminal. */
export function printableText(text: string): string {
  return text.replace(STEERING, "?");
}
