import { expect, test } from "vitest";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import { flowHash, rehash } from "./flow-hash.ts";

function connection(values: Partial<ConnectionInfo>): ConnectionInfo {
  return {
    remoteAddress: "10.0.0.1",
    remotePort: 40_000,
    localAddress: "10.0.1.1",
    localPort: 443,
    tls: null,
    identity: null,
    ...values,
  };
}

test("flowHash() is the same for the same flow", () => {
  expect(flowHash(connection({}))).toBe(flowHash(connection({})));
});

test("flowHash() depends on every part of the five-tuple", () => {
  const hashes = [
    {},
    { remoteAddress: "10.0.0.2" },
    { remotePort: 40_001 },
    { localAddress: "10.0.1.2" },
    { localPort: 444 },
  ].map((values) => flowHash(connection(values)));
  expect(new Set(hashes).size).toBe(5);
});

test.for([2, 3, 4, 7])("flowHash() spreads neighbouring ports evenly over %i targets", (count) => {
  const counts = Array.from({ length: count }, () => 0);
  const secondCounts = [...counts];
  for (let port = 40_000; port < 50_000; port++) {
    const hash = flowHash(connection({ remotePort: port }));
    expect(hash).toBeGreaterThanOrEqual(0);
    counts[hash % count]! += 1;
    secondCounts[rehash(hash) % count]! += 1;
  }
  for (const each of [...counts, ...secondCounts]) {
    expect(Math.abs(each - 10_000 / count)).toBeLessThan((10_000 / count) * 0.1);
  }
});

test("rehash() chooses independently of the hash itself", () => {
  const both = [0, 0, 0, 0];
  for (let port = 40_000; port < 44_000; port++) {
    const hash = flowHash(connection({ remotePort: port }));
    both[(hash % 2) * 2 + (rehash(hash) % 2)]! += 1;
  }
  for (const each of both) expect(Math.abs(each - 1000)).toBeLessThan(150);
});
