// Text in XML 1.0: which characters it may hold and how the rest is written.
// https://www.w3.org/TR/xml/#charsets

const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const NOT_XML_ALL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPED = /[&<>"\r]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // Read back as a line feed otherwise: XML 1.0 §2.11.
  "\r": "&#xD;",
};

/** Whether XML can hold the text at all; most control characters and lone surrogates it cannot. */
export function isXmlText(text: string): boolean {
  return !NOT_XML.test(text);
}

/** The text as an element's content. What XML cannot hold becomes U+FFFD, so that an answer is always well formed. */
export function escapeXml(text: string): string {
  const escaped = text.replace(ESCAPED, (character) => ESCAPES[character] ?? character);
  return isXmlText(escaped) ? escaped : escaped.replace(NOT_XML_ALL, "\uFFFD");
}
