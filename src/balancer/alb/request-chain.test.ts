import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FAILURE_KINDS } from "../../base/failure.ts";
import { FAILURES } from "./failures.ts";
import { REQUEST_CHAIN } from "./request-chain.ts";

/** The table at the top of the file: stage, and the failures it leaves the list with. */
function drawnStages(): { name: string; exits: string }[] {
  const source = readFileSync(new URL("./request-chain.ts", import.meta.url), "utf8");
  return [...source.matchAll(/^\/\/ {5}([a-z-]+) +\| (\d{3}.*)$/gm)].map(([, name, exits]) => ({
    name: name ?? "",
    exits: exits ?? "",
  }));
}

describe("REQUEST_CHAIN", () => {
  it("is the list that is drawn above it", () => {
    expect(drawnStages().map((stage) => stage.name)).toEqual(
      REQUEST_CHAIN.map((stage) => stage.name),
    );
  });

  it("leaves with the statuses that are drawn beside it", () => {
    const exits = drawnStages().flatMap(({ exits: text }) => [
      ...text.matchAll(/(\d{3}) ([a-z0-9-]+)/g),
    ]);
    expect(exits.length).toBeGreaterThan(8);
    for (const [, status, name] of exits) {
      const kind = FAILURE_KINDS.find((one) => one === name);
      expect(kind, name).toBeDefined();
      expect(FAILURES[kind ?? "internal"].status, name).toBe(Number(status));
    }
  });
});
