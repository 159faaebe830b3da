// What the tests of the client pool share: a target that the test plays by hand, in memory, under a clock it moves,
// and a reader that writes down what it is told.
import { FakeClock } from "../../base/fake-clock.ts";
import type { Failure } from "../../base/failure.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ByteStream } from "../byte-stream.ts";
import { createMemoryDialer } from "../memory-pair.ts";
import { RecordingHandler } from "../recording-handler.ts";
import { createWireRuntime } from "../runtime.ts";
import { ClientPool, type ClientPoolOptions } from "./client-pool.ts";
import {
  BODY_NONE,
  type BodyFraming,
  type ResponseReader,
  type UpstreamMessage,
} from "./exchange.ts";
import { ALB_RESPONSE_HEAD_LIMITS } from "./head-limits.ts";
import type { ResponseHead } from "./response-head.ts";

/** Settings that a test changes in part. */
export const OPTIONS: ClientPoolOptions = {
  idleTimeoutMs: 60_000,
  connectionsMax: 10,
  requestsQueuedMax: 10,
  responseHeadLimits: ALB_RESPONSE_HEAD_LIMITS,
};

export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Writes down what it is told of an answer. */
export class Answer implements ResponseReader {
  connected: boolean[] = [];
  informational: number[] = [];
  continues = 0;
  head: ResponseHead | null = null;
  body = "";
  trailers: string | null = null;
  upgraded: ByteStream | null = null;
  drains = 0;
  failure: Failure | null = null;
  calls = 0;
  onHead: (() => void) | null = null;
  onEnd: (() => void) | null = null;

  onUpstreamConnected(reused: boolean): void {
    this.calls++;
    this.connected.push(reused);
  }
  onInformational(head: ResponseHead): void {
    this.informational.push(head.status);
  }
  onResponseHead(head: ResponseHead): void {
    this.calls++;
    this.head = head;
    this.onHead?.();
  }
  onResponseData(chunk: Buffer): void {
    this.calls++;
    this.body += chunk.toString("latin1");
  }
  onResponseEnd(trailers: string): void {
    this.calls++;
    this.trailers = trailers;
    this.onEnd?.();
  }
  onContinue(): void {
    this.continues++;
  }
  onUpgraded(_head: ResponseHead, stream: ByteStream): void {
    this.upgraded = stream;
  }
  onRequestDrain(): void {
    this.drains++;
  }
  onUpstreamFailed(reason: Failure): void {
    this.calls++;
    this.failure = reason;
  }
}

/** One connection as the target sees it. */
interface TargetEnd {
  readonly stream: ByteStream;
  readonly events: RecordingHandler;
}

/** A pool over in-memory connections, whose other ends the test plays. */
export function open(changes: Partial<ClientPoolOptions> = {}) {
  const clock = new FakeClock();
  const runtime = createWireRuntime({ clock, logger: silentLogger });
  const ends: TargetEnd[] = [];
  const acceptor = {
    accept(stream: ByteStream) {
      const events = new RecordingHandler();
      ends.push({ stream, events });
      stream.attach(events);
    },
  };
  const dialer = createMemoryDialer(
    acceptor,
    { description: "target", host: "10.0.0.9", port: 80, identity: null },
    runtime,
  );
  const pool = new ClientPool(dialer, { ...OPTIONS, ...changes }, runtime);
  const end = (index = 0): TargetEnd => {
    const found = ends[index];
    if (found === undefined) throw new Error(`Cannot find connection ${index}: ${ends.length}`);
    return found;
  };
  const say = (text: string, index = 0) => {
    end(index).stream.write(text);
    return settled();
  };
  const ask = (changed: Partial<UpstreamMessage> = {}) => {
    const answer = new Answer();
    const request = pool.request(message(changed), answer);
    return settled().then(() => ({ answer, request }));
  };
  return { clock, runtime, pool, ends, end, say, ask };
}

export function message(changes: Partial<UpstreamMessage> = {}): UpstreamMessage {
  const framing: BodyFraming = changes.framing ?? BODY_NONE;
  return {
    method: "GET",
    head: "GET / HTTP/1.1\r\nHost: t\r\n\r\n",
    framing,
    responseTimeoutMs: 30_000,
    bodyIdleTimeoutMs: 20_000,
    closeAfterwards: false,
    ...changes,
  };
}

export const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
