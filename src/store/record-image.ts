// All records in memory, as an immutable image: a commit makes a new image that shares what did not change, so
// a reader keeps a consistent state for as long as it holds one, and nobody waits for anybody. A bucket holds the
// records of one kind, account and region in order of id; only buckets that a commit touches are copied.
import {
  MACHINE_SCOPE,
  type RecordBodies,
  type RecordKind,
  type Scope,
  type StoredRecord,
} from "./records.ts";

interface Bucket {
  /** In ascending order. */
  readonly ids: readonly string[];
  readonly records: ReadonlyMap<string, StoredRecord>;
}

const EMPTY_BUCKET: Bucket = { ids: [], records: new Map() };

/** A record to write, or a deletion when `body` is null. */
export interface RecordWrite {
  readonly kind: RecordKind;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly body: RecordBodies[RecordKind] | null;
}

export function bucketKey(kind: RecordKind, scope: Scope): string {
  return `${kind}\n${scope.account}\n${scope.region}`;
}

/** Index of the first id that is not less than `id`. */
function lowerBound(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] as string) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class RecordImage {
  readonly #buckets: ReadonlyMap<string, Bucket>;

  constructor(buckets: ReadonlyMap<string, Bucket> = new Map()) {
    this.#buckets = buckets;
  }

  get(kind: RecordKind, scope: Scope, id: string): StoredRecord | undefined {
    return this.#buckets.get(bucketKey(kind, scope))?.records.get(id);
  }

  /** Records whose id begins with `idPrefix`, in order of id. */
  list(kind: RecordKind, scope: Scope, idPrefix: string): StoredRecord[] {
    const bucket = this.#buckets.get(bucketKey(kind, scope)) ?? EMPTY_BUCKET;
    const found: StoredRecord[] = [];
    for (let i = lowerBound(bucket.ids, idPrefix); i < bucket.ids.length; i++) {
      const id = bucket.ids[i] as string;
      if (!id.startsWith(idPrefix)) break;
      found.push(bucket.records.get(id) as StoredRecord);
    }
    return found;
  }

  /** Every record of the kind, in all accounts and regions. */
  all(kind: RecordKind): StoredRecord[] {
    const found: StoredRecord[] = [];
    for (const [key, bucket] of this.#buckets) {
      if (key.startsWith(`${kind}\n`)) found.push(...bucket.records.values());
    }
    return found;
  }

  /** Every account and region with a record, the machine's own left out. */
  scopes(): Scope[] {
    const found = new Map<string, Scope>();
    for (const [key, { ids }] of this.#buckets) {
      const [, account = "", region = ""] = key.split("\n");
      if (ids.length > 0 && account !== MACHINE_SCOPE.account) {
        found.set(`${account}\n${region}`, { account, region });
      }
    }
    return [...found.values()];
  }

  /** The image after these writes. */
  with(writes: Iterable<RecordWrite>): RecordImage {
    const buckets = new Map(this.#buckets);
    for (const [key, bucketWrites] of groupByBucket(writes)) {
      buckets.set(key, writeBucket(buckets.get(key) ?? EMPTY_BUCKET, bucketWrites));
    }
    return new RecordImage(buckets);
  }
}

function groupByBucket(writes: Iterable<RecordWrite>): Map<string, RecordWrite[]> {
  const groups = new Map<string, RecordWrite[]>();
  for (const write of writes) {
    const key = bucketKey(write.kind, write);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [write]);
    else group.push(write);
  }
  return groups;
}

function writeBucket(bucket: Bucket, writes: readonly RecordWrite[]): Bucket {
  const records = new Map(bucket.records);
  const ids = bucket.ids.slice();
  let sorted = true;
  for (const { kind, account, region, id, body } of writes) {
    const existed = records.has(id);
    if (body === null) {
      if (existed) ids.splice(sorted ? lowerBound(ids, id) : ids.indexOf(id), 1);
      records.delete(id);
      continue;
    }
    records.set(id, Object.freeze({ kind, account, region, id, body }));
    if (existed) continue;
    if (sorted && writes.length < BULK_WRITES) ids.splice(lowerBound(ids, id), 0, id);
    else {
      ids.push(id);
      sorted = false;
    }
  }
  if (!sorted) ids.sort((a, b) => (a < b ? -1 : 1));
  return { ids, records };
}

/** From here on sorting once is cheaper than inserting one by one. */
const BULK_WRITES = 64;
