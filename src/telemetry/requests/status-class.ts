// How filters write a status: exactly ("404") or by class ("4xx").
const STATUS_CLASS = /^[1-5](?:\d\d|xx)$/;

/** Whether `text` can be asked for: "404" or "4xx". */
export function isStatusClass(text: string): boolean {
  return STATUS_CLASS.test(text);
}

/** Whether `status` is what was asked for; null asks for any. */
export function matchesStatus(status: number, wanted: string | null): boolean {
  if (wanted === null) return true;
  if (wanted.endsWith("xx")) return Math.floor(status / 100) === Number(wanted.charAt(0));
  return status === Number(wanted);
}
