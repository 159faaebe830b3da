import { expect, test } from "vitest";
import { AccessGuard, hostWithoutPort } from "./access-guard.ts";

const guard = new AccessGuard(["127.0.0.1", "postern.test", "gateway:4566"]);

test.for([
  ["localhost:4566", undefined],
  ["127.0.0.1", undefined],
  ["[::1]:4566", undefined],
  ["LOCALHOST:4566", undefined],
  ["api.localhost:4566", undefined],
  ["postern.test:9999", undefined],
  ["gateway", undefined],
  ["10.1.2.3:4566", undefined],
  ["localhost:4566", "http://localhost:4566"],
  ["localhost:4566", "https://localhost:4566"],
] as const)("refusal() lets Host %s with Origin %s pass", ([host, origin]) => {
  expect(guard.refusal(host, origin, "10.1.2.3")).toBe("");
});

test.for([
  ["evil.example", undefined],
  ["localhost.evil.example:4566", undefined],
  ["10.1.2.4", undefined],
  ["", undefined],
  [undefined, undefined],
  ["localhost:4566", "http://localhost:3000"],
  ["localhost:4566", "https://evil.example"],
  ["localhost:4566", "null"],
] as const)("refusal() refuses Host %s with Origin %s", ([host, origin]) => {
  expect(guard.refusal(host, origin, "10.1.2.3")).not.toBe("");
});

test.for(["cross-site", "same-site"])("siteRefusal() refuses Sec-Fetch-Site: %s", (site) => {
  expect(guard.siteRefusal(site)).not.toBe("");
});

test.for(["same-origin", "none", undefined])(
  "siteRefusal() lets Sec-Fetch-Site %s pass",
  (site) => {
    expect(guard.siteRefusal(site)).toBe("");
  },
);

test("hostWithoutPort() takes port and brackets off", () => {
  expect(hostWithoutPort("[::1]:80")).toBe("::1");
  expect(hostWithoutPort("Example.com:80")).toBe("example.com");
  expect(hostWithoutPort("[unclosed")).toBe("[unclosed");
});
