// The connection on which a followed request leaves: tells whoever follows it which address and port the next hop will
// see, before that hop can see anything, and that it is back when the exchange is over. Made for followed requests
// alone; for all others there is null in its place.
import type { JourneySource } from "../../telemetry/journeys/journey-source.ts";
import type { JourneyTicket } from "../../telemetry/journeys/kept-hop.ts";
import type { PeerCertificate } from "../../wire/byte-stream.ts";
import type { UpstreamConnection, UpstreamFollower } from "../../wire/http1/exchange.ts";

export class FollowedConnection implements UpstreamFollower {
  /** Of the last connection, for the journey. */
  certificate: PeerCertificate | null = null;
  readonly #journeys: JourneySource;
  readonly #ticket: JourneyTicket;
  #address = "";
  #port = 0;

  constructor(journeys: JourneySource, ticket: JourneyTicket) {
    this.#journeys = journeys;
    this.#ticket = ticket;
  }

  onLeaving(connection: UpstreamConnection): void {
    this.isBack();
    const { identity, localAddress, localPort } = connection.info;
    this.#address = identity?.sourceAddress ?? localAddress;
    this.#port = localPort;
    this.certificate = connection.peerCertificate();
    this.#journeys.leavesOn(this.#ticket, this.#address, this.#port);
  }

  /** The exchange on the connection is over, however it ended. */
  isBack(): void {
    if (this.#port === 0) return;
    this.#journeys.isBackFrom(this.#ticket, this.#address, this.#port);
    this.#port = 0;
  }
}

/** null when the request is not followed. */
export function followedConnection(
  journeys: JourneySource,
  ticket: JourneyTicket | null,
): FollowedConnection | null {
  return ticket === null ? null : new FollowedConnection(journeys, ticket);
}
