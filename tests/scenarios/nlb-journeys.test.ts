// What a Network Load Balancer keeps of its flows, under way and over, and the steps that are made of it.
import tls from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { authorityInMemory } from "../../src/services/acm/authority-files.ts";
import { createCertificateAuthority } from "../../src/services/acm/certificate-authority.ts";
import type { JourneyHop } from "../../src/telemetry/journeys/journey.ts";
import { BalancerBed, GROUP } from "./balancer-bed.ts";
import { group, nlbListener, target, tlsValues, until } from "./balancer-bed.ts";
import { RawTarget } from "./raw-peer.ts";

let bed: BalancerBed;
let backend: RawTarget;

beforeEach(async () => {
  bed = new BalancerBed();
  backend = await RawTarget.start();
  bed.groups.update(GROUP, group([target(backend.port)], { protocol: "TCP" }));
});

afterEach(async () => {
  backend.close();
  await bed.close();
});

async function hopOf(): Promise<JourneyHop> {
  await until(() => bed.flows.length > 0);
  const kept = bed.flows[0]?.keepHop();
  if (kept === undefined) throw new Error("Cannot keep the hop: there is no flow");
  return kept.compose({ wallOffsetMs: 0, journeyStartMs: kept.startedAtMs, next: [] });
}

test("A flow's hop names rule, target and connection, and that the target reset it", async () => {
  await bed.listen(nlbListener());
  const client = await bed.connect();
  client.send("hello");
  const served = await backend.next();
  await served.take("hello");
  const { remotePort } = served.socket;
  const { localPort } = client.socket;
  served.reset();
  const hop = await hopOf();
  expect(hop.steps.map((step) => step.decision)).toEqual([
    "listener",
    "rule",
    "target",
    "connection",
    "flow",
  ]);
  expect(hop.steps[2]).toMatchObject({
    resource: GROUP,
    evidence: { algorithm: "flow_hash", chosen: `127.0.0.1:${backend.port}` },
  });
  expect(hop.steps[4]).toMatchObject({
    summary: expect.stringContaining("The target reset the flow"),
    evidence: { resetBy: "target", receivedBytes: 5 },
    failure: hop.failure,
  });
  const kept = bed.flows[0]?.keepHop();
  expect(kept?.leftOn).toBe(`127.0.0.1:${remotePort}`);
  expect(kept?.arrivedOn).toBe(`127.0.0.1:${localPort}`);
});

test("A flow can be kept while it is under way", async () => {
  await bed.listen(nlbListener());
  const client = await bed.connect();
  client.send("hello");
  const served = await backend.next();
  await served.take("hello");
  const kept = bed.started[0]?.keepHop();
  expect(kept).toMatchObject({
    finishedAtMs: 0,
    failure: null,
    leftOn: `127.0.0.1:${served.socket.remotePort}`,
  });
  client.reset();
  await until(() => bed.flows.length > 0);
});

test("A flow without a target fails at the target", async () => {
  bed.groups.update(GROUP, group([], { protocol: "TCP" }));
  await bed.listen(nlbListener());
  await bed.connect().then(
    (client) => client.untilClosed(),
    () => {},
  );
  const hop = await hopOf();
  expect(hop.steps.at(-1)).toMatchObject({
    decision: "target",
    resource: GROUP,
    failure: { kind: "no-target" },
  });
});

test("Plain HTTP and a broken handshake at a TLS listener are told with what was seen", async () => {
  const authority = createCertificateAuthority(authorityInMemory());
  const issued = await authority.issue(["nlb.example.com"], "EC_prime256v1");
  const certificate = {
    certificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/c",
    certificateChainPem: issued.certificatePem + issued.chainPem,
    privateKeyPem: issued.privateKeyPem,
    isDefault: true,
  };
  await bed.listen(nlbListener({ protocol: "TLS", port: 443, ...tlsValues(certificate) }));
  const client = await bed.connect();
  client.send("GET /a?token=x HTTP/1.1\r\nHost: a\r\n\r\n");
  await client.take("</html>");
  client.socket.end();
  const plain = await hopOf();
  expect(plain.steps.at(-1)).toMatchObject({
    decision: "listener",
    evidence: {
      expects: "TLS",
      firstBytes: "GET /a?token=(11 characters)",
    },
    failure: { kind: "plain-http-on-tls" },
  });
  bed.flows.splice(0);
  const broken = tls.connect({
    host: "127.0.0.1",
    port: bed.directory.find("nlb-listener")?.port ?? 0,
    servername: "nlb.example.com",
    maxVersion: "TLSv1.2",
    ciphers: "AES128-SHA",
  });
  broken.on("error", () => {});
  const failed = await hopOf();
  expect(failed.steps.at(-1)).toMatchObject({
    decision: "tls",
    evidence: {
      serverName: "nlb.example.com",
      code: "ERR_SSL_NO_SHARED_CIPHER",
      certificates: { [certificate.certificateArn]: ["nlb.example.com"] },
    },
    failure: { kind: "client-tls-failed" },
  });
  expect(JSON.stringify([plain, failed])).not.toContain("PRIVATE KEY");
  // Each once, as connections that never were.
  expect(bed.refusedConnections.map(({ failure }) => failure?.kind)).toEqual([
    "plain-http-on-tls",
    "client-tls-failed",
  ]);
});
