import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeBody, encodeBody } from "./compression.ts";

const BODY = Buffer.from("hello ".repeat(100));
const MAX = 10_000;

describe(decodeBody, () => {
  it.for([
    ["gzip", gzipSync(BODY)],
    ["x-gzip", gzipSync(BODY)],
    ["deflate", deflateSync(BODY)],
    ["deflate", deflateRawSync(BODY)],
    ["identity", BODY],
    ["GZIP ", gzipSync(BODY)],
    ["deflate, gzip", gzipSync(deflateSync(BODY))],
  ] as const)("undoes %s", ([coding, encoded]) => {
    expect(decodeBody(encoded, coding, MAX)).toEqual(BODY);
  });

  it("refuses codings that it does not know, bodies that are not in them and too many", () => {
    expect(decodeBody(BODY, "br", MAX)).toBeNull();
    expect(decodeBody(BODY, "gzip", MAX)).toBeNull();
    expect(decodeBody(gzipSync(BODY).subarray(0, 20), "gzip", MAX)).toBeNull();
    expect(decodeBody(gzipSync(BODY), "gzip, gzip, gzip", MAX)).toBeNull();
  });

  it("refuses a body that becomes too large", () => {
    const bomb = gzipSync(Buffer.alloc(MAX + 1));
    expect(bomb.length).toBeLessThan(100);
    expect(decodeBody(bomb, "gzip", MAX)).toBeNull();
  });
});

describe(encodeBody, () => {
  it("takes the coding the client prefers, gzip where it does not", () => {
    expect(gunzipSync(encodeBody(BODY, "gzip, deflate")?.body ?? "")).toEqual(BODY);
    const preferred = encodeBody(BODY, "gzip;q=0.5, deflate");
    expect(preferred?.coding).toBe("deflate");
    expect(inflateSync(preferred?.body ?? "")).toEqual(BODY);
  });

  it.for(["", "identity", "*", "br", "gzip;q=0", "gzip;q=x"])("leaves it for %j", (accept) => {
    expect(encodeBody(BODY, accept)).toBeNull();
  });
});
