import { expect, test } from "vitest";
import { canonicalHostedZoneId } from "./canonical-hosted-zone.ts";

test("canonicalHostedZoneId() differs by region and type, and has an answer for any region", () => {
  expect(canonicalHostedZoneId("us-east-1", "application")).toBe("Z35SXDOTRQ7X7K");
  expect(canonicalHostedZoneId("us-east-1", "network")).toBe("Z26RNL4JYFTOTI");
  expect(canonicalHostedZoneId("eu-west-1", "application")).toBe("Z32O12XQLNTSW2");
  expect(canonicalHostedZoneId("moon-north-1", "network")).toBe("Z26RNL4JYFTOTI");
});
