// Values that a source cannot know before deployment (a template's parameter without default, an import from another
// stack, what the provider computes). They stand in the inventory as marked strings, so that every shape stays AWS's
// own, and a rule that would have to look into one says that it could not decide.

const MARK = "\u{FFFC}unresolved ";

/** A value that is not known; `what` tells people why: "Ref to parameter VpcId". */
export function unresolved(what: string): string {
  return `${MARK}${what}`;
}

/** True also for texts that only contain such a value ("https://<unresolved>/pets"). */
export function isUnresolved(value: string | undefined): boolean {
  return value !== undefined && value.includes(MARK);
}

/** The text as people may read it: marked parts in angle brackets. */
export function readable(value: string): string {
  return value.split(MARK).join("unresolved: ");
}
