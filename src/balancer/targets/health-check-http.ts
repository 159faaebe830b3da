// An HTTP or HTTPS health check: GET the path on a connection of its own, look at the status code, close. What it
// sends is what targets see from AWS's checkers, field for field
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html).
import type { Failure } from "../../base/failure.ts";
import type { ByteStream } from "../../wire/byte-stream.ts";
import { BODY_NONE } from "../../wire/http1/exchange.ts";
import type {
  ResponseReader,
  Upstream,
  UpstreamMessage,
  UpstreamRequest,
} from "../../wire/http1/exchange.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import { PASSED, TIMED_OUT } from "./health-check.ts";
import type { HealthProbe, ProbeOutcome, ProbeRun } from "./health-check.ts";
import type { StatusMatcher } from "./status-matcher.ts";

/** How much of an answer's body is read so that the connection can end in order; more is cut off. */
export const HEALTH_CHECK_BODY_BYTES_MAX = 65_536;

export interface HttpProbeOptions {
  /** Makes connections to the target, none of which is kept. */
  readonly upstream: Upstream;
  readonly path: string;
  /** The Host field's value. */
  readonly host: string;
  readonly timeoutMs: number;
  readonly matcher: StatusMatcher;
}

/** Checks one target over HTTP. */
export class HttpProbe implements HealthProbe {
  readonly #upstream: Upstream;
  readonly #message: UpstreamMessage;
  readonly #matcher: StatusMatcher;

  constructor(options: HttpProbeOptions) {
    this.#upstream = options.upstream;
    this.#matcher = options.matcher;
    this.#message = {
      method: "GET",
      head:
        `GET ${options.path} HTTP/1.1\r\n` +
        `Host: ${options.host}\r\n` +
        "Connection: close\r\n" +
        "User-Agent: ELB-HealthChecker/2.0\r\n" +
        "Accept-Encoding: gzip, compressed\r\n\r\n",
      framing: BODY_NONE,
      responseTimeoutMs: options.timeoutMs,
      bodyIdleTimeoutMs: options.timeoutMs,
    };
  }

  start(report: (outcome: ProbeOutcome) => void): ProbeRun {
    const run = new HttpProbeRun(this.#matcher, report);
    run.begin(this.#upstream, this.#message);
    return run;
  }
}

class HttpProbeRun implements ProbeRun, ResponseReader {
  readonly #matcher: StatusMatcher;
  readonly #report: (outcome: ProbeOutcome) => void;
  #request: UpstreamRequest | null = null;
  #reported = false;
  #ended = false;
  #bodyBytes = 0;

  constructor(matcher: StatusMatcher, report: (outcome: ProbeOutcome) => void) {
    this.#matcher = matcher;
    this.#report = report;
  }

  begin(upstream: Upstream, message: UpstreamMessage): void {
    const request = upstream.request(message, this);
    if (this.#ended) return;
    this.#request = request;
    request.endBody();
  }

  cancel(): void {
    this.#reported = true;
    this.#abort();
  }

  onUpstreamConnected(_reused: boolean): void {}

  onInformational(_head: ResponseHead): void {}

  onResponseHead(head: ResponseHead): void {
    const outcome: ProbeOutcome = this.#matcher.matches(head.status)
      ? PASSED
      : { result: "code-mismatch", statusCode: head.status };
    this.#tell(outcome);
  }

  onResponseData(chunk: Buffer): void {
    this.#bodyBytes += chunk.length;
    if (this.#bodyBytes > HEALTH_CHECK_BODY_BYTES_MAX) this.#abort();
  }

  onResponseEnd(_trailers: string): void {
    this.#ended = true;
    this.#request = null;
  }

  onContinue(): void {}

  onUpgraded(_head: ResponseHead, stream: ByteStream): void {
    this.#ended = true;
    stream.destroy();
    this.#tell({ result: "code-mismatch", statusCode: 101 });
  }

  onRequestDrain(): void {}

  onUpstreamFailed(failure: Failure): void {
    this.#ended = true;
    this.#request = null;
    this.#tell(outcomeOf(failure));
  }

  #tell(outcome: ProbeOutcome): void {
    if (this.#reported) return;
    this.#reported = true;
    this.#report(outcome);
  }

  #abort(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#request?.abort();
    this.#request = null;
  }
}

/** What a failed connection or request means for a check. */
export function outcomeOf(failure: Failure): ProbeOutcome {
  switch (failure.kind) {
    case "connect-timeout":
    case "response-timeout":
    case "tls-handshake-timeout":
      return TIMED_OUT;
    default:
      return {
        result: "failed",
        detail: failure.detail === "" ? failure.kind : `${failure.kind}: ${failure.detail}`,
      };
  }
}
