// Where the store's thread begins: it keeps compiled code as the process does, which has to be said before anything is
// loaded. Node looks at this in each thread anew.
import { enableCompileCache, flushCompileCache } from "node:module";

enableCompileCache();
await import("./telemetry-worker.ts");
// Not left to the thread's end: a process that is killed has none.
flushCompileCache();
