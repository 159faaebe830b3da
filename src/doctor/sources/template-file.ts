// One file of a template or plan: its text, and what it holds with positions. Sizes are bounded; files on disk are read
// only when they are ordinary files.
import { readFile, stat } from "node:fs/promises";
import { isObject, type JsonObject } from "../../services/openapi/json-value.ts";
import { TemplateError } from "./template-error.ts";
import { JsonProblem, parseJsonWithPositions } from "./template-json.ts";
import { TemplatePositions } from "./template-positions.ts";
import { parseYamlWithPositions, YamlProblem } from "./template-yaml.ts";

export const JSON_BYTES_MAX = 64 * 1024 * 1024;
/** AWS takes templates up to 1 MB; YAML of more than this would take too long. */
export const YAML_BYTES_MAX = 4 * 1024 * 1024;

export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

export interface TemplateDocument {
  readonly path: string;
  readonly root: JsonObject;
  readonly positions: TemplatePositions;
}

/** The text of a file on disk; throws a TemplateError. */
export async function readTemplateFile(path: string): Promise<TemplateFile> {
  let size: number;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw whole(path, "it is no ordinary file");
    size = found.size;
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw whole(path, `it cannot be opened (${codeOf(error)})`);
  }
  if (size > JSON_BYTES_MAX) throw whole(path, `it is larger than ${JSON_BYTES_MAX} bytes`);
  try {
    return { path, text: await readFile(path, "utf8") };
  } catch (error) {
    throw whole(path, `it cannot be opened (${codeOf(error)})`);
  }
}

function codeOf(error: unknown): string {
  return isObject(error) && typeof error["code"] === "string" ? error["code"] : "unknown reason";
}

/** JSON, or else YAML; throws a TemplateError that names the line. */
export function parseTemplateFile(file: TemplateFile): TemplateDocument {
  const text = file.text.startsWith("\u{feff}") ? file.text.slice(1) : file.text;
  if (text.length > JSON_BYTES_MAX) {
    throw whole(file.path, `it is larger than ${JSON_BYTES_MAX} bytes`);
  }
  const positions = new TemplatePositions(text);
  const root = parseText(file.path, text, positions);
  if (!isObject(root)) {
    throw new TemplateError("it holds no object", { file: file.path, line: 1, column: 1 });
  }
  return { path: file.path, root, positions };
}

function parseText(path: string, text: string, positions: TemplatePositions): unknown {
  const looksLikeJson = /^\s*\{/.test(text);
  try {
    if (looksLikeJson) return parseJsonWithPositions(text, positions);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    // A YAML flow mapping begins like JSON.
    if (path.endsWith(".json") || !isShortYaml(text, positions)) {
      throw new TemplateError(error.message, { file: path, ...positions.at(error.offset) });
    }
  }
  if (text.length > YAML_BYTES_MAX) {
    throw whole(path, `it is larger than the ${YAML_BYTES_MAX} bytes that are read of YAML`);
  }
  try {
    return parseYamlWithPositions(text, positions);
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    throw new TemplateError(error.message, { file: path, ...positions.at(error.offset) });
  }
}

function isShortYaml(text: string, positions: TemplatePositions): boolean {
  if (text.length > YAML_BYTES_MAX) return false;
  try {
    return isObject(parseYamlWithPositions(text, positions));
  } catch {
    return false;
  }
}

function whole(file: string, problem: string): TemplateError {
  return new TemplateError(problem, { file, line: 0, column: 0 });
}
