// Which cells belong to which stage, and to which route or method of it: two look-ups by strings that a request has
// already. Cells are made when a stage is published or first gets traffic, and retired when it is gone.
import type { CellSet } from "./cell-set.ts";

interface CountedSet extends CellSet {
  readonly requestCount: { readonly minuteSum: number; readonly pending: number };
}

/** A stage's own cells and those of its routes or methods. */
export class StageCells<C extends CountedSet> {
  readonly own: C;
  /** By route key, or by resource path and then method. */
  readonly parts = new Map<string, Map<string, C>>();
  /** A snapshot of the stage was published. */
  isPublished = false;

  constructor(own: C) {
    this.own = own;
  }

  findPart(name: string, method: string): C | undefined {
    return this.parts.get(name)?.get(method);
  }

  addPart(name: string, method: string, cells: C): void {
    let byMethod = this.parts.get(name);
    if (byMethod === undefined) {
      byMethod = new Map();
      this.parts.set(name, byMethod);
    }
    byMethod.set(method, cells);
  }

  /** Retires the parts whose names are no longer there. */
  keepParts(names: ReadonlySet<string>): void {
    for (const [name, byMethod] of this.parts) {
      if (names.has(name)) continue;
      for (const cells of byMethod.values()) cells.retire();
      this.parts.delete(name);
    }
  }

  retire(): void {
    this.keepParts(new Set());
    this.own.retire();
  }
}

/** All stages of APIs of one kind. */
export class StageTable<C extends CountedSet> {
  readonly #apis = new Map<string, Map<string, StageCells<C>>>();

  find(apiId: string, stageName: string): StageCells<C> | undefined {
    return this.#apis.get(apiId)?.get(stageName);
  }

  add(apiId: string, stageName: string, stage: StageCells<C>): void {
    let stages = this.#apis.get(apiId);
    if (stages === undefined) {
      stages = new Map();
      this.#apis.set(apiId, stages);
    }
    stages.set(stageName, stage);
  }

  remove(apiId: string, stageName: string): void {
    const stages = this.#apis.get(apiId);
    stages?.get(stageName)?.retire();
    stages?.delete(stageName);
    if (stages?.size === 0) this.#apis.delete(apiId);
  }

  /** Retires stages that are not published and had no request this minute: their last requests outlived them. */
  sweep(): void {
    for (const [apiId, stages] of this.#apis) {
      for (const [stageName, { own, isPublished }] of stages) {
        const { minuteSum, pending } = own.requestCount;
        if (!isPublished && minuteSum + pending === 0) this.remove(apiId, stageName);
      }
    }
  }
}
