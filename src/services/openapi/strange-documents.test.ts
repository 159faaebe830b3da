import fc from "fast-check";
import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { shopDocument } from "../../../tests/conformance/apigateway/shop-document.ts";
import { importRestApi } from "../apigateway/import-rest-api.ts";
import { importApi } from "../apigatewayv2/import-api.ts";

/** Every place in a value, as keys from its root. */
function placesIn(value: unknown, place: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [place];
  const below = Object.entries(value).flatMap(([key, entry]) => placesIn(entry, [...place, key]));
  return [place, ...below];
}

function withValueAt(root: object, place: readonly string[], value: unknown): object {
  const copy = structuredClone(root);
  let node = copy as Record<string, unknown>;
  for (const key of place.slice(0, -1)) node = node[key] as Record<string, unknown>;
  node[place.at(-1) ?? ""] = value;
  return copy;
}

const STRANGE = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    {},
    [],
    "",
    -1,
    { $ref: "#" },
    { $ref: "#/paths" },
    { ["__proto__"]: { x: 1 } },
    { constructor: { get: {} } },
  ),
);

test.for([2, 3] as const)(
  "a document of version %i with something strange in it is imported or refused, and never breaks anything",
  async (version) => {
    const document = shopDocument(version);
    const places = placesIn(document).filter((place) => place.length > 0);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), STRANGE, async (place, value) => {
        const bed = new OperationTestBed();
        const text = JSON.stringify(withValueAt(document, place, value));
        const outcomes = await Promise.allSettled([
          bed.run(importRestApi, { body: Buffer.from(text) }),
          bed.run(importApi, { Body: text }),
        ]);
        for (const outcome of outcomes) {
          if (outcome.status === "fulfilled") continue;
          expect(String(outcome.reason)).toMatch(
            /^(BadRequest|Conflict|NotFound|Validation)Exception/,
          );
        }
      }),
      { numRuns: 100, interruptAfterTimeLimit: 5000, markInterruptAsFailure: false },
    );
  },
);
