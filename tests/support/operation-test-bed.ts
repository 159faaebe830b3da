// Runs operations as the control plane does, each in a transaction of its own, without protocol or socket: for tests
// beside the operations. Time stands still until a test moves it.
import { FakeClock } from "../../src/base/fake-clock.ts";
import { silentLogger, type Logger } from "../../src/base/logger.ts";
import { createCertificateAuthority } from "../../src/services/acm/certificate-authority.ts";
import type { RestDataPlane } from "../../src/services/apigateway/data-plane-functions.ts";
import { createDefaultNetwork } from "../../src/services/ec2/default-network.ts";
import { LiveTailSessions } from "../../src/services/logs/live-tail-sessions.ts";
import { RunningQueries } from "../../src/services/logs/running-queries.ts";
import type { LaterWork, OperationContext } from "../../src/services/operation-context.ts";
import { HealthBoard } from "../../src/store/health-board.ts";
import { createMemoryStore } from "../../src/store/memory-store.ts";
import type { Scope } from "../../src/store/records.ts";
import type { ScopedRecords } from "../../src/store/store.ts";
import { openTelemetryStore } from "../../src/telemetry/database/open-telemetry-store.ts";

const SCOPE: Scope = { account: "123456789012", region: "eu-central-1" };

export class OperationTestBed {
  readonly scope = SCOPE;
  readonly clock = new FakeClock();
  readonly store = createMemoryStore();
  readonly health = new HealthBoard();
  /** What operations of REST APIs ask of the data plane, where a test has one. */
  restDataPlane: RestDataPlane | undefined = undefined;
  /** Messages of all warnings so far. */
  readonly warnings: string[] = [];
  readonly #logger: Logger = { ...silentLogger, warn: (message) => this.warnings.push(message) };
  /** Logs and metrics, in memory and in this thread; its time is the bed's. */
  readonly telemetry = openTelemetryStore({
    directory: null,
    clock: this.clock,
    logger: this.#logger,
    runsInProcess: true,
  });
  readonly #queries = new RunningQueries();
  readonly #later: Promise<void>[] = [];

  /** What the operation answers; a rejection has changed nothing. */
  async run<Input, Output>(
    operation: (input: Input, context: OperationContext) => Output | Promise<Output>,
    input: Input,
  ): Promise<Output> {
    const scheduled: { delayMs: number; work: LaterWork }[] = [];
    const output = await this.store.transaction(async (records) =>
      operation(
        input,
        this.#context(records.in(SCOPE), (delayMs, work) => scheduled.push({ delayMs, work })),
      ),
    );
    for (const { delayMs, work } of scheduled) {
      this.clock.after(delayMs, () => {
        this.#later.push(this.store.transaction((records) => work(records.in(SCOPE))));
      });
    }
    return output;
  }

  /** Name and message of the error that the operation answers. */
  async refusal<Input>(
    operation: (input: Input, context: OperationContext) => unknown,
    input: Input,
  ): Promise<[name: string, message: string]> {
    let answer: unknown;
    try {
      answer = await this.run(operation, input);
    } catch (error) {
      if (error instanceof Error) return [error.name, error.message];
      throw error;
    }
    throw new Error(`Cannot refuse: the operation answered ${JSON.stringify(answer)}`);
  }

  /** Moves time on and waits for what operations had scheduled until then. */
  async advance(durationMs: number): Promise<void> {
    this.clock.advance(durationMs);
    await Promise.all(this.#later.splice(0));
  }

  /** Reads or writes records past the operations. */
  records<T>(work: (records: ScopedRecords) => Promise<T>): Promise<T> {
    return this.store.transaction((records) => work(records.in(SCOPE)));
  }

  /** Makes the default VPC; answers its id, its subnets' ids and its default security group's. */
  defaultNetwork(): Promise<{ vpcId: string; subnetIds: string[]; securityGroupId: string }> {
    return this.records(async (records) => {
      createDefaultNetwork(records);
      const [vpcs, subnets, groups] = await Promise.all([
        records.list("vpc"),
        records.list("subnet"),
        records.list("security-group"),
      ]);
      return {
        vpcId: vpcs[0]?.id ?? "",
        subnetIds: subnets.map((record) => record.id),
        securityGroupId: groups[0]?.id ?? "",
      };
    });
  }

  #context(records: ScopedRecords, later: OperationContext["later"]): OperationContext {
    return {
      ...SCOPE,
      requestId: "00000000-0000-4000-8000-000000000000",
      records,
      clock: this.clock,
      logger: this.#logger,
      health: this.health,
      localAuthority: createCertificateAuthority({ load: () => undefined, save: () => {} }),
      metrics: this.telemetry.metrics,
      logs: this.telemetry.logs,
      queries: this.#queries,
      tails: new LiveTailSessions(),
      ...(this.restDataPlane === undefined ? {} : { restDataPlane: this.restDataPlane }),
      later,
    };
  }
}
