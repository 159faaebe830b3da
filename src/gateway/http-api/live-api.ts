// The stages of one API that serve requests.
import type { LiveStage } from "./live-stage.ts";

export const DEFAULT_STAGE_NAME = "$default";

export class LiveApi {
  readonly #named = new Map<string, LiveStage>();
  #default: LiveStage | null = null;

  get stageCount(): number {
    return this.#named.size + (this.#default === null ? 0 : 1);
  }

  stage(name: string): LiveStage | null {
    return name === DEFAULT_STAGE_NAME ? this.#default : (this.#named.get(name) ?? null);
  }

  get defaultStage(): LiveStage | null {
    return this.#default;
  }

  /** For journeys: what there was to choose from. */
  stageNames(): string[] {
    return [...(this.#default === null ? [] : [DEFAULT_STAGE_NAME]), ...this.#named.keys()];
  }

  /** Whether a path's first segment can name a stage at all. */
  get hasNamedStages(): boolean {
    return this.#named.size > 0;
  }

  set(name: string, stage: LiveStage): void {
    if (name === DEFAULT_STAGE_NAME) this.#default = stage;
    else this.#named.set(name, stage);
  }

  delete(name: string): void {
    if (name === DEFAULT_STAGE_NAME) this.#default = null;
    else this.#named.delete(name);
  }
}
