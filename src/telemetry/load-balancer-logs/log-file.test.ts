import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { appendLines, publishFile, UNFINISHED_SUFFIX } from "./log-file.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "postern-log-file-"));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test("appendLines() makes folders and adds to the file, publishFile() gives it its name", async () => {
  const file = path.join(directory, "a/b/c.log.gz");
  await appendLines(file, Buffer.from("one\n"));
  await appendLines(file, Buffer.from("two\n"));
  await publishFile(file);
  expect(gunzipSync(await readFile(file)).toString()).toBe("one\ntwo\n");
});

test.runIf(process.platform === "linux")(
  "appendLines() says that the disk is full, and nothing that came of it",
  async () => {
    const file = path.join(directory, "c.log.gz");
    await symlink("/dev/full", file + UNFINISHED_SUFFIX);
    await expect(appendLines(file, Buffer.from("one\n"))).rejects.toThrow(/ENOSPC/);
  },
);
