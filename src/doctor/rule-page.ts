// Where the page of a rule is: in the repository and in the package alike. A running Postern shows it too, at
// /_postern/rules/CODE.

/** The page of the rule with that code, as a path from Postern's own folder. */
export function rulePage(code: string): string {
  return `docs/rules/${code}.md`;
}
