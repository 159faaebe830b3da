import { expect, test } from "vitest";
import { type CertificateFacts, chooseCertificates, nameMatches } from "./choose-certificate.ts";

const NOW_MS = 1_000_000;

function facts(changes: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    dnsNames: ["a.test"],
    isEcdsa: false,
    keyBits: 2048,
    hashBits: 256,
    notBeforeMs: 0,
    notAfterMs: 2_000_000,
    ...changes,
  };
}

test.for([
  ["a.test", "a.test", true],
  ["*.a.test", "x.a.test", true],
  ["*.a.test", "a.test", false],
  ["*.a.test", "x.y.a.test", false],
  ["*.a.test", ".a.test", false],
  ["x*.a.test", "xy.a.test", false],
  ["*", "a", false],
] as const)("nameMatches() compares %s with %s: %s", ([pattern, name, expected]) => {
  expect(nameMatches(pattern, name)).toBe(expected);
});

test("chooseCertificates() finds none without a name or a match", () => {
  expect(chooseCertificates([facts()], "", NOW_MS)).toEqual([]);
  expect(chooseCertificates([facts()], "b.test", NOW_MS)).toEqual([]);
});

test("chooseCertificates() ignores case and a final dot", () => {
  expect(chooseCertificates([facts()], "A.TEST.", NOW_MS)).toEqual([0]);
});

test("chooseCertificates() puts ECDSA before RSA", () => {
  expect(chooseCertificates([facts(), facts({ isEcdsa: true })], "a.test", NOW_MS)).toEqual([1, 0]);
});

test.for([
  ["valid over expired", facts({ notAfterMs: 10, hashBits: 512 }), facts()],
  ["valid over not yet valid", facts({ notBeforeMs: 1_500_000 }), facts()],
  ["a stronger hash", facts({ hashBits: 128, keyBits: 4096 }), facts()],
  ["a longer key", facts({ notAfterMs: 3_000_000 }), facts({ keyBits: 4096 })],
  ["longer validity", facts(), facts({ notAfterMs: 3_000_000 })],
] as const)("chooseCertificates() prefers %s", ([, worse, better]) => {
  expect(chooseCertificates([worse, better], "a.test", NOW_MS)).toEqual([1]);
  expect(chooseCertificates([better, worse], "a.test", NOW_MS)).toEqual([0]);
});
