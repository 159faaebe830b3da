import { expect, test } from "vitest";
import type { ListenerSnapshot } from "../store/snapshots.ts";
import { ownAddressOf, placesFor } from "./listener-addresses.ts";

const SNAPSHOT = { port: 443 } as ListenerSnapshot;
const HOST = { host: "127.0.0.1", portRange: null, ownAddresses: false };

test("placesFor() asks for any port when nothing else is said", () => {
  expect(placesFor(SNAPSHOT, HOST, undefined, "")).toEqual([{ address: "127.0.0.1", port: 0 }]);
});

test("placesFor() tries the remembered place first", () => {
  const remembered = { address: "127.0.0.1", port: 41_001 };
  expect(placesFor(SNAPSHOT, HOST, remembered, "")).toEqual([
    remembered,
    { address: "127.0.0.1", port: 0 },
  ]);
});

test("placesFor() forgets a place that the settings no longer allow", () => {
  const settings = { ...HOST, portRange: { from: 500, to: 501 } };
  const range = [
    { address: "127.0.0.1", port: 500 },
    { address: "127.0.0.1", port: 501 },
  ];
  for (const remembered of [
    { address: "127.0.0.1", port: 502 },
    { address: "0.0.0.0", port: 500 },
  ]) {
    expect(placesFor(SNAPSHOT, settings, remembered, "")).toEqual(range);
  }
});

test("placesFor() goes through the range, the remembered port first and once", () => {
  const settings = { ...HOST, portRange: { from: 500, to: 502 } };
  const places = placesFor(SNAPSHOT, settings, { address: "127.0.0.1", port: 501 }, "");
  expect(places.map(({ port }) => port)).toEqual([501, 500, 502]);
});

test("placesFor() puts the load balancer's own address with the real port first", () => {
  const places = placesFor(SNAPSHOT, { ...HOST, ownAddresses: true }, undefined, "127.70.1.2");
  expect(places).toEqual([
    { address: "127.70.1.2", port: 443 },
    { address: "127.0.0.1", port: 0 },
  ]);
});

test("ownAddressOf() always gives a load balancer the same loopback address", () => {
  const address = ownAddressOf("arn:a", new Set());
  expect(address).toMatch(/^127\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d{1,3}\.\d{1,3}$/);
  expect(ownAddressOf("arn:a", new Set())).toBe(address);
});

test("ownAddressOf() never gives an address twice", () => {
  const taken = new Set<string>();
  for (let i = 0; i < 300; i++) taken.add(ownAddressOf("arn:same", taken));
  expect(taken.size).toBe(300);
});
