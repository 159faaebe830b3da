// What the console's files are answered with: the document for pages, Home's own for Home, and what may be kept.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { HttpResponseMessage } from "../protocol/http-message.ts";
import { CONSOLE_PATH, ConsoleFiles } from "./console-files.ts";

function built(): string {
  const directory = mkdtempSync(join(tmpdir(), "postern-console-"));
  mkdirSync(join(directory, "assets"));
  writeFileSync(join(directory, "index.html"), "document");
  writeFileSync(join(directory, "home.html"), "document of Home");
  writeFileSync(join(directory, "assets/x-1.js"), "script");
  writeFileSync(join(directory, "assets/x-1.js.br"), "compressed");
  return directory;
}

async function get(
  files: ConsoleFiles,
  name: string,
  acceptEncoding = "",
): Promise<HttpResponseMessage> {
  return files.answer({
    method: "GET",
    rawPath: CONSOLE_PATH + name,
    rawQuery: "",
    headers: new Map([["accept-encoding", acceptEncoding]]),
    body: Buffer.alloc(0),
  });
}

function header({ headers }: HttpResponseMessage, wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1];
}

test("ConsoleFiles answers Home with its own document and every other page with the common one", async () => {
  const files = new ConsoleFiles(built());
  expect(String((await get(files, "")).body)).toBe("document of Home");
  for (const page of ["apis", "apis/http/abc/routes", "load-balancers/arn%3Aaws%3Ax%2Fz"]) {
    const answer = await get(files, page);
    expect(String(answer.body)).toBe("document");
    expect(header(answer, "Cache-Control")).toBe("no-cache");
    expect(header(answer, "Content-Security-Policy")).toContain("font-src 'self';");
  }
});

test("ConsoleFiles lets browsers keep what is named by its content, compressed for those that take it", async () => {
  const files = new ConsoleFiles(built());
  const plain = await get(files, "assets/x-1.js", "gzip");
  expect(String(plain.body)).toBe("script");
  expect(header(plain, "Content-Encoding")).toBeUndefined();
  expect(header(plain, "Cache-Control")).toContain("immutable");
  const compressed = await get(files, "assets/x-1.js", "gzip, br");
  expect(String(compressed.body)).toBe("compressed");
  expect(header(compressed, "Content-Encoding")).toBe("br");
});

test("ConsoleFiles has nothing at addresses of files that were not built", async () => {
  const files = new ConsoleFiles(built());
  expect((await get(files, "assets/x-0.js")).status).toBe(404);
  expect((await get(files, "assets/../index.html")).status).toBe(404);
  const empty = new ConsoleFiles(mkdtempSync(join(tmpdir(), "postern-console-")));
  expect(String((await get(empty, "")).body)).toContain("npm run build:console");
});
