// A TCP health check: the connection can be made, and is closed again. With a TLS dialer the handshake has to succeed
// too (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html).
import { failure as failureOf } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import type { ByteStream, Dialer, DialHandler } from "../../wire/byte-stream.ts";
import { outcomeOf } from "./health-check-http.ts";
import { PASSED } from "./health-check.ts";
import type { HealthProbe, ProbeOutcome, ProbeRun } from "./health-check.ts";

/** Checks one target by connecting to it. */
export class TcpProbe implements HealthProbe {
  readonly #dialer: Dialer;

  constructor(dialer: Dialer) {
    this.#dialer = dialer;
  }

  start(report: (outcome: ProbeOutcome) => void): ProbeRun {
    const run = new TcpProbeRun(report);
    run.begin(this.#dialer);
    return run;
  }
}

class TcpProbeRun implements ProbeRun, DialHandler {
  readonly #report: (outcome: ProbeOutcome) => void;
  #stream: ByteStream | null = null;
  #reported = false;

  constructor(report: (outcome: ProbeOutcome) => void) {
    this.#report = report;
  }

  begin(dialer: Dialer): void {
    this.#stream = dialer.dial(this);
  }

  cancel(): void {
    this.#reported = true;
    this.#stream?.destroy();
  }

  onOpen(): void {
    this.#tell(PASSED);
    // An orderly close, not a reset: the target's own log shall not show an error for every check.
    this.#stream?.destroy();
  }

  onData(_bytes: Buffer, _start: number, _end: number): void {
    // A target that speaks first (a mail server's greeting) is as healthy as one that doesn't.
  }

  onEnd(): void {}

  onDrain(): void {}

  onClose(failure: Failure | null): void {
    this.#stream = null;
    this.#tell(outcomeOf(failure ?? failureOf("connect-failed", "closed before it was open")));
  }

  #tell(outcome: ProbeOutcome): void {
    if (this.#reported) return;
    this.#reported = true;
    this.#report(outcome);
  }
}
