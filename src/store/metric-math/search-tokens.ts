// How a term of a search expression matches a name: by the tokens that capitals, digits and other characters cut
// both into. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html#search-expression-syntax-tokenization

const TOKEN = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+/gu;

/** `SDBFailure` → SDB, Failure. */
function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** One token in any case; several in a row, as they are written. */
export function partlyMatches(term: string, name: string): boolean {
  const wanted = tokensOf(term);
  const present = tokensOf(name);
  const [only] = wanted;
  if (only === undefined) return false;
  if (wanted.length === 1) {
    const lower = only.toLowerCase();
    return (
      present.some((token) => token.toLowerCase() === lower) ||
      present.join("").toLowerCase() === lower
    );
  }
  return present.some((_, start) =>
    wanted.every((token, offset) => present[start + offset] === token),
  );
}

export function exactlyMatches(term: string, name: string): boolean {
  return term === name;
}
