// Of two long texts, the parts around the first difference: schemas and policies differ far behind their beginning.

const TEXT_MAX = 300;
/** What is shown of the same text before the difference. */
const CONTEXT_MAX = 40;

export interface TwoTexts {
  readonly before: string;
  readonly after: string;
}

export function differingParts({ before, after }: TwoTexts): TwoTexts {
  if (before.length <= TEXT_MAX && after.length <= TEXT_MAX) return { before, after };
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same++;
  const start = before === "" || after === "" ? 0 : Math.max(0, same - CONTEXT_MAX);
  return { before: partFrom(before, start), after: partFrom(after, start) };
}

function partFrom(text: string, start: number): string {
  const part = text.slice(start, start + TEXT_MAX);
  return `${start > 0 ? "…" : ""}${part}${start + TEXT_MAX < text.length ? "…" : ""}`;
}
