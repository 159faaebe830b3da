// YAML read and written by the `yaml` package. It takes about a second for a megabyte, which must not hold up the
// traffic of this process: what is longer than a little is worked on in a thread of its own, for a limited time.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** Up to so many characters, or values, it is done at once: some tens of milliseconds. */
export const AT_ONCE_LENGTH_MAX = 32 * 1024;
const WORK_TIME_MS_MAX = 60_000;
const HEAP_MB_MAX = 512;

const READ_OPTIONS = { logLevel: "error", merge: true } as const;
const WRITE_OPTIONS = {
  aliasDuplicateObjects: false,
  defaultKeyType: "PLAIN",
  defaultStringType: "QUOTE_DOUBLE",
  lineWidth: 0,
} as const;

/** What the text holds; throws when it is no YAML or has more than so many aliases. */
export async function readYaml(text: string, aliasesMax: number): Promise<unknown> {
  const options = { ...READ_OPTIONS, maxAliasCount: aliasesMax };
  if (text.length > AT_ONCE_LENGTH_MAX) return inThread("parse", text, options);
  return (await import("yaml")).parse(text, options);
}

/** The document as YAML. `sizeHint` is about how long it will be. */
export async function writeYaml(document: object, sizeHint: number): Promise<string> {
  if (sizeHint > AT_ONCE_LENGTH_MAX) {
    return (await inThread("stringify", document, WRITE_OPTIONS)) as string;
  }
  return (await import("yaml")).stringify(document, WRITE_OPTIONS);
}

// A text, so that no path to a file of ours has to be right in every form in which Postern is installed.
const THREAD = `
const { parentPort, workerData } = require("node:worker_threads");
void import(workerData.packageUrl).then((yaml) => {
  parentPort.postMessage(yaml[workerData.work](workerData.value, workerData.options));
});
`;

function inThread(work: "parse" | "stringify", value: unknown, options: object): Promise<unknown> {
  const packageUrl = pathToFileURL(createRequire(import.meta.url).resolve("yaml")).href;
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: { packageUrl, work, value, options },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  });
  return new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Cannot ${work} YAML: it takes more than ${WORK_TIME_MS_MAX} ms`)),
      WORK_TIME_MS_MAX,
    );
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => {
      clearTimeout(timer);
      reject(new Error(`Cannot ${work} YAML: the thread has ended`));
    });
  }).finally(() => {
    void worker.terminate();
  });
}
