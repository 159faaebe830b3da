// A wire engine for tests of targets and load balancers: nothing connects, everything that was asked for is kept, and
// the test says what came of it.
import type { Failure } from "../../base/failure.ts";
import type {
  ByteStream,
  ByteStreamHandler,
  ConnectionInfo,
  Dialer,
  DialHandler,
} from "../../wire/byte-stream.ts";
import type {
  ResponseReader,
  Upstream,
  UpstreamMessage,
  UpstreamRequest,
} from "../../wire/http1/exchange.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import type { TargetPlace, TargetWire } from "./target-wire.ts";

const INFO: ConnectionInfo = {
  remoteAddress: "10.9.9.9",
  remotePort: 9,
  localAddress: "127.0.0.1",
  localPort: 1,
  tls: null,
  identity: null,
};

/** One end of a connection that the test plays the other end of. */
export class FakeStream implements ByteStream {
  readonly info: ConnectionInfo;
  pendingBytes = 0;
  handler: ByteStreamHandler | null;
  readonly written: string[] = [];
  ended = false;
  destroyed = false;
  wasReset = false;
  paused = false;
  /** What `write` answers. */
  hasRoom = true;

  constructor(handler: ByteStreamHandler | null, info: ConnectionInfo = INFO) {
    this.handler = handler;
    this.info = info;
  }

  attach(handler: ByteStreamHandler): void {
    this.handler = handler;
  }

  write(data: string | Buffer): boolean {
    this.written.push(typeof data === "string" ? data : data.toString("latin1"));
    return this.hasRoom;
  }

  end(): void {
    this.ended = true;
  }

  destroy(reset = false): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.wasReset = reset;
    this.handler?.onClose(null);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  /** The peer sends. */
  receive(text: string): void {
    const bytes = Buffer.from(text, "latin1");
    this.handler?.onData(bytes, 0, bytes.length);
  }

  /** The connection breaks or ends. */
  close(failure: Failure | null): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.handler?.onClose(failure);
  }
}

/** A connection attempt. */
export class FakeDial extends FakeStream {
  readonly place: TargetPlace;
  readonly #dialHandler: DialHandler;

  constructor(place: TargetPlace, handler: DialHandler) {
    super(handler);
    this.place = place;
    this.#dialHandler = handler;
  }

  open(): void {
    this.#dialHandler.onOpen();
  }
}

/** A request that was sent to a target. */
export class FakeRequest implements UpstreamRequest {
  readonly message: UpstreamMessage;
  readonly reader: ResponseReader;
  aborted = false;
  ended = false;

  constructor(message: UpstreamMessage, reader: ResponseReader) {
    this.message = message;
    this.reader = reader;
  }

  answer(status: number): void {
    this.reader.onResponseHead({ status } as ResponseHead);
    if (!this.aborted) this.reader.onResponseEnd("");
  }

  writeBody(_chunk: Buffer): boolean {
    return true;
  }

  endBody(): void {
    this.ended = true;
  }

  pauseResponse(): void {}

  resumeResponse(): void {}

  abort(): void {
    this.aborted = true;
  }
}

class FakeDialer implements Dialer {
  readonly place: TargetPlace;
  readonly description: string;
  readonly #wire: FakeTargetWire;

  constructor(place: TargetPlace, wire: FakeTargetWire) {
    this.place = place;
    this.description = `${place.host}:${place.port}`;
    this.#wire = wire;
  }

  dial(handler: DialHandler): ByteStream {
    const dial = new FakeDial(this.place, handler);
    this.#wire.dials.push(dial);
    return dial;
  }
}

/** Requests by way of a dialer that is never dialed. */
export class FakeUpstream implements Upstream {
  readonly description: string;
  readonly requests: FakeRequest[] = [];
  readonly openConnections = 0;
  readonly idleConnections = 0;
  closed = false;
  readonly #wire: FakeTargetWire;

  constructor(dialer: Dialer, wire: FakeTargetWire) {
    this.description = dialer.description;
    this.#wire = wire;
  }

  request(message: UpstreamMessage, reader: ResponseReader): UpstreamRequest {
    const request = new FakeRequest(message, reader);
    this.requests.push(request);
    this.#wire.requests.push(request);
    return request;
  }

  close(): void {
    this.closed = true;
  }
}

/** Keeps what was asked of it, in order. */
export class FakeTargetWire implements TargetWire {
  readonly places: TargetPlace[] = [];
  readonly dials: FakeDial[] = [];
  readonly requests: FakeRequest[] = [];
  readonly upstreams: FakeUpstream[] = [];

  dialer(place: TargetPlace): Dialer {
    this.places.push(place);
    return new FakeDialer(place, this);
  }

  upstream(dialer: Dialer): Upstream {
    const upstream = new FakeUpstream(dialer, this);
    this.upstreams.push(upstream);
    return upstream;
  }
}
