// The console's files, as Vite built them: read once when first asked for, then served from memory, compressed for
// clients that take it. Addresses that name no file are pages of the console, which its own router knows.
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { HttpRequestMessage, HttpResponseMessage } from "../protocol/http-message.ts";
import { jsonMessage } from "./answer.ts";

export const CONSOLE_PATH = "/_postern/console/";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".png": "image/png",
  ".json": "application/json",
};

/** Nothing but what was built is run, nothing is loaded from elsewhere, nobody frames the console. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Beside each file that compressing pays for, the build leaves its compressed form. */
const COMPRESSED = ".br";

/** What pages of the console start from; Home's own names Home's code too. */
const DOCUMENT = "index.html";
const HOME_DOCUMENT = "home.html";

interface BuiltFile {
  readonly type: string;
  readonly plain: Buffer;
  /** Null where compressing does not pay. */
  readonly compressed: Buffer | null;
  /** Its name changes with its content. */
  readonly isHashed: boolean;
}

/** Where `npm ci` and the published package have the built files. */
export function builtConsoleDirectory(): string {
  return fileURLToPath(new URL("../../dist/console/", import.meta.url));
}

export class ConsoleFiles {
  readonly #directory: string;
  #files: Promise<ReadonlyMap<string, BuiltFile>> | null = null;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Answers a GET of an address below CONSOLE_PATH. */
  async answer(message: HttpRequestMessage): Promise<HttpResponseMessage> {
    this.#files ??= readFiles(this.#directory);
    const files = await this.#files;
    const name = message.rawPath.slice(CONSOLE_PATH.length);
    const file = files.get(name) ?? (isPage(name) ? documentOf(name, files) : undefined);
    if (file === undefined) return missing(message, files.size > 0);
    const takesBrotli = /\bbr\b/.test(message.headers.get("accept-encoding") ?? "");
    const compressed = takesBrotli ? file.compressed : null;
    return {
      status: 200,
      headers: [
        ["Content-Type", file.type],
        ["Cache-Control", file.isHashed ? "public, max-age=31536000, immutable" : "no-cache"],
        ["Vary", "Accept-Encoding"],
        ...(compressed === null ? [] : ([["Content-Encoding", "br"]] as [string, string][])),
        ["Content-Security-Policy", CONTENT_SECURITY_POLICY],
        ["X-Content-Type-Options", "nosniff"],
        ["Referrer-Policy", "no-referrer"],
        ["Cross-Origin-Opener-Policy", "same-origin"],
      ],
      body: compressed ?? file.plain,
    };
  }
}

function missing(message: HttpRequestMessage, isBuilt: boolean): HttpResponseMessage {
  return jsonMessage(404, {
    message: isBuilt
      ? `There is nothing at ${message.rawPath}`
      : "The console is not built: run `npm run build:console`",
  });
}

/** Pages have no extension in their address; API ids and ARNs in it are encoded. */
function isPage(name: string): boolean {
  return !name.startsWith("assets/") && extname(name.split("/").at(-1) ?? "") === "";
}

function documentOf(name: string, files: ReadonlyMap<string, BuiltFile>): BuiltFile | undefined {
  return (name === "" ? files.get(HOME_DOCUMENT) : undefined) ?? files.get(DOCUMENT);
}

async function readFiles(directory: string): Promise<ReadonlyMap<string, BuiltFile>> {
  const contents = new Map<string, Buffer>();
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(
    () => [],
  );
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    contents.set(relative(directory, path).split(sep).join("/"), await readFile(path));
  }
  const files = new Map<string, BuiltFile>();
  for (const [name, plain] of contents) {
    files.set(name, {
      type: CONTENT_TYPES[extname(name)] ?? "application/octet-stream",
      plain,
      compressed: contents.get(name + COMPRESSED) ?? null,
      isHashed: name.startsWith("assets/"),
    });
  }
  return files;
}
