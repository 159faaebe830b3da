// Joins the doctor to a running Postern: it examines the local store and what the telemetry has seen, and mends through
// this Postern's own AWS APIs. Nothing of it is loaded before somebody asks, so that a start does not pay for it.
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "./base/clock.ts";
import type { AwsCaller } from "./doctor/fixing/aws-caller.ts";
import type { DoctorSource } from "./doctor/doctor-source.ts";
import type { AwsClients } from "./doctor/sources/aws-clients.ts";
import type { DoctorActions } from "./edge/doctor-routes.ts";
import type { JourneyActions } from "./edge/journey-routes.ts";
import type { HealthBoard } from "./store/health-board.ts";
import type { MetricStore } from "./store/metric-store.ts";
import { MACHINE_SCOPE, type Scope } from "./store/records.ts";
import type { Store } from "./store/store.ts";
import { ANY_JOURNEY } from "./telemetry/journeys/journey-query.ts";
import type { Journey } from "./telemetry/journeys/journey.ts";

export interface LocalDoctorParts {
  readonly store: Store;
  readonly health: HealthBoard;
  readonly clock: Clock;
  /** Account and region that are examined. */
  readonly scope: Scope;
  readonly metrics: MetricStore;
  readonly journeys: Pick<JourneyActions, "find" | "findByRequestId" | "list">;
  /** What private hops trust beside the public roots; read when it is needed, for the local authority joins late. */
  readonly trustedCas: readonly string[];
  /** http://127.0.0.1:4566; asked for when the edge listens. */
  readonly url: () => string;
}

/** The doctor of one Postern. */
export class LocalDoctor implements DoctorActions {
  readonly #parts: LocalDoctorParts;
  #loading: Promise<DoctorActions> | null = null;
  #clients: Promise<AwsClients> | null = null;

  constructor(parts: LocalDoctorParts) {
    this.#parts = parts;
  }

  async examine(apiId: string | null): Promise<unknown> {
    return (await this.#actions()).examine(apiId);
  }

  async explain(id: string): ReturnType<DoctorActions["explain"]> {
    return (await this.#actions()).explain(id);
  }

  async fix(request: Parameters<DoctorActions["fix"]>[0]): ReturnType<DoctorActions["fix"]> {
    return (await this.#actions()).fix(request);
  }

  async close(): Promise<void> {
    (await this.#clients)?.close();
  }

  #actions(): Promise<DoctorActions> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<DoctorActions> {
    const { createDoctorActions } = await import("./doctor/doctor-actions.ts");
    return createDoctorActions({
      source: this.#source(),
      nowMs: () => this.#parts.clock.nowMs(),
      pause: (durationMs) => delay(durationMs),
      findJourney: async (id) => {
        const { journeys } = this.#parts;
        return (await journeys.find(id)) ?? journeys.findByRequestId(id);
      },
    });
  }

  #source(): DoctorSource {
    const { store, health, scope, clock, metrics, trustedCas, url } = this.#parts;
    return {
      caller: this.#caller(),
      async readInventory() {
        const { readStoreInventory } = await import("./doctor/sources/store-source.ts");
        const name = `Postern at ${url()}`;
        const options = { scope, health, nowMs: clock.nowMs(), trustedCas, name };
        return store.read((records) => readStoreInventory(records, options));
      },
      gatherEvidence: async (inventory) => {
        const { gatherStoreEvidence } = await import("./doctor/sources/evidence-source.ts");
        const instances = await store.read((records) => records.in(MACHINE_SCOPE).list("instance"));
        const seen = {
          scope,
          metrics,
          failedJourneys: (sinceMs: number, countMax: number) =>
            this.#failedJourneys(sinceMs, countMax),
          instances: Object.fromEntries(instances.map(({ id, body }) => [id, body.address])),
        };
        const options = { nowMs: clock.nowMs(), probes: true };
        return { evidence: await gatherStoreEvidence(inventory, seen, options), unreadable: [] };
      },
    };
  }

  async #failedJourneys(sinceMs: number, limit: number): Promise<readonly Journey[]> {
    const { journeys } = this.#parts;
    const listed = await journeys.list({ ...ANY_JOURNEY, failed: true, sinceMs, limit });
    const found = await Promise.all(listed.map(({ id }) => journeys.find(id)));
    return found.filter((journey) => journey !== undefined);
  }

  #caller(): AwsCaller {
    return {
      call: async (service, operation, input) => {
        const { createAwsCaller } = await import("./doctor/fixing/aws-caller.ts");
        this.#clients ??= this.#openClients();
        return createAwsCaller(await this.#clients).call(service, operation, input);
      },
    };
  }

  async #openClients(): Promise<AwsClients> {
    const { createAwsClients } = await import("./doctor/sources/aws-clients.ts");
    return createAwsClients({
      endpoint: this.#parts.url(),
      region: this.#parts.scope.region,
      profile: null,
      // This Postern takes any; the environment's are for somebody else.
      credentials: { accessKeyId: "postern", secretAccessKey: "postern" },
    });
  }
}
