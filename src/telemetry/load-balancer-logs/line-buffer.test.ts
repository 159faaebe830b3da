import { expect, test } from "vitest";
import { LineBuffer } from "./line-buffer.ts";

test("LineBuffer.take() gives every line in order, long ones and many, and begins anew", () => {
  const buffer = new LineBuffer();
  const lines = ["a", "x".repeat(200_000), ...Array.from({ length: 5000 }, (_, i) => `line ${i}`)];
  for (const line of lines) buffer.add(line);
  expect(buffer.lineCount).toBe(lines.length);
  expect(buffer.take().toString("latin1")).toBe(`${lines.join("\n")}\n`);
  expect(buffer.lineCount).toBe(0);
  expect(buffer.take()).toHaveLength(0);
  buffer.add("again");
  expect(buffer.take().toString("latin1")).toBe("again\n");
});
