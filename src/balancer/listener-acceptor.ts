// What the listener directory needs of a load balancer's listener, be it an Application or a Network Load Balancer's:
// it takes connections over, follows its snapshot, and comes to an end.
import type { Failure } from "../base/failure.ts";
import type { ListenerSnapshot } from "../store/snapshots.ts";
import type { ByteStream, ConnectionInfo, StreamAcceptor } from "../wire/byte-stream.ts";

/** A listener at work. Where its connections come from is none of its business. */
export interface ListenerAcceptor extends StreamAcceptor {
  /** What begins after the promise is fulfilled goes by this snapshot. */
  update(snapshot: ListenerSnapshot): Promise<void> | void;
  /** A connection to an HTTPS or TLS listener whose first bytes are no TLS record. */
  acceptPlainOnTls(stream: ByteStream): void;
  /** A handshake that failed; there never was a connection. */
  onTlsFailed?(info: ConnectionInfo, failure: Failure): void;
  /**
   * No connection comes any more: finish what is in flight, close what is idle. The promise, where there is one, is
   * fulfilled when no connection is left that the port does not know of.
   */
  close(): Promise<void> | void;
  /** Break off what is left. */
  destroy(): void;
}

/** Makes the acceptor for a listener, by the type of its load balancer. */
export type AcceptorFactory = (
  snapshot: ListenerSnapshot,
) => Promise<ListenerAcceptor> | ListenerAcceptor;
