// The three desync mitigation modes on the wire: what reaches the target, what the client gets, and which connections
// are left afterwards. How requests are classified is tested beside the classifier.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
import { afterEach, describe, expect, it } from "vitest";
import type { DesyncMode } from "../../src/store/snapshots.ts";
import { AlbBed } from "./alb-bed.ts";
import { ok } from "./raw-peer.ts";

let bed: AlbBed;
afterEach(() => bed.close());

const COMPLIANT = "GET /compliant HTTP/1.1\r\nHost: a\r\n\r\n";
const ACCEPTABLE = "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
const AMBIGUOUS = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab";
const SEVERE = "GET / HTTP/1.1\r\nHost: a\r\nX: b\u0000c\r\n\r\n";

const REQUESTS = {
  Compliant: [COMPLIANT, 0, ""],
  Acceptable: [ACCEPTABLE, 1, "GetHeadZeroContentLength"],
  Ambiguous: [AMBIGUOUS, 2, "DuplicateContentLength"],
  Severe: [SEVERE, 3, "BadHeader"],
} as const;

type Outcome = "allow" | "allow-and-close" | "block";

const BLOCKED =
  "Content-Length: 122\r\nConnection: close\r\n\r\n<html>\r\n<head><title>400 Bad Request</title></head>\r\n" +
  "<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n</body>\r\n</html>\r\n";

const CASES: [DesyncMode, keyof typeof REQUESTS, Outcome][] = [
  ["monitor", "Compliant", "allow"],
  ["monitor", "Acceptable", "allow"],
  ["monitor", "Ambiguous", "allow"],
  ["monitor", "Severe", "allow"],
  ["defensive", "Compliant", "allow"],
  ["defensive", "Acceptable", "allow"],
  ["defensive", "Ambiguous", "allow-and-close"],
  ["defensive", "Severe", "block"],
  ["strictest", "Compliant", "allow"],
  ["strictest", "Acceptable", "block"],
  ["strictest", "Ambiguous", "block"],
  ["strictest", "Severe", "block"],
];

const of = (outcome: Outcome) => CASES.filter((one) => one[2] === outcome);

describe("desync mitigation", () => {
  it.for(of("block"))("in %s mode blocks %s: 400, close, no target", async ([desyncMode, tier]) => {
    bed = await AlbBed.start({ alb: { desyncMode } });
    const [request, desyncTier, desyncReason] = REQUESTS[tier];
    const client = await bed.connect();
    client.send(request + COMPLIANT);
    const answer = await client.takeAll();
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nServer: awselb\/2\.0\r\nDate: /);
    expect(answer.endsWith(BLOCKED)).toBe(true);
    expect(bed.target.peers).toHaveLength(0);
    expect(bed.entries).toHaveLength(1);
    expect(bed.entries[0]).toMatchObject({
      elbStatus: 400,
      desyncTier,
      desyncReason,
      failure: { kind: "desync-blocked" },
      matchedRulePriority: -1,
    });
  });

  it.for(of("allow"))("in %s mode allows %s", async ([desyncMode, tier]) => {
    bed = await AlbBed.start({ alb: { desyncMode } });
    const [request, desyncTier, desyncReason] = REQUESTS[tier];
    const client = await bed.connect();
    client.send(request);
    const { head } = await client.takeMessage();
    expect(head).toContain("HTTP/1.1 200 OK\r\n");
    expect(head).toContain("\r\nConnection: keep-alive\r\n");
    client.send(COMPLIANT);
    expect((await client.takeMessage()).body).toBe("GET /compliant HTTP/1.1");
    expect(bed.target.peers).toHaveLength(1);
    expect(bed.entries[0]).toMatchObject({ elbStatus: 200, desyncTier, desyncReason });
    expect(bed.entries[1]).toMatchObject({ desyncTier: 0, desyncReason: "" });
  });

  it("in defensive mode lets an ambiguous request through and then closes both connections", async () => {
    bed = await AlbBed.start({ target: null });
    const client = await bed.connect();
    client.send(AMBIGUOUS + COMPLIANT);
    const target = await bed.target.next();
    const { head, body } = await target.takeMessage();
    expect(head.match(/content-length/gi)).toHaveLength(1);
    expect(body).toBe("ab");
    target.send(ok("seen"));
    const answer = await client.takeAll();
    expect(answer).toMatch(/\r\nConnection: close\r\n\r\nseen$/);
    // What the client sent behind it never arrives.
    expect(await target.takeAll()).toBe("");
    expect(bed.target.peers).toHaveLength(1);
    expect(bed.entries).toHaveLength(1);
    expect(bed.entries[0]).toMatchObject({ desyncTier: 2, desyncReason: "DuplicateContentLength" });
  });

  it("lets the load balancer's own rules win over every mode, and logs the verdict all the same", async () => {
    bed = await AlbBed.start({ alb: { desyncMode: "monitor" } });
    const client = await bed.connect();
    client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\na",
    );
    expect(await client.takeAll()).toContain("HTTP/1.1 501 Not Implemented\r\n");
    expect(bed.entries[0]).toMatchObject({
      elbStatus: 501,
      desyncTier: 2,
      desyncReason: "BothTeClPresent",
    });
  });
});
