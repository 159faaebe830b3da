// Reads what stands behind `parse FIELD`: a text with asterisks and the names for what they stand for, or a regular
// expression whose groups are named in it, or behind it in order.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Parse.html
import { CAPTURES_MAX } from "../../base/java-regex-parser.ts";
import type { Extraction } from "./insights-plan.ts";
import type { QueryReader } from "./query-reader.ts";

const NAMES_MAX = 100;
/** An escape, a class, or the beginning of a group with what makes it a special one. */
const PIECES = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\((\?(?:P?<([A-Za-z_@][\w@.]*)>)?)?/g;

export interface ParsedExtraction {
  readonly extraction: Extraction;
  readonly names: readonly string[];
}

export function parseExtraction(reader: QueryReader): ParsedExtraction {
  const offset = reader.at;
  const glob = reader.takeText();
  if (glob !== null) return globExtraction(reader, glob, offset);
  return regexExtraction(reader, reader.takeRegexText() ?? reader.fail(), offset);
}

function takeNames(reader: QueryReader): string[] {
  const names: string[] = [];
  if (!reader.takeWord("as")) return names;
  do {
    if (names.length >= NAMES_MAX) reader.fail("too many fields found");
    names.push(reader.expectName());
  } while (reader.take(","));
  return names;
}

function globExtraction(reader: QueryReader, glob: string, offset: number): ParsedExtraction {
  const names = takeNames(reader);
  const literals = glob.split("*");
  if (names.length === 0) reader.fail();
  if (literals.length - 1 !== names.length) {
    reader.fail("a number of fields other than that of asterisks found", offset);
  }
  if (literals.slice(1, -1).includes("")) reader.fail("two asterisks in a row found", offset);
  return { extraction: { type: "glob", literals, names }, names };
}

function regexExtraction(reader: QueryReader, source: string, offset: number): ParsedExtraction {
  let count = 0;
  let groups: { name: string; group: number }[] = [];
  // Names may hold what those of Java's groups may not, so they are taken out.
  const unnamed = source.replaceAll(PIECES, (piece: string, special?: string, name?: string) => {
    if (!piece.startsWith("(") || special === "?") return piece;
    count++;
    if (name === undefined) return piece;
    groups.push({ name, group: count });
    return "(";
  });
  const pattern = reader.compile(unnamed, offset);
  const names = takeNames(reader);
  if (names.length > 0) {
    if (names.length !== count) reader.fail("a number of fields other than that of groups found");
    groups = names.map((name, index) => ({ name, group: index + 1 }));
  }
  if (groups.length === 0) reader.fail("a regular expression without named groups found", offset);
  if (groups.some(({ group }) => group >= CAPTURES_MAX))
    reader.fail("too many groups found", offset);
  return {
    extraction: { type: "regex", pattern, groups },
    names: groups.map(({ name }) => name),
  };
}
