// Who follows requests in scenarios of gateways: everybody who asks, with a number for an id, and a note of every
// connection that a followed request leaves on.
import type { JourneyHop, JourneyStep } from "../../src/telemetry/journeys/journey.ts";
import type { JourneySource } from "../../src/telemetry/journeys/journey-source.ts";
import type { JourneyTicket, KeptHop } from "../../src/telemetry/journeys/kept-hop.ts";

export class RecordingJourneys implements JourneySource {
  readonly tickets: JourneyTicket[] = [];
  /** "leaves ID on address:port" and "back from address:port", in order. */
  readonly events: string[] = [];
  /** By "address:port", while a followed request is out on it. */
  readonly out = new Map<string, JourneyTicket>();

  ticketFor(wish: string | undefined): JourneyTicket | null {
    if (wish !== "1") return null;
    const id = `j${this.tickets.length + 1}`;
    const ticket = { id, reason: "asked", answerLine: `x-postern-journey: ${id}\r\n` } as const;
    this.tickets.push(ticket);
    return ticket;
  }

  leavesOn(ticket: JourneyTicket, address: string, port: number): void {
    this.events.push(`leaves ${ticket.id} on ${address}:${port}`);
    this.out.set(`${address}:${port}`, ticket);
  }

  isBackFrom(_ticket: JourneyTicket, address: string, port: number): void {
    this.events.push(`back from ${address}:${port}`);
    this.out.delete(`${address}:${port}`);
  }
}

export const ASKED = "X-Postern-Trace: 1\r\n";

/** The hop as it is drawn when nothing came after it. */
export function composed(kept: KeptHop): JourneyHop {
  return kept.compose({ wallOffsetMs: 0, journeyStartMs: kept.startedAtMs, next: [] });
}

/** The one step with that decision. */
export function stepOf(hop: JourneyHop, decision: string): JourneyStep {
  const found = hop.steps.filter((step) => step.decision === decision);
  const [step] = found;
  if (step === undefined || found.length > 1) {
    throw new Error(`Cannot find the step ${decision}: there are ${found.length}`);
  }
  return step;
}

/** The step that bears the failure. */
export function failedStep(hop: JourneyHop): JourneyStep {
  const found = hop.steps.filter((step) => step.failure !== null);
  const [step] = found;
  if (step === undefined || found.length > 1) {
    throw new Error(`Cannot find the step that failed: there are ${found.length}`);
  }
  return step;
}
