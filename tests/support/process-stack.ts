// The builders of private stacks and REST APIs, for a Postern that runs in a process of its own.
import { silentLogger } from "../../src/base/logger.ts";
import type { Postern } from "../../src/main.ts";
import type { PosternProcess } from "./postern-process.ts";
import { PrivateStack } from "./private-stack.ts";
import { RestStack } from "./rest-stack.ts";

/** Closing the stack ends the process. */
export function stackOfProcess(process: PosternProcess): RestStack {
  const postern: Postern = {
    url: process.url,
    port: Number(new URL(process.url).port),
    logger: silentLogger,
    ready: Promise.resolve(),
    close: async () => {
      await process.stop();
    },
  };
  return new RestStack(new PrivateStack(postern));
}
