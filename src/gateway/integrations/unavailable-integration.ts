// An integration that cannot be called: of a kind that Postern does not have, or misconfigured. Every request to it
// gets the same failure, which says so.
import type { Failure } from "../../base/failure.ts";
import type { IntegrationSnapshot } from "../../store/snapshots.ts";
import type { Integration } from "./integration.ts";

export class UnavailableIntegration implements Integration {
  readonly snapshot: IntegrationSnapshot;
  readonly #failure: Failure;

  constructor(snapshot: IntegrationSnapshot, reason: Failure) {
    this.snapshot = snapshot;
    this.#failure = reason;
  }

  resolve(): Failure {
    return this.#failure;
  }
}
