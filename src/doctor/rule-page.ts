// Where the page of a rule is, for people who have no copy of this repository.
const PAGE = "https://github.com/postern-gateway/postern/blob/main/docs/rules";

/** The page of the rule with that code. */
export function rulePage(code: string): string {
  return `${PAGE}/${code}.md`;
}
