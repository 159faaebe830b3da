// All places of a phrase in a text, overlapping ones too, in time that grows with the sum of both lengths (Knuth, Morris,
// Pratt: Fast Pattern Matching in Strings, SIAM J. Comput. 6(2), 1977). Slower than indexOf() for the first place.

/** Whether `wanted` holds for some place at which the phrase begins. The phrase has one character at least. */
export function somePlace(
  text: string,
  phrase: string,
  wanted: (place: number) => boolean,
): boolean {
  const fallbacks = fallbacksOf(phrase);
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    while (matched > 0 && phrase.charCodeAt(matched) !== code) matched = fallbacks[matched] ?? 0;
    if (phrase.charCodeAt(matched) === code) matched++;
    if (matched < phrase.length) continue;
    if (wanted(at + 1 - phrase.length)) return true;
    matched = fallbacks[matched] ?? 0;
  }
  return false;
}

/** For so many characters that match: how many still do when the phrase is moved on. */
function fallbacksOf(phrase: string): Int32Array {
  const fallbacks = new Int32Array(phrase.length + 1);
  let matched = 0;
  for (let at = 1; at < phrase.length; at++) {
    const code = phrase.charCodeAt(at);
    while (matched > 0 && phrase.charCodeAt(matched) !== code) matched = fallbacks[matched] ?? 0;
    if (phrase.charCodeAt(matched) === code) matched++;
    fallbacks[at + 1] = matched;
  }
  return fallbacks;
}
