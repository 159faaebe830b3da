// Reads wire cases from Markdown. A case is a "##" heading, words on why it is so, an `http` block with the bytes
// and an `events` block with what the engine must report. In the http block line breaks of the file mean nothing:
// every byte is written, with \r \n \t \\ and \xHH for those that cannot be seen.
// After "http" stands how it is read: `request tolerant`, `request strict`, `response GET`; then `fields` when the
// events list every field.
export interface WireCase {
  readonly title: string;
  readonly bytes: Buffer;
  readonly policy: "tolerant" | "strict" | "response";
  readonly requestMethod: string;
  readonly fields: boolean;
  readonly events: readonly string[];
}

const CASE = /^## (.+)\n([^]*?)^```http (.+)\n([^]*?)^```\n[^]*?^```events\n([^]*?)^```$/gm;

/** The cases of one file. Throws when a heading has no complete case. */
export function readCases(markdown: string): readonly WireCase[] {
  const cases: WireCase[] = [];
  for (const match of markdown.matchAll(CASE)) {
    const [, title, , how, http, events] = match as unknown as string[];
    const [kind, detail, ...marks] = how!.trim().split(" ");
    if (kind !== "request" && kind !== "response") {
      throw new Error(`Cannot read wire case ${title}: kind is ${kind}, not request or response`);
    }
    cases.push({
      title: title!,
      bytes: bytesOf(http!),
      policy: kind === "response" ? "response" : detail === "strict" ? "strict" : "tolerant",
      requestMethod: detail ?? "",
      fields: marks.includes("fields"),
      events: events!.split("\n").filter((line) => line !== ""),
    });
  }
  const headings = markdown.match(/^## /gm)?.length ?? 0;
  if (headings !== cases.length) {
    throw new Error(`Cannot read wire cases: ${headings} headings, ${cases.length} cases`);
  }
  return cases;
}

const ESCAPES: Record<string, string> = { r: "\r", n: "\n", t: "\t", "\\": "\\" };

function bytesOf(block: string): Buffer {
  const text = block
    .replaceAll("\n", "")
    .replaceAll(/\\(x[0-9a-f]{2}|.)/gi, (_whole, escape: string) =>
      escape.length === 3
        ? String.fromCharCode(Number.parseInt(escape.slice(1), 16))
        : (ESCAPES[escape] ?? `\\${escape}`),
    );
  return Buffer.from(text, "latin1");
}
