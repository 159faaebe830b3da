import { expect, test } from "vitest";
import { foldForwarded, ownElement } from "./forwarded.ts";

const NONE = {
  forwarded: undefined,
  forwardedFor: undefined,
  forwardedHost: undefined,
  forwardedProto: undefined,
};

test("ownElement() is as AWS writes it, with and without by", () => {
  expect(ownElement("", "154.160.30.235", "a.example.com")).toBe(
    "for=154.160.30.235;host=a.example.com;proto=https",
  );
  expect(ownElement("4.235.36.19", "1.2.3.4", "local.dev")).toBe(
    "by=4.235.36.19;for=1.2.3.4;host=local.dev;proto=https",
  );
});

test("ownElement() quotes what RFC 7239 wants quoted", () => {
  expect(ownElement("", "2001:db8::1", "localhost:4566")).toBe(
    'for="[2001:db8::1]";host="localhost:4566";proto=https',
  );
});

test("foldForwarded() puts earlier hops before its own element", () => {
  const earlier = {
    forwarded: "for=9.9.9.9",
    forwardedFor: "1.1.1.1, 2.2.2.2",
    forwardedHost: "shop.example.com",
    forwardedProto: "http",
  };
  expect(foldForwarded(earlier, "for=3.3.3.3")).toBe(
    "for=9.9.9.9,for=1.1.1.1;host=shop.example.com;proto=http,for=2.2.2.2,for=3.3.3.3",
  );
});

test("foldForwarded() folds a lone X-Forwarded-Proto and keeps hostile text inside quotes", () => {
  expect(foldForwarded({ ...NONE, forwardedProto: "http" }, "for=3.3.3.3")).toBe(
    "proto=http,for=3.3.3.3",
  );
  expect(foldForwarded({ ...NONE, forwardedFor: 'x";for=1.1.1.1' }, "for=3.3.3.3")).toBe(
    'for="x\\";for=1.1.1.1",for=3.3.3.3',
  );
});
