// A document as text: JSON or YAML as AWS writes it, in YAML with texts in quotes.

import { prettyJson } from "./pretty-json.ts";
import { writeYaml } from "./yaml-work.ts";

/** The forms that an export has, by content type. */
export const EXPORT_TYPES = ["application/json", "application/yaml"] as const;

export type ExportType = (typeof EXPORT_TYPES)[number];

/** The text of the document, with a line end only where YAML has one. */
export async function serializeDocument(document: object, type: ExportType): Promise<string> {
  const json = prettyJson(document);
  return type === "application/json" ? json : `---\n${await writeYaml(document, json.length)}`;
}
