// One listener of an Application Load Balancer: takes connections over, from a socket, a TLS socket or an in-memory
// pair, and answers their requests by its newest snapshot. A new snapshot's matcher is built in slices beside the
// traffic and then becomes the one that requests take; requests in work keep theirs. Who listens on which port, and
// whose TLS handshake it is, is not known here.
import type { AlbSettingsSnapshot, ListenerSnapshot } from "../../store/snapshots.ts";
import type { Failure } from "../../base/failure.ts";
import type { ByteStream, ConnectionInfo, StreamAcceptor } from "../../wire/byte-stream.ts";
import type { Exchange, RefusedRequest } from "../../wire/http1/exchange.ts";
import { ALB_HEAD_LIMITS } from "../../wire/http1/head-limits.ts";
import { serveConnection } from "../../wire/http1/server-connection.ts";
import type {
  ServerConnection,
  ServerConnectionOptions,
  ServerConnectionSetting,
} from "../../wire/http1/server-connection.ts";
import { AlbConnection } from "./alb-connection.ts";
import type { ConnectionServer } from "./alb-connection.ts";
import type { AlbRuntime } from "./alb-runtime.ts";
import { LiveListener } from "./live-listener.ts";
import { PlainOnTls } from "./plain-on-tls.ts";
import { answerRefused } from "./refused-request.ts";
import { runRequestChain } from "./request-chain.ts";
import { AlbRequest } from "./request.ts";
import { RuleMatcherBuilder } from "./rule-matcher.ts";

/** How long building a matcher holds up the traffic at a time; one rule more may come on top. */
const BUILD_SLICE_MS = 4;

function settingsOf(snapshot: ListenerSnapshot): AlbSettingsSnapshot {
  if (snapshot.alb === null) {
    throw new Error(`Cannot serve listener ${snapshot.listenerArn}: its load balancer is no ALB`);
  }
  return snapshot.alb;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function buildLive(snapshot: ListenerSnapshot, runtime: AlbRuntime): Promise<LiveListener> {
  const settings = settingsOf(snapshot);
  const { clock, logger } = runtime;
  const builder = new RuleMatcherBuilder(snapshot.rules, clock, (problem) => {
    logger.warn(problem, { listener: snapshot.listenerArn });
  });
  while (!builder.step(clock.monotonicMs() + BUILD_SLICE_MS)) await nextTurn();
  return new LiveListener(snapshot, settings, builder.matcher());
}

/**
 * How long a client that has finished sending gets its answer. Those that the page on status 460 speaks of close their
 * sockets in order, and of a socket that is closed and of one that is half closed the same FIN is all that is seen: an
 * answer that comes soon is sent, since writing it tells the two apart; who waits longer than this has gone [I].
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-460-issues
 */
const ANSWERS_AFTER_END_MS = 1_000;

/** The connections' settings, read through to the newest snapshot. */
class LiveConnectionOptions implements ServerConnectionOptions {
  readonly policy = "tolerant";
  readonly headLimits = ALB_HEAD_LIMITS;
  readonly answersAfterEndMs = ANSWERS_AFTER_END_MS;
  settings: AlbSettingsSnapshot;

  constructor(settings: AlbSettingsSnapshot) {
    this.settings = settings;
  }

  get idleTimeoutMs(): number {
    return this.settings.idleTimeoutMs;
  }

  get requestHeadTimeoutMs(): number {
    return this.settings.idleTimeoutMs;
  }

  get bodyIdleTimeoutMs(): number {
    return this.settings.idleTimeoutMs;
  }

  get keepAliveMaxMs(): number {
    return this.settings.clientKeepAliveMs;
  }
}

/** Builds the listener of a snapshot; it can take connections when the promise is fulfilled. */
export async function createAlbListener(
  snapshot: ListenerSnapshot,
  runtime: AlbRuntime,
): Promise<AlbListener> {
  return new AlbListener(await buildLive(snapshot, runtime), runtime);
}

export class AlbListener implements StreamAcceptor, ConnectionServer {
  readonly #runtime: AlbRuntime;
  readonly #options: LiveConnectionOptions;
  readonly #setting: ServerConnectionSetting;
  readonly #plainOnTls = new PlainOnTls(this);
  readonly #connections = new Map<ServerConnection, AlbConnection>();
  #live: LiveListener;
  #isClosed = false;
  #onDrained: () => void = () => {};
  readonly #drained = new Promise<void>((resolve) => {
    this.#onDrained = resolve;
  });
  /** Counts snapshots, so that an older one that took longer to build does not replace a newer. */
  #newest = 0;
  #liveNumber = 0;

  constructor(live: LiveListener, runtime: AlbRuntime) {
    this.#live = live;
    this.#runtime = runtime;
    this.#options = new LiveConnectionOptions(live.settings);
    this.#setting = {
      runtime: runtime.wire,
      options: this.#options,
      onClosed: (connection) => {
        this.#connections.get(connection)?.released();
        this.#connections.delete(connection);
        if (this.#isClosed && this.#connections.size === 0) this.#onDrained();
      },
    };
  }

  /** What requests that arrive now go by. */
  get live(): LiveListener {
    return this.#live;
  }

  get openConnections(): number {
    return this.#connections.size;
  }

  /** Takes a new snapshot over; fulfilled when it, or a newer one, is live. */
  async update(snapshot: ListenerSnapshot): Promise<void> {
    const number = ++this.#newest;
    const live = await buildLive(snapshot, this.#runtime);
    if (number < this.#liveNumber) return;
    this.#liveNumber = number;
    this.#live = live;
    this.#options.settings = live.settings;
  }

  accept(stream: ByteStream): void {
    this.#serve(stream, this);
  }

  /** Takes a connection of an HTTPS listener that began with plain HTTP: a page, and no rule or target is asked. */
  acceptPlainOnTls(stream: ByteStream): void {
    this.#serve(stream, this.#plainOnTls);
  }

  /** A handshake that failed: there never was a connection, so that observers hear of it once. */
  onTlsFailed(info: ConnectionInfo, reason: Failure): void {
    const context = { runtime: this.#runtime, failure: reason };
    const connection = new AlbConnection(this.#live.snapshot, info, this, context);
    this.#runtime.observer.connectionOpened(connection);
  }

  /**
   * No further connection is taken; those there are finish the request they have in work. Fulfilled when they have;
   * a WebSocket is no such request, and ends with its socket.
   */
  close(): Promise<void> {
    this.#isClosed = true;
    for (const connection of this.#connections.keys()) connection.shutdown();
    if (this.#connections.size === 0) this.#onDrained();
    return this.#drained;
  }

  /** Breaks all connections off. */
  destroy(): void {
    this.#isClosed = true;
    for (const connection of this.#connections.keys()) connection.destroy();
  }

  onRequest(exchange: Exchange, connection: AlbConnection): void {
    runRequestChain(new AlbRequest(this.#runtime, this.#live, exchange, connection));
  }

  onRefused(refused: RefusedRequest, connection: AlbConnection): string {
    return answerRefused(refused, { live: this.#live, runtime: this.#runtime, connection });
  }

  #serve(stream: ByteStream, server: ConnectionServer): void {
    if (this.#isClosed) {
      stream.destroy();
      return;
    }
    const context = { runtime: this.#runtime, failure: null };
    const connection = new AlbConnection(this.#live.snapshot, stream.info, server, context);
    this.#connections.set(serveConnection(stream, connection, this.#setting), connection);
    this.#runtime.observer.connectionOpened(connection);
  }
}
