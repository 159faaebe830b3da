import { createSecureContext } from "node:tls";
import { expect, test } from "vitest";
import {
  DEFAULT_TLS_POLICY_NAME,
  TLS_POLICIES,
  findTlsPolicy,
  tlsPolicySnapshot,
} from "./tls-policies.ts";

test("TLS_POLICIES has no name twice and no cipher twice within a policy", () => {
  expect(new Set(TLS_POLICIES.map((policy) => policy.name)).size).toBe(TLS_POLICIES.length);
  for (const policy of TLS_POLICIES) {
    expect(new Set(policy.ciphers).size, policy.name).toBe(policy.ciphers.length);
  }
});

test("TLS_POLICIES offers TLS 1.3 ciphers exactly where it offers TLS 1.3", () => {
  for (const policy of TLS_POLICIES) {
    const has13Ciphers = policy.ciphers.some((cipher) => cipher.startsWith("TLS_"));
    expect(has13Ciphers, policy.name).toBe(policy.protocols.includes("TLSv1.3"));
    const has12Ciphers = policy.ciphers.some((cipher) => !cipher.startsWith("TLS_"));
    expect(has12Ciphers, policy.name).toBe(policy.protocols.includes("TLSv1.2"));
  }
});

test("findTlsPolicy() knows the default policy and its 18 ciphers", () => {
  const policy = findTlsPolicy(DEFAULT_TLS_POLICY_NAME);
  expect(policy?.protocols).toEqual(["TLSv1", "TLSv1.1", "TLSv1.2"]);
  expect(policy?.ciphers).toHaveLength(18);
  expect(policy?.ciphers[0]).toBe("ECDHE-ECDSA-AES128-GCM-SHA256");
  expect(findTlsPolicy("ELBSecurityPolicy-Unknown")).toBeUndefined();
});

test("tlsPolicySnapshot() gives bounds and ciphers that node:tls takes", () => {
  for (const { name } of TLS_POLICIES) {
    const snapshot = tlsPolicySnapshot(name);
    expect(snapshot?.name).toBe(name);
    expect(() =>
      createSecureContext({
        ciphers: snapshot?.ciphers,
        minVersion: snapshot?.minVersion,
        maxVersion: snapshot?.maxVersion,
      }),
    ).not.toThrow();
  }
  expect(tlsPolicySnapshot("ELBSecurityPolicy-TLS13-1-2-2021-06")).toMatchObject({
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.3",
  });
  expect(tlsPolicySnapshot("nothing")).toBeUndefined();
});
