// Words of commands that people copy into a shell: quoted where a shell would read anything else into them.

const PLAIN = /^[A-Za-z0-9_./:@=,+-]+$/;

/** The text between quotes, whatever it is; for a part of a word. */
export function alwaysQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The text as one word of a POSIX shell (Shell Command Language §2.2.2). */
export function shellQuoted(text: string): string {
  return PLAIN.test(text) ? text : alwaysQuoted(text);
}
