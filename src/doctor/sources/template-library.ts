// The files of one reading: those that were asked for, and those that they name beside them (nested stacks, included
// documents). Everything is read before anything is worked out.
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, normalize } from "node:path";
import { isObject, objectOf, textOf } from "../../services/openapi/json-value.ts";
import type { TemplateFinder } from "./cloudformation-world.ts";
import { TemplateError } from "./template-error.ts";
import {
  parseTemplateFile,
  readTemplateFile,
  type TemplateDocument,
  type TemplateFile,
} from "./template-file.ts";

export const FILES_MAX = 500;
/** Of folders within a folder of synthesised templates. */
const FOLDER_DEPTH_MAX = 8;
const VALUES_WALKED_MAX = 5_000_000;

const TEMPLATE_NAME = /\.template\.(?:json|ya?ml)$/;
const ASSETS_NAME = /\.assets\.json$/;
/** Keys whose text may be the path of a file beside the template. */
const PATH_KEYS: ReadonlySet<string> = new Set([
  "TemplateURL",
  "Location",
  "DefinitionUri",
  "aws:asset:path",
]);

export class TemplateLibrary implements TemplateFinder {
  readonly #documents = new Map<string, TemplateDocument>();
  readonly #assets = new Map<string, string>();
  /** In the order in which they were asked for. */
  readonly #asked: TemplateDocument[] = [];

  get asked(): readonly TemplateDocument[] {
    return this.#asked;
  }

  beside(path: string, fromPath: string): TemplateDocument | undefined {
    return this.#documents.get(besidePath(path, fromPath));
  }

  asset(hash: string): TemplateDocument | undefined {
    const path = this.#assets.get(hash);
    return path === undefined ? undefined : this.#documents.get(path);
  }

  /** Takes files whose text is known already. */
  addFiles(files: readonly TemplateFile[]): void {
    if (files.length > FILES_MAX) throw tooMany(files[FILES_MAX]?.path ?? "");
    for (const file of files) {
      if (ASSETS_NAME.test(file.path)) this.#addAssets(parseTemplateFile(file));
      else this.#ask(parseTemplateFile(file));
    }
  }

  /** Takes a file, or every template of a folder of synthesised ones, and what they name beside them. */
  async addPath(path: string): Promise<void> {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) {
      this.#ask(parseTemplateFile(await readTemplateFile(path)));
    } else {
      const found = await templatesIn(path, FOLDER_DEPTH_MAX);
      if (!found.some((name) => TEMPLATE_NAME.test(name))) {
        const problem = "the folder holds no *.template.json";
        throw new TemplateError(problem, { file: path, line: 0, column: 0 });
      }
      this.addFiles(await Promise.all(found.map(readTemplateFile)));
    }
    await this.#readBeside();
  }

  /** The same file twice is one. */
  #ask(document: TemplateDocument): void {
    const path = normalize(document.path);
    if (this.#asked.some((asked) => normalize(asked.path) === path)) return;
    this.#documents.set(path, document);
    this.#asked.push(document);
  }

  /** What is named and not there is no error: the template may mean a place in S3. */
  async #readBeside(): Promise<void> {
    const waiting = [...this.#documents.values()];
    for (let document = waiting.pop(); document !== undefined; document = waiting.pop()) {
      for (const named of namedPaths(document.root)) {
        const path = besidePath(named, document.path);
        if (this.#documents.has(path) || !(await isFile(path))) continue;
        if (this.#documents.size >= FILES_MAX) throw tooMany(path);
        const found = parseTemplateFile(await readTemplateFile(path));
        this.#documents.set(path, found);
        waiting.push(found);
      }
    }
  }

  #addAssets(manifest: TemplateDocument): void {
    for (const [hash, asset] of Object.entries(objectOf(manifest.root["files"]))) {
      const path = textOf(objectOf(objectOf(asset)["source"])["path"]);
      if (path !== undefined) this.#assets.set(hash, besidePath(path, manifest.path));
    }
  }
}

function besidePath(path: string, fromPath: string): string {
  return normalize(isAbsolute(path) ? path : join(dirname(fromPath), path));
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function templatesIn(folder: string, depthLeft: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const path = join(folder, entry.name);
    if (entry.isFile() && (TEMPLATE_NAME.test(entry.name) || ASSETS_NAME.test(entry.name))) {
      found.push(path);
    } else if (entry.isDirectory() && entry.name.startsWith("assembly-") && depthLeft > 0) {
      found.push(...(await templatesIn(path, depthLeft - 1)));
    }
  }
  return found;
}

/** Texts of a template that may be paths; only templates are looked through, no plans or documents. */
function namedPaths(root: Readonly<Record<string, unknown>>): string[] {
  const found = new Set<string>();
  let valuesLeft = VALUES_WALKED_MAX;
  const walk = (value: unknown): void => {
    valuesLeft -= 1;
    if (valuesLeft < 0 || typeof value !== "object" || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      if (typeof entry !== "string") walk(entry);
      else if (PATH_KEYS.has(key) && !entry.includes("://")) found.add(entry);
    }
  };
  if (isObject(root["Resources"])) walk(root["Resources"]);
  return [...found].filter((path) => path !== "" && basename(path) !== "");
}

function tooMany(path: string): TemplateError {
  return new TemplateError(`there are more than ${FILES_MAX} files`, {
    file: path,
    line: 0,
    column: 0,
  });
}
