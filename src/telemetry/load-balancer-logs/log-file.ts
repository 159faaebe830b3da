// One file of a log while it is being written: lines are appended as gzip members, so that what is on disk can be read
// at any time. It is named ".part" until its interval is over, when it gets the name that AWS would give it.
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { constants, gunzip, gzip } from "node:zlib";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** What a file is called until it is complete. */
export const UNFINISHED_SUFFIX = ".part";

/** Adds lines to the unfinished file; rejects with the file as it was before. */
export async function appendLines(filePath: string, lines: Buffer): Promise<void> {
  const member = await compress(lines);
  await mkdir(path.dirname(filePath), { recursive: true });
  const handle = await open(filePath + UNFINISHED_SUFFIX, "a");
  try {
    const { size } = await handle.stat();
    try {
      await handle.writeFile(member);
    } catch (cause) {
      // Half a member would make all that follows unreadable. What went wrong first is what is told.
      await handle.truncate(size).catch(() => {});
      throw cause;
    }
  } finally {
    await handle.close();
  }
}

/** Gives a complete file its name. */
export async function publishFile(filePath: string): Promise<void> {
  await rename(filePath + UNFINISHED_SUFFIX, filePath);
}

/** Gives what an earlier run has left its name; of a member that was cut off, the whole lines are kept. */
export async function recoverFile(unfinishedPath: string): Promise<void> {
  const filePath = unfinishedPath.slice(0, -UNFINISHED_SUFFIX.length);
  const bytes = await readFile(unfinishedPath);
  if (await isWhole(bytes)) {
    await rename(unfinishedPath, filePath);
    return;
  }
  const text = await readable(bytes);
  const lines = text.subarray(0, text.lastIndexOf("\n") + 1);
  if (lines.length > 0) {
    const mendedPath = `${unfinishedPath}.mended`;
    await writeFile(mendedPath, await compress(lines));
    await rename(mendedPath, filePath);
  }
  await rm(unfinishedPath, { force: true });
}

async function isWhole(bytes: Buffer): Promise<boolean> {
  if (bytes.length === 0) return false;
  try {
    await decompress(bytes);
    return true;
  } catch {
    return false;
  }
}

async function readable(bytes: Buffer): Promise<Buffer> {
  try {
    return await decompress(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}
