// Makes text that came out of a mapping fit to stand in a message head. Mapped values may come from decoded
// queries and from bodies, so nothing in them may end a line or a request target.

const OUTSIDE_LATIN1 = /[\u0100-\uffff]/;

/** UTF-8 as the latin1 text that heads are written in. */
function latin1Text(text: string): string {
  return OUTSIDE_LATIN1.test(text) ? Buffer.from(text, "utf8").toString("latin1") : text;
}

/** For a field's value: control characters become blanks (RFC 9110 §5.5). */
export function fieldText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return latin1Text(text.replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f]/g, " ").trim());
}

/** For a path: all that may not stand in one is percent-encoded, and what is encoded already stays (RFC 3986 §3.3). */
export function pathText(text: string): string {
  return text.replaceAll(/[^\w\-.~!$&'()*+,;=:@/%]+/g, (other) =>
    encodeURIComponent(other.toWellFormed()),
  );
}
