// A document as text: JSON with two blanks for each level, or YAML as AWS writes it, texts in quotes.

import { writeYaml } from "./yaml-work.ts";

/** The forms that an export has, by content type. */
export const EXPORT_TYPES = ["application/json", "application/yaml"] as const;

export type ExportType = (typeof EXPORT_TYPES)[number];

/** The text of the document, with a line end only where YAML has one. */
export async function serializeDocument(document: object, type: ExportType): Promise<string> {
  const json = JSON.stringify(document, null, 2);
  return type === "application/json" ? json : `---\n${await writeYaml(document, json.length)}`;
}
