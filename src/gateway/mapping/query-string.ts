// Query strings as mappings read and change them: case-sensitive names, order kept, unchanged parts byte for byte.

/** Values of the name, decoded, joined by commas; undefined when it is not there. */
export function queryValue(query: string, name: string): string | undefined {
  if (query === "") return undefined;
  let joined: string | undefined;
  for (const part of query.split("&")) {
    if (partName(part) !== name) continue;
    const equals = part.indexOf("=");
    const value = equals === -1 ? "" : decode(part.slice(equals + 1));
    joined = joined === undefined ? value : `${joined},${value}`;
  }
  return joined;
}

export function appendQuery(query: string, name: string, value: string): string {
  const part = `${encode(name)}=${encode(value)}`;
  return query === "" ? part : `${query}&${part}`;
}

/** The new value stands where the first old one stood, else at the end. */
export function overwriteQuery(query: string, name: string, value: string): string {
  if (query === "") return appendQuery(query, name, value);
  const kept: string[] = [];
  let written = false;
  for (const part of query.split("&")) {
    if (partName(part) !== name) kept.push(part);
    else if (!written) {
      kept.push(`${encode(name)}=${encode(value)}`);
      written = true;
    }
  }
  return written ? kept.join("&") : appendQuery(query, name, value);
}

export function removeQuery(query: string, name: string): string {
  if (query === "") return query;
  return query
    .split("&")
    .filter((part) => partName(part) !== name)
    .join("&");
}

function partName(part: string): string {
  const equals = part.indexOf("=");
  return decode(equals === -1 ? part : part.slice(0, equals));
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Percent-decoding that leaves alone what is not encoded rightly. */
function decode(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
