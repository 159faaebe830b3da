import { expect, test } from "vitest";
import type { ByteStream, Dialer } from "../../wire/byte-stream.ts";
import { RotatingDialer } from "./rotating-dialer.ts";

test("RotatingDialer.dial() goes through all dialers in turn", () => {
  const dialed: string[] = [];
  const dialer = (description: string): Dialer => ({
    description,
    dial: () => {
      dialed.push(description);
      return {} as ByteStream;
    },
  });
  const rotating = new RotatingDialer([dialer("a"), dialer("b")]);
  for (let i = 0; i < 3; i++) rotating.dial({} as Parameters<Dialer["dial"]>[0]);
  expect(dialed).toEqual(["a", "b", "a"]);
  expect(rotating.description).toBe("a");
});
