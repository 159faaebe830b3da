// The private connections that carry a followed request at the moment, so that the hop at their other end takes its
// ticket over. A flow of a Network Load Balancer that was there before is looked through to the connection behind it.
import type { JourneyTicket } from "./kept-hop.ts";
import type { OpenFlows } from "./open-flows.ts";

/** Connections known at a time; the oldest makes room. */
const CONNECTIONS_MAX = 16_384;

export class FollowedConnections {
  readonly #flows: OpenFlows;
  readonly #tickets = new Map<string, JourneyTicket>();

  constructor(flows: OpenFlows) {
    this.#flows = flows;
  }

  get isEmpty(): boolean {
    return this.#tickets.size === 0;
  }

  /** `connection`: "address:port" of the side that sends the request, as the other side sees it. */
  add(connection: string, ticket: JourneyTicket): void {
    this.#tickets.set(connection, ticket);
    if (this.#tickets.size <= CONNECTIONS_MAX) return;
    for (const oldest of this.#tickets.keys()) {
      this.#tickets.delete(oldest);
      return;
    }
  }

  /** Only while it is that ticket's: the connection may carry another request by now. */
  delete(connection: string, ticket: JourneyTicket): void {
    if (this.#tickets.get(connection) === ticket) this.#tickets.delete(connection);
  }

  ticketOn(connection: string): JourneyTicket | null {
    if (this.#tickets.size === 0) return null;
    const ticket = this.#tickets.get(connection);
    if (ticket !== undefined) return ticket;
    if (this.#flows.isEmpty) return null;
    const flow = this.#flows.leftOn(connection);
    return flow === null ? null : (this.#tickets.get(flow.arrivedOn) ?? flow.ticket);
  }
}
