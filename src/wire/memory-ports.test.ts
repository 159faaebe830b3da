import { expect, test } from "vitest";
import { MemoryPorts } from "./memory-ports.ts";

const PORT_COUNT = 16_384;

test("MemoryPorts gives no port twice while it is taken, and goes on when all are", () => {
  const ports = new MemoryPorts();
  const first = ports.take();
  const taken = new Set([first]);
  for (let i = 1; i < PORT_COUNT; i++) taken.add(ports.take());
  expect(taken.size).toBe(PORT_COUNT);
  expect(taken.has(ports.take())).toBe(true);
});

test("MemoryPorts passes over ports that are still taken when it comes round", () => {
  const ports = new MemoryPorts();
  const kept = ports.take();
  for (let i = 1; i < PORT_COUNT; i++) ports.give(ports.take());
  expect(ports.take()).not.toBe(kept);
  ports.give(kept);
  ports.give(kept);
  for (let i = 2; i < PORT_COUNT; i++) ports.give(ports.take());
  expect(ports.take()).toBe(kept);
});
