import { expect, test } from "vitest";
import type { CorsSnapshot } from "../../store/snapshots.ts";
import { CorsPolicy, isCorsField } from "./cors.ts";

const SETTINGS: CorsSnapshot = {
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["GET", "POST"],
  allowHeaders: ["authorization", "x-id"],
  exposeHeaders: ["x-total"],
  maxAgeSeconds: 300,
  allowCredentials: true,
};

test("CorsPolicy.preflightFields() names origin, methods, headers, age and credentials", () => {
  expect(new CorsPolicy(SETTINGS).preflightFields("https://app.example.com")).toBe(
    "access-control-allow-origin: https://app.example.com\r\nvary: origin\r\n" +
      "access-control-allow-methods: GET,POST\r\naccess-control-allow-headers: authorization,x-id\r\n" +
      "access-control-max-age: 300\r\naccess-control-allow-credentials: true\r\n",
  );
});

test("CorsPolicy gives a foreign origin and a request without one no fields", () => {
  const policy = new CorsPolicy(SETTINGS);
  expect(policy.preflightFields("https://evil.example.com")).toBe("");
  expect(policy.simpleFields("https://evil.example.com")).toBe("");
  expect(policy.simpleFields(undefined)).toBe("");
});

test("CorsPolicy.simpleFields() exposes headers and allows credentials", () => {
  expect(new CorsPolicy(SETTINGS).simpleFields("https://APP.example.com")).toBe(
    "access-control-allow-origin: https://APP.example.com\r\nvary: origin\r\n" +
      "access-control-allow-credentials: true\r\naccess-control-expose-headers: x-total\r\n",
  );
});

test("CorsPolicy answers any origin with * and a scheme's wildcard with the origin", () => {
  const plain = { ...SETTINGS, allowCredentials: false, exposeHeaders: [] };
  expect(new CorsPolicy({ ...plain, allowOrigins: ["*"] }).simpleFields("http://x")).toBe(
    "access-control-allow-origin: *\r\n",
  );
  const wildcard = new CorsPolicy({ ...plain, allowOrigins: ["https://*"] });
  expect(wildcard.simpleFields("https://x.y")).toContain("allow-origin: https://x.y\r\n");
  expect(wildcard.simpleFields("http://x.y")).toBe("");
});

test("isCorsField() knows the fields that a backend may not set", () => {
  expect(isCorsField("Access-Control-Allow-Origin")).toBe(true);
  expect(isCorsField("access-control-")).toBe(false);
  expect(isCorsField("Accept-Ranges")).toBe(false);
});
