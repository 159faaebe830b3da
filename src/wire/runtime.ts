// What all connections of one event loop share: time, log, time limits, the end-of-turn queue, the buffer that
// reads go into and the table of private hops. Made once by whoever owns the sockets and handed to everything.
import type { Clock } from "../base/clock.ts";
import type { Logger } from "../base/logger.ts";
import { CoarseTimers } from "./coarse-timers.ts";
import { FlushQueue } from "./flush-queue.ts";
import { IdentityTable } from "./identity-table.ts";
import { MemoryPorts } from "./memory-ports.ts";
import { ClientContextCache } from "./tls/client-context-cache.ts";

/** What one read can bring; bytes in it are valid until the call that delivers them returns. */
const READ_BUFFER_BYTES = 65_536;

export interface WireRuntime {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timers: CoarseTimers;
  readonly flush: FlushQueue;
  readonly identities: IdentityTable;
  /** Local ports of in-memory connections. */
  readonly memoryPorts: MemoryPorts;
  readonly clientContexts: ClientContextCache;
  /** Shared by all sockets that read into a kept buffer. */
  readonly readBuffer: Buffer;
  /** Shared by all in-memory streams for turning text into bytes. */
  readonly textBuffer: Buffer;
  /** Stops the timers. Sockets belong to whoever opened them. */
  close(): void;
}

export interface WireRuntimeOptions {
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createWireRuntime(options: WireRuntimeOptions): WireRuntime {
  const { clock, logger } = options;
  const flush = new FlushQueue();
  const timers = new CoarseTimers({ clock, logger, flush });
  return {
    clock,
    logger,
    timers,
    flush,
    identities: new IdentityTable(),
    memoryPorts: new MemoryPorts(),
    clientContexts: new ClientContextCache(),
    readBuffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
    textBuffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
    close: () => timers.close(),
  };
}
