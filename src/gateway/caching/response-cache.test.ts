import { describe, expect, it } from "vitest";
import type { RestApiStageSnapshot, RestMethodSnapshot } from "../../store/snapshots.ts";
import { viewOf, type ViewInput } from "../mapping/template-fixtures.ts";
import type { CachedAnswer } from "../rest-api/mapping-functions.ts";
import { CACHED_ANSWER_BYTES_MAX, ResponseCache } from "./response-cache.ts";

const STAGE = { apiId: "api", stageName: "prod", cacheSize: "0.5" } as RestApiStageSnapshot;

function method(cacheKeyParameters: readonly string[], cacheNamespace = "r1"): RestMethodSnapshot {
  const requestParameters = { "integration.request.header.X": "method.request.header.H" };
  const integration = { cacheNamespace, cacheKeyParameters, requestParameters };
  return { resourceId: "r1", integration } as unknown as RestMethodSnapshot;
}

function keyOf(cache: ResponseCache, parameters: readonly string[], input: ViewInput): string {
  return cache.keyOf(STAGE, method(parameters), viewOf(input)) ?? "";
}

function answer(size: number): CachedAnswer {
  return { status: 200, fields: [["Content-Type", "text/plain"]], body: Buffer.alloc(size) };
}

describe("ResponseCache.keyOf()", () => {
  const cache = new ResponseCache();
  const PARAMETERS = ["method.request.querystring.q", "method.request.path.id"];

  it("tells apart what the key parameters say, and nothing else", () => {
    const one = keyOf(cache, PARAMETERS, { query: { q: ["1"], other: ["a"] }, path: { id: "x" } });
    const same = keyOf(cache, PARAMETERS, { query: { q: ["1"], other: ["b"] }, path: { id: "x" } });
    const other = keyOf(cache, PARAMETERS, { query: { q: ["2"] }, path: { id: "x" } });
    const none = keyOf(cache, PARAMETERS, { path: { id: "x" } });
    expect(same).toBe(one);
    expect(new Set([one, other, none]).size).toBe(3);
  });

  it("cannot be confused by values that look like parts of a key", () => {
    const first = keyOf(cache, PARAMETERS, { query: { q: ["a\n1,1:b"] }, path: { id: "c" } });
    const second = keyOf(cache, PARAMETERS, { query: { q: ["a"] }, path: { id: "b\n1,1:c" } });
    expect(first).not.toBe(second);
  });

  it("follows what the integration maps, its namespace and the method", () => {
    const mapped = ["integration.request.header.X"];
    expect(keyOf(cache, mapped, { headers: { H: ["1"] } })).not.toBe(
      keyOf(cache, mapped, { headers: { H: ["2"] } }),
    );
    const view = viewOf();
    const keys = [
      cache.keyOf(STAGE, method([]), view),
      cache.keyOf(STAGE, method([], "other"), view),
      cache.keyOf(STAGE, method([]), viewOf({ context: { method: "HEAD" } })),
    ];
    expect(new Set(keys).size).toBe(3);
  });

  it("is null for all but GET where a method is for any", () => {
    const any = { ...method([]), httpMethod: "ANY" };
    expect(cache.keyOf(STAGE, any, viewOf({ context: { method: "POST" } }))).toBeNull();
    expect(cache.keyOf(STAGE, any, viewOf())).not.toBeNull();
  });

  it("is null without an integration and for a key that is too long", () => {
    const without = { ...method([]), integration: null };
    expect(cache.keyOf(STAGE, without, viewOf())).toBeNull();
    const long = { query: { q: ["x".repeat(20_000)] } };
    expect(cache.keyOf(STAGE, method(PARAMETERS), viewOf(long))).toBeNull();
  });
});

describe(ResponseCache, () => {
  it("keeps an answer for its time to live", () => {
    const cache = new ResponseCache();
    cache.put("api/prod\na", answer(1), 1000);
    expect(cache.get("api/prod\na", 999)).toEqual(answer(1));
    expect(cache.get("api/prod\na", 1000)).toBeUndefined();
    expect(cache.get("api/prod\nb", 0)).toBeUndefined();
  });

  it("does not keep an answer that is too large", () => {
    const cache = new ResponseCache();
    cache.put("api/prod\na", answer(CACHED_ANSWER_BYTES_MAX + 1), 1000);
    expect(cache.get("api/prod\na", 0)).toBeUndefined();
  });

  it("drops what was used least recently, over all stages", () => {
    const cache = new ResponseCache(10_000);
    cache.put("api/prod\na", answer(2000), 1000);
    cache.put("api/prod\nb", answer(2000), 1000);
    cache.put("api/prod\nc", answer(2000), 1000);
    cache.get("api/prod\na", 0);
    cache.put("api/dev\nd", answer(2000), 1000);
    expect(
      ["prod\na", "prod\nb", "prod\nc", "dev\nd"].map(
        (key) => cache.get(`api/${key}`, 0) !== undefined,
      ),
    ).toEqual([true, false, true, true]);
  });

  it("is no larger than the stage's cluster", () => {
    const cache = new ResponseCache();
    const stage = { ...STAGE, cacheSize: "0.000004" };
    const keys = ["1", "2"].map(
      (q) =>
        cache.keyOf(
          stage,
          method(["method.request.querystring.q"]),
          viewOf({ query: { q: [q] } }),
        ) ?? "",
    );
    for (const key of keys) cache.put(key, answer(3000), 1000);
    expect(keys.map((key) => cache.get(key, 0) !== undefined)).toEqual([false, true]);
  });

  it("forgets one answer, and all of a stage", () => {
    const cache = new ResponseCache();
    for (const key of ["api/prod\na", "api/prod\nb", "api/dev\na"]) cache.put(key, answer(1), 1000);
    cache.invalidate("api/prod\na");
    expect(cache.get("api/prod\na", 0)).toBeUndefined();
    expect(cache.get("api/prod\nb", 0)).toBeDefined();
    cache.flush("api", "prod");
    expect(cache.get("api/prod\nb", 0)).toBeUndefined();
    expect(cache.get("api/dev\na", 0)).toBeDefined();
  });
});
