// TLS listeners and TLS target groups of a Network Load Balancer, and what plain HTTP on a TLS listener gets.
import tls from "node:tls";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { authorityInMemory } from "../../src/services/acm/authority-files.ts";
import { createCertificateAuthority } from "../../src/services/acm/certificate-authority.ts";
import type { IssuedCertificate } from "../../src/services/acm/local-authority.ts";
import type { CertificateSnapshot } from "../../src/store/snapshots.ts";
import { BalancerBed, GROUP } from "./balancer-bed.ts";
import { group, nlbListener, target, tlsValues, until } from "./balancer-bed.ts";
import { RawPeer, RawTarget } from "./raw-peer.ts";

let bed: BalancerBed;
let backend: RawTarget;
let issued: IssuedCertificate;
let trusted: string;

function certificate(values: Partial<CertificateSnapshot> = {}): CertificateSnapshot {
  return {
    certificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/c",
    certificateChainPem: issued.certificatePem + issued.chainPem,
    privateKeyPem: issued.privateKeyPem,
    isDefault: true,
    ...values,
  };
}

beforeEach(async () => {
  const authority = createCertificateAuthority(authorityInMemory());
  issued = await authority.issue(["nlb.example.com"], "EC_prime256v1");
  trusted = await authority.certificatePem();
  bed = new BalancerBed();
  backend = await RawTarget.start();
  bed.groups.update(GROUP, group([target(backend.port)], { protocol: "TCP" }));
  await bed.listen(nlbListener({ protocol: "TLS", port: 443, ...tlsValues(certificate()) }));
});

afterEach(async () => {
  backend.close();
  await bed.close();
});

async function connectTls(): Promise<{ peer: RawPeer; socket: tls.TLSSocket }> {
  const port = bed.directory.find("nlb-listener")?.port ?? 0;
  const socket = tls.connect({
    host: "127.0.0.1",
    port,
    servername: "nlb.example.com",
    ca: [trusted],
  });
  await once(socket, "secureConnect");
  return { peer: new RawPeer(socket), socket };
}

test("A TLS listener ends TLS and passes plain bytes to a TCP target group", async () => {
  const { peer, socket } = await connectTls();
  expect(socket.authorized).toBe(true);
  peer.send("hello");
  const served = await backend.next();
  await served.take("hello");
  served.send("world");
  await peer.take("world");
  served.socket.end();
  peer.socket.end();
  await until(() => bed.flows.length > 0);
  expect(bed.flows).toMatchObject([{ failure: null, receivedBytes: 5, sentBytes: 5 }]);
});

test("A TLS target group encrypts again, whatever certificate the target has", async () => {
  const selfSigned = await createCertificateAuthority(authorityInMemory()).issue(
    ["other.example.com"],
    "EC_prime256v1",
  );
  const server = tls.createServer(
    { cert: selfSigned.certificatePem, key: selfSigned.privateKeyPem },
    (socket) => socket.pipe(socket),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  bed.groups.update(GROUP, group([target(port)], { protocol: "TLS" }));
  const { peer } = await connectTls();
  peer.send("through two handshakes");
  expect(await peer.take("handshakes")).toBe("through two handshakes");
  peer.socket.destroy();
  server.close();
});

test("A TLS listener answers plain HTTP with the 400 page and closes", async () => {
  const client = await bed.connect();
  client.send("GET / HTTP/1.1\r\nHost: nlb.example.com\r\n\r\n");
  const answer = await client.takeAll();
  const [head = "", body] = answer.split("\r\n\r\n");
  expect(head.replace(/Date: [^\r]+/, "Date: now")).toBe(
    "HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nDate: now\r\n" +
      "Content-Type: text/html\r\nContent-Length: 220\r\nConnection: close",
  );
  expect(body).toBe(
    "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n" +
      "<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n" +
      "<center>The plain HTTP request was sent to HTTPS port</center>\r\n</body>\r\n</html>\r\n",
  );
  expect(backend.peers).toEqual([]);
  client.socket.destroy();
  await until(() => bed.flows.length > 0);
  expect(bed.flows).toMatchObject([{ failure: { kind: "plain-http-on-tls" }, target: "" }]);
});

test("A TLS listener closes what is neither TLS nor HTTP without a word", async () => {
  const client = await bed.connect();
  client.send("SSH-2.0-OpenSSH_9.2\r\n");
  expect(await client.takeAll()).toBe("");
  await until(() => bed.flows.length > 0);
  expect(bed.flows).toMatchObject([{ failure: { kind: "client-tls-failed" } }]);
  client.socket.destroy();
});

test("A TLS listener presents a changed certificate to the next connection", async () => {
  const { peer } = await connectTls();
  const renewed = await createCertificateAuthority(authorityInMemory()).issue(
    ["renewed.example.com"],
    "EC_prime256v1",
  );
  const replacement = certificate({
    certificateArn: "arn:renewed",
    certificateChainPem: renewed.certificatePem,
    privateKeyPem: renewed.privateKeyPem,
  });
  const before = bed.directory.find("nlb-listener")?.port;
  await bed.listen(nlbListener({ protocol: "TLS", port: 443, ...tlsValues(replacement) }));
  expect(bed.directory.find("nlb-listener")?.port).toBe(before);
  const socket = tls.connect({ host: "127.0.0.1", port: before, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  expect(socket.getPeerCertificate().subject.CN).toBe("renewed.example.com");
  socket.destroy();
  peer.send("still here");
  await (await backend.next()).take("still here");
  peer.socket.destroy();
});

test("A listener becomes TLS on the port that it has", async () => {
  await bed.listen(nlbListener({ port: 443 }));
  const plain = await bed.connect();
  plain.send("plain");
  expect(await (await backend.next()).take("plain")).toBe("plain");
  await bed.listen(nlbListener({ protocol: "TLS", port: 443, ...tlsValues(certificate()) }));
  const { peer } = await connectTls();
  peer.send("secret");
  expect(await (await backend.next()).take("secret")).toBe("secret");
  peer.socket.destroy();
  plain.socket.destroy();
});
