// Chains of every kind that people import, made on the spot.
import { expect, test } from "vitest";
import { publicRootPems } from "../../wire/tls/public-roots.ts";
import { ChainTrust } from "./chain-trust.ts";
import { issueChainLink, type ChainLink } from "./source-fixtures.ts";

const NOW_MS = Date.parse("2026-06-01T00:00:00Z");
const NONE = () => [];

function judge(trusted: readonly ChainLink[], chain: readonly ChainLink[]) {
  const trust = new ChainTrust(
    trusted.map(({ pem }) => pem),
    NONE,
  );
  return trust.judge(chain.map(({ pem }) => pem).join("\n"), NOW_MS);
}

test("judge() trusts what a trusted authority signed, and through intermediates", async () => {
  const root = await issueChainLink({ name: "Root", isAuthority: true });
  const middle = await issueChainLink({ name: "Middle", isAuthority: true, issuer: root });
  const direct = await issueChainLink({ name: "direct.example.com", issuer: root });
  const leaf = await issueChainLink({ name: "leaf.example.com", issuer: middle });
  const trusted = { isTrusted: true, distrust: "" };
  expect(judge([root], [direct])).toEqual(trusted);
  expect(judge([root], [leaf, middle])).toEqual(trusted);
  expect(judge([root], [leaf, middle, root])).toEqual(trusted);
  // Trusted intermediates help along, but are no end.
  expect(judge([root, middle], [leaf])).toEqual(trusted);
  expect(judge([middle], [leaf]).isTrusted).toBe(false);
});

test("judge() says that an intermediate certificate is missing", async () => {
  const root = await issueChainLink({ name: "Root", isAuthority: true });
  const middle = await issueChainLink({ name: "Middle", isAuthority: true, issuer: root });
  const leaf = await issueChainLink({ name: "leaf.example.com", issuer: middle });
  const { isTrusted, distrust } = judge([root], [leaf]);
  expect(isTrusted).toBe(false);
  expect(distrust).toContain("it was issued by CN=Middle");
  expect(distrust).toContain("no intermediate certificate that leads to one comes with it");
});

test("judge() tells self-signed certificates from those of an unknown authority", async () => {
  const root = await issueChainLink({ name: "Root", isAuthority: true });
  const unknown = await issueChainLink({ name: "Unknown", isAuthority: true });
  const self = await issueChainLink({ name: "self.example.com" });
  const leaf = await issueChainLink({ name: "leaf.example.com", issuer: unknown });
  expect(judge([root], [self]).distrust).toBe("it is self-signed");
  expect(judge([root], [leaf, unknown]).distrust).toBe(
    "its chain leads to CN=Unknown, which is not a trusted authority",
  );
  // Trusted itself, a self-signed certificate will do.
  expect(judge([self], [self]).isTrusted).toBe(true);
});

test("judge() takes no authority for another of the same name", async () => {
  const root = await issueChainLink({ name: "Root", isAuthority: true });
  const impostor = await issueChainLink({ name: "Root", isAuthority: true });
  const leaf = await issueChainLink({ name: "leaf.example.com", issuer: impostor });
  expect(judge([root], [leaf]).isTrusted).toBe(false);
});

test("judge() takes a certificate that is no authority's for no issuer", async () => {
  const root = await issueChainLink({ name: "Root", isAuthority: true });
  const plain = await issueChainLink({ name: "plain.example.com", issuer: root });
  const leaf = await issueChainLink({ name: "leaf.example.com", issuer: plain });
  expect(judge([root], [leaf, plain]).isTrusted).toBe(false);
});

test("judge() looks at validity, of the certificate and of its issuers", async () => {
  const root = await issueChainLink({ name: "Root", isAuthority: true });
  const expired = await issueChainLink({
    name: "expired.example.com",
    issuer: root,
    notAfter: new Date("2026-05-01T00:00:00Z"),
  });
  const early = await issueChainLink({
    name: "early.example.com",
    issuer: root,
    notBefore: new Date("2026-07-01T00:00:00Z"),
  });
  const middle = await issueChainLink({
    name: "Middle",
    isAuthority: true,
    issuer: root,
    notAfter: new Date("2026-05-01T00:00:00Z"),
  });
  const leaf = await issueChainLink({ name: "leaf.example.com", issuer: middle });
  expect(judge([root], [expired]).distrust).toBe("it expired on 2026-05-01T00:00:00.000Z");
  expect(judge([root], [early]).distrust).toBe("it is not valid before 2026-07-01T00:00:00.000Z");
  expect(judge([root], [leaf, middle]).distrust).toBe(
    "the certificate of its issuer CN=Middle expired on 2026-05-01T00:00:00.000Z",
  );
});

test("judge() reads public roots only when the others do not do", async () => {
  const root = await issueChainLink({ name: "Root", isAuthority: true });
  const leaf = await issueChainLink({ name: "leaf.example.com", issuer: root });
  let reads = 0;
  const publicRoots = () => {
    reads += 1;
    return [root.pem];
  };
  expect(new ChainTrust([root.pem], publicRoots).judge(leaf.pem, NOW_MS).isTrusted).toBe(true);
  expect(reads).toBe(0);
  const trust = new ChainTrust([], publicRoots);
  expect(trust.judge(leaf.pem, NOW_MS).isTrusted).toBe(true);
  expect(trust.judge(leaf.pem, NOW_MS).isTrusted).toBe(true);
  expect(reads).toBe(1);
});

test("judge() trusts the public roots that come with Node", () => {
  const trust = new ChainTrust([], publicRootPems);
  const valid = publicRootPems().filter((pem) => trust.judge(pem, NOW_MS).isTrusted === true);
  expect(valid.length).toBeGreaterThan(100);
});

test("judge() cannot tell of what is no certificate", () => {
  const trust = new ChainTrust(["nonsense"], NONE);
  expect(trust.judge("", NOW_MS)).toEqual({ isTrusted: null, distrust: "" });
  const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
  expect(trust.judge(broken, NOW_MS)).toEqual({ isTrusted: null, distrust: "" });
});
