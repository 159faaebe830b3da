// A way to reach a place that isn't there: every attempt fails with the same failure, as a refused connection would.
// It stands in for targets whose place is found out only when somebody wants to connect.
import type { Failure } from "../../base/failure.ts";
import type {
  ByteStream,
  ByteStreamHandler,
  ConnectionInfo,
  Dialer,
  DialHandler,
} from "../../wire/byte-stream.ts";

const NOWHERE: ConnectionInfo = {
  remoteAddress: "",
  remotePort: 0,
  localAddress: "",
  localPort: 0,
  tls: null,
  identity: null,
};

/** Fails every attempt with `failure`. */
export class UnreachableDialer implements Dialer {
  readonly description: string;
  readonly #failure: Failure;

  constructor(description: string, failure: Failure) {
    this.description = description;
    this.#failure = failure;
  }

  dial(handler: DialHandler): ByteStream {
    const stream = new UnreachableStream(handler);
    // Not during the call: whoever dials has no stream yet that the end could belong to.
    queueMicrotask(() => stream.close(this.#failure));
    return stream;
  }
}

class UnreachableStream implements ByteStream {
  readonly info = NOWHERE;
  readonly pendingBytes = 0;
  #handler: ByteStreamHandler | null;

  constructor(handler: ByteStreamHandler) {
    this.#handler = handler;
  }

  close(failure: Failure | null): void {
    const handler = this.#handler;
    this.#handler = null;
    handler?.onClose(failure);
  }

  attach(handler: ByteStreamHandler): void {
    if (this.#handler !== null) this.#handler = handler;
  }

  write(_data: string | Buffer): boolean {
    return true;
  }

  end(): void {}

  destroy(_reset?: boolean): void {
    queueMicrotask(() => this.close(null));
  }

  pause(): void {}

  resume(): void {}
}
