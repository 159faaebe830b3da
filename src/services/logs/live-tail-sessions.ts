// The live tails of one control plane: who looks at what comes to which log groups. They are bounded in number, for
// an account and region and for all together, and do not survive the process. Sessions themselves are made elsewhere:
// they need the SDK, which a start does not pay for.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs_LiveTail.html
import type { Scope } from "../../store/records.ts";

/** A session that goes on. */
export interface OpenSession {
  readonly scope: Scope;
  end(): void;
}

/** CloudWatch Logs quotas: concurrent live tail sessions of an account in a region. */
export const SESSIONS_PER_SCOPE_MAX = 15;
/** Of all accounts and regions. */
export const SESSIONS_MAX = 60;

export class LiveTailSessions {
  readonly #sessions = new Set<OpenSession>();

  get size(): number {
    return this.#sessions.size;
  }

  hasRoom({ account, region }: Scope): boolean {
    let ofScope = 0;
    for (const { scope } of this.#sessions) {
      if (scope.account === account && scope.region === region) ofScope++;
    }
    return ofScope < SESSIONS_PER_SCOPE_MAX && this.#sessions.size < SESSIONS_MAX;
  }

  add(session: OpenSession): void {
    this.#sessions.add(session);
  }

  /** It is over. */
  delete(session: OpenSession): void {
    this.#sessions.delete(session);
  }

  endAll(): void {
    for (const session of this.#sessions) session.end();
  }
}
