// The caches of stages: answers of methods by what their cacheKeyParameters say, for their time to live. As large as
// the stage's cache cluster, all of them together as large as this process can spare; what was used least recently
// goes first. A cluster takes minutes to come up at AWS and none here.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
import type { RestApiStageSnapshot, RestMethodSnapshot } from "../../store/snapshots.ts";
import type { AnswerCache, CachedAnswer, RestMappingView } from "../rest-api/mapping-functions.ts";
import { readSource } from "../mapping/rest-parameter-mapping.ts";

/** AWS's limit of one answer. */
export const CACHED_ANSWER_BYTES_MAX = 1_048_576;
/** Of all caches in this process together. */
export const CACHE_BYTES_MAX = 128 * 1024 * 1024;
/** What an answer costs beside its bytes. */
const ANSWER_OVERHEAD_BYTES = 512;
const GIGABYTE = 1024 ** 3;
/** Longer keys are not worth the memory; the request is answered without the cache. */
const KEY_LENGTH_MAX = 16_384;

interface Entry {
  readonly answer: CachedAnswer;
  readonly bytes: number;
  readonly expiresAtMs: number;
}

interface StageCache {
  /** In order of use, the longest unused first. */
  readonly entries: Map<string, Entry>;
  bytes: number;
  bytesMax: number;
}

/** Between the parts of a key; header fields, paths and decoded queries are length-prefixed, so it needs no escape. */
const SEPARATOR = "\n";

export class ResponseCache implements AnswerCache {
  readonly #bytesMax: number;
  /** By "ApiId/StageName", the longest unused first. */
  readonly #stages = new Map<string, StageCache>();
  #bytes = 0;

  constructor(bytesMax = CACHE_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  keyOf(
    stage: RestApiStageSnapshot,
    method: RestMethodSnapshot,
    view: RestMappingView,
  ): string | null {
    const { integration } = method;
    if (integration === null) return null;
    // [I] Of a method for any, GET is what is cached.
    if (method.httpMethod === "ANY" && view.context.method !== "GET") return null;
    const stageKey = `${stage.apiId}/${stage.stageName}`;
    const namespace =
      integration.cacheNamespace === "" ? method.resourceId : integration.cacheNamespace;
    let key = `${stageKey}${SEPARATOR}${namespace}${SEPARATOR}${view.context.method}`;
    for (const parameter of integration.cacheKeyParameters) {
      const source = parameter.startsWith("integration.request.")
        ? (integration.requestParameters[parameter] ?? "")
        : parameter;
      const values = readSource(source, view) ?? [];
      key += `${SEPARATOR}${values.length}`;
      for (const value of values) key += `,${value.length}:${value}`;
    }
    if (key.length > KEY_LENGTH_MAX) return null;
    const bytesMax = Math.min(this.#bytesMax, Number(stage.cacheSize) * GIGABYTE);
    this.#stage(stageKey).bytesMax = Number.isNaN(bytesMax) ? this.#bytesMax : bytesMax;
    return key;
  }

  get(key: string, nowMs: number): CachedAnswer | undefined {
    const stage = this.#stages.get(stageKeyOf(key));
    const entry = stage?.entries.get(key);
    if (stage === undefined || entry === undefined) return undefined;
    this.#remove(stage, key, entry);
    if (entry.expiresAtMs <= nowMs) return undefined;
    this.#add(stage, key, entry);
    return entry.answer;
  }

  put(key: string, answer: CachedAnswer, expiresAtMs: number): void {
    const bytes = sizeOf(answer);
    if (bytes > CACHED_ANSWER_BYTES_MAX) return;
    const stage = this.#stage(stageKeyOf(key));
    const before = stage.entries.get(key);
    if (before !== undefined) this.#remove(stage, key, before);
    const entry = { answer, bytes: bytes + ANSWER_OVERHEAD_BYTES + key.length * 2, expiresAtMs };
    if (entry.bytes > Math.min(stage.bytesMax, this.#bytesMax)) return;
    while (stage.bytes + entry.bytes > stage.bytesMax) this.#removeOldest(stage);
    // What is over all stages goes where it was put the longest ago.
    for (const other of this.#stages.values()) {
      while (other.entries.size > 0 && this.#bytes + entry.bytes > this.#bytesMax) {
        this.#removeOldest(other);
      }
    }
    this.#add(stage, key, entry);
  }

  invalidate(key: string): void {
    const stage = this.#stages.get(stageKeyOf(key));
    const entry = stage?.entries.get(key);
    if (stage !== undefined && entry !== undefined) this.#remove(stage, key, entry);
  }

  flush(apiId: string, stageName: string): void {
    const stageKey = `${apiId}/${stageName}`;
    this.#bytes -= this.#stages.get(stageKey)?.bytes ?? 0;
    this.#stages.delete(stageKey);
  }

  #stage(stageKey: string): StageCache {
    const known = this.#stages.get(stageKey);
    if (known !== undefined) return known;
    const stage = { entries: new Map<string, Entry>(), bytes: 0, bytesMax: this.#bytesMax };
    this.#stages.set(stageKey, stage);
    return stage;
  }

  #add(stage: StageCache, key: string, entry: Entry): void {
    stage.entries.set(key, entry);
    stage.bytes += entry.bytes;
    this.#bytes += entry.bytes;
  }

  #remove(stage: StageCache, key: string, entry: Entry): void {
    stage.entries.delete(key);
    stage.bytes -= entry.bytes;
    this.#bytes -= entry.bytes;
  }

  #removeOldest(stage: StageCache): void {
    for (const [key, entry] of stage.entries) {
      this.#remove(stage, key, entry);
      return;
    }
  }
}

function stageKeyOf(key: string): string {
  return key.slice(0, key.indexOf(SEPARATOR));
}

function sizeOf({ fields, body }: CachedAnswer): number {
  let bytes = body.length;
  for (const [name, value] of fields) bytes += name.length + value.length;
  return bytes;
}
