// Which requests are followed: those that ask for it where they may, a share of all, and those that an earlier hop
// of this process follows. Asked once per request and hop; costs a comparison when nobody is followed.
import type { JourneyTicket } from "./kept-hop.ts";

export interface JourneySource {
  /**
   * `wish` is the request's x-postern-trace field, undefined when it has none. `isPrivate`: the connection comes
   * from a hop of this process, whose ticket it takes over.
   */
  ticketFor(
    wish: string | undefined,
    clientAddress: string,
    clientPort: number,
    isPrivate: boolean,
  ): JourneyTicket | null;
  /** A followed request leaves on a connection whose other end sees "address:port". */
  leavesOn(ticket: JourneyTicket, address: string, port: number): void;
  /** The request is through with that connection, which may carry another one already. */
  isBackFrom(ticket: JourneyTicket, address: string, port: number): void;
}

/** Follows nothing. */
export const noJourneys: JourneySource = {
  ticketFor: () => null,
  leavesOn() {},
  isBackFrom() {},
};
