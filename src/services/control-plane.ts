// The control plane as one function from request to answer: the services, each operation in one transaction, in
// the account and region of its caller.
import type { Clock, Timer } from "../base/clock.ts";
import type { Logger } from "../base/logger.ts";
import { createDispatcher, type Dispatcher, type OperationCall } from "../protocol/dispatcher.ts";
import type { HealthBoard } from "../store/health-board.ts";
import type { LogStore } from "../store/log-store.ts";
import type { MetricStore } from "../store/metric-store.ts";
import type { Scope } from "../store/records.ts";
import type { AllRecords, Store } from "../store/store.ts";
import type { LocalAuthority } from "./acm/local-authority.ts";
import type { RestDataPlane } from "./apigateway/data-plane-functions.ts";
import { createDefaultNetwork } from "./ec2/default-network.ts";
import { LiveTailSessions } from "./logs/live-tail-sessions.ts";
import { RunningQueries } from "./logs/running-queries.ts";
import type { LaterWork, OperationContext } from "./operation-context.ts";
import { serviceList } from "./service-list.ts";

export interface ControlPlaneOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: HealthBoard;
  readonly localAuthority: LocalAuthority;
  readonly metrics: MetricStore;
  readonly logs: LogStore;
  readonly restDataPlane?: RestDataPlane;
  /** Where a request names none. */
  readonly region: string;
  readonly account: string;
  readonly bodyBytesMax: number;
}

export class ControlPlane {
  readonly #options: ControlPlaneOptions;
  readonly #dispatcher: Dispatcher;
  readonly #pending = new Set<Timer>();
  readonly #queries = new RunningQueries();
  readonly #tails = new LiveTailSessions();

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
    this.#dispatcher = createDispatcher(serviceList, {
      bodyBytesMax: options.bodyBytesMax,
      logger: options.logger,
      runOperation: (call, invoke) => this.#run(call, invoke),
    });
  }

  get handle(): Dispatcher["handle"] {
    return (message) => this.#dispatcher.handle(message);
  }

  /** Makes the default network of the account and region where there was none yet. */
  async prepare(scope: Scope): Promise<void> {
    const prepared = (records: AllRecords) => records.in(scope).get("account-region", "defaults");
    if ((await this.#options.store.read(prepared)) !== undefined) return;
    await this.#options.store.transaction(async (records) => {
      if ((await prepared(records)) !== undefined) return;
      createDefaultNetwork(records.in(scope));
      records.in(scope).put("account-region", "defaults", { defaultNetworkMade: true });
    });
  }

  /** Runs `work` in a transaction of its own after `delayMs`; a failure is logged. */
  later(scope: Scope, delayMs: number, work: LaterWork): void {
    const timer = this.#options.clock.after(delayMs, () => {
      this.#pending.delete(timer);
      this.#options.store
        .transaction((records) => work(records.in(scope)))
        .catch((cause: unknown) => {
          this.#options.logger.error("Work after an operation failed", { ...scope, cause });
        });
    });
    this.#pending.add(timer);
  }

  /** Forgets work that was to come later: the resources it was for are gone, or the process ends. */
  forgetLater(): void {
    for (const timer of this.#pending) timer.cancel();
    this.#pending.clear();
    this.#queries.forgetAll();
    this.#tails.endAll();
  }

  async #run(
    call: OperationCall,
    invoke: (context: OperationContext) => Promise<void>,
  ): Promise<void> {
    const scope = this.#scopeOf(call);
    await this.prepare(scope);
    const laterWork: { delayMs: number; work: LaterWork }[] = [];
    const attempt = (records: AllRecords) => {
      laterWork.length = 0;
      return invoke(
        this.#contextOf(call, records, scope, (delayMs, work) => laterWork.push({ delayMs, work })),
      );
    };
    if (call.readOnly) await this.#options.store.read(attempt);
    else await this.#options.store.transaction(attempt);
    for (const { delayMs, work } of laterWork) this.later(scope, delayMs, work);
  }

  #contextOf(
    call: OperationCall,
    records: AllRecords,
    scope: Scope,
    later: OperationContext["later"],
  ): OperationContext {
    const { clock, logger, health, localAuthority, metrics, logs, restDataPlane } = this.#options;
    const { requestId } = call;
    return {
      ...scope,
      requestId,
      records: records.in(scope),
      clock,
      logger,
      health,
      localAuthority,
      metrics,
      logs,
      queries: this.#queries,
      tails: this.#tails,
      ...(restDataPlane === undefined ? {} : { restDataPlane }),
      later,
    };
  }

  /** Other emulators' users expect an access key id of 12 digits to name the account. */
  #scopeOf(call: OperationCall): Scope {
    const { accessKeyId = "", region } = call;
    return {
      account: /^\d{12}$/.test(accessKeyId) ? accessKeyId : this.#options.account,
      region: region ?? this.#options.region,
    };
  }
}
