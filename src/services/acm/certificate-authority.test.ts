import { X509Certificate } from "node:crypto";
import { connect, createServer, type TLSSocket } from "node:tls";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createCertificateAuthority, type AuthorityRoot } from "./certificate-authority.ts";

function memoryStorage() {
  let kept: AuthorityRoot | undefined;
  return {
    saves: 0,
    load: () => kept,
    save(root: AuthorityRoot) {
      kept = root;
      this.saves++;
    },
  };
}

test.for(["RSA_2048", "EC_prime256v1", "EC_secp384r1"])(
  "issue() makes a %s certificate that a TLS client accepts by the authority's root",
  async (algorithm) => {
    const authority = createCertificateAuthority(memoryStorage());
    const issued = await authority.issue(["*.api.example", "api.example", "127.0.0.1"], algorithm);
    const server = createServer({
      cert: issued.certificatePem + issued.chainPem,
      key: issued.privateKeyPem,
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const client: TLSSocket = connect({
      host: "127.0.0.1",
      port: (server.address() as AddressInfo).port,
      servername: "v1.api.example",
      ca: await authority.certificatePem(),
    });
    await once(client, "secureConnect");
    expect(client.authorized).toBe(true);
    client.destroy();
    server.close();
  },
);

test("issue() names all subjects and is signed by the root", async () => {
  const authority = createCertificateAuthority(memoryStorage());
  const issued = await authority.issue(["a.example", "b.example"], "EC_prime256v1");
  const leaf = new X509Certificate(issued.certificatePem);
  const root = new X509Certificate(await authority.certificatePem());
  expect(leaf.subjectAltName).toBe("DNS:a.example, DNS:b.example");
  expect(leaf.subject).toBe("CN=a.example");
  expect(leaf.checkIssued(root)).toBe(true);
  expect(leaf.verify(root.publicKey)).toBe(true);
});

test("createCertificateAuthority() makes its root once and finds it again", async () => {
  const storage = memoryStorage();
  const first = createCertificateAuthority(storage);
  const [a, b] = await Promise.all([first.certificatePem(), first.certificatePem()]);
  const second = await createCertificateAuthority(storage).certificatePem();
  expect(a).toBe(b);
  expect(second).toBe(a);
  expect(storage.saves).toBe(1);
});

test("issue() refuses an algorithm it does not know", async () => {
  const authority = createCertificateAuthority(memoryStorage());
  await expect(authority.issue(["a.example"], "DSA_1024")).rejects.toThrow(/DSA_1024/);
});
