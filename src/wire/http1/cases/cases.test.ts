// Runs every wire case whole, byte by byte and cut at every offset: the same events each time.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DESYNC_REASONS } from "../desync-tier.ts";
import { ALB_HEAD_LIMITS, ALB_RESPONSE_HEAD_LIMITS, GATEWAY_HEAD_LIMITS } from "../head-limits.ts";
import { drive } from "./driver.ts";
import type { DriverOptions } from "./driver.ts";
import { readCases } from "./read-cases.ts";
import type { WireCase } from "./read-cases.ts";

const FOLDER = new URL(".", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".md"));

function optionsOf({ policy, requestMethod, fields }: WireCase): DriverOptions {
  if (policy === "response") {
    return { parse: { requestMethod }, limits: ALB_RESPONSE_HEAD_LIMITS, fields };
  }
  return { parse: policy, limits: policy === "strict" ? GATEWAY_HEAD_LIMITS : ALB_HEAD_LIMITS, fields };
}

function readFile(file: string): readonly WireCase[] {
  return readCases(readFileSync(new URL(file, FOLDER), "utf8"));
}

describe.for(FILES)("%s", (file) => {
  test.for(readFile(file).map((wireCase) => [wireCase.title, wireCase] as const))(
    "%s",
    ([, wireCase]) => {
      const options = optionsOf(wireCase);
      const { bytes } = wireCase;
      expect(drive(options, [bytes])).toEqual(wireCase.events);
      const single = Array.from(bytes, (_byte, index) => bytes.subarray(index, index + 1));
      expect(drive(options, single), "byte by byte").toEqual(wireCase.events);
      for (let cut = 1; cut < bytes.length; cut += 1) {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
        expect(drive(options, pieces), `cut at ${cut}`).toEqual(wireCase.events);
      }
    },
  );
});

test("desync cases show every reason there is", () => {
  const shown = FILES.flatMap((file) => readFile(file)).flatMap((wireCase) => wireCase.events);
  for (const reason of DESYNC_REASONS) {
    expect(shown.some((event) => event.startsWith("desync ") && event.endsWith(` ${reason}`)), reason).toBe(true);
  }
});
