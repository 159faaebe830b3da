import { describe, expect, test } from "vitest";
import { Constraints, formatValue } from "./constraints.ts";

function thrownBy(constraints: Constraints): unknown {
  try {
    constraints.throwIfViolated();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("Constraints", () => {
  test("throwIfViolated() says nothing when all is satisfied, undefined values included", () => {
    const constraints = new Constraints()
      .enumeration("type", "HTTP", ["HTTP", "MOCK"])
      .enumeration("type", undefined, ["HTTP"])
      .enumerationList("types", ["A"], ["A", "B"])
      .pattern("statusCode", "200", /[1-5]\d\d/)
      .length("name", "abc", { min: 1, max: 3 })
      .range("port", 80, { min: 1, max: 65_535 })
      .range("port", undefined, { min: 1 });
    expect(thrownBy(constraints)).toBeUndefined();
  });

  test.for<[string, (constraints: Constraints) => unknown, string]>([
    [
      "enumeration()",
      (c) => c.enumeration("putIntegrationInput.type", "HTTPS", ["HTTP", "MOCK"]),
      "1 validation error detected: Value 'HTTPS' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK]",
    ],
    [
      "enumerationList()",
      (c) => c.enumerationList("types", ["wrong"], ["PRIVATE", "EDGE"]),
      "1 validation error detected: Value '[wrong]' at 'types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE]]",
    ],
    [
      "pattern(), which must match the whole value,",
      (c) => c.pattern("statusCode", "2000", /[1-5]\d\d/),
      "1 validation error detected: Value '2000' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
    ],
    [
      "length()",
      (c) => c.length("name", "", { min: 1, max: 3 }).length("name", "abcd", { min: 1, max: 3 }),
      "2 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'abcd' at 'name' failed to satisfy constraint: Member must have length less than or equal to 3",
    ],
    [
      "range() of a value that is no number",
      (c) => c.range("port", NaN, { min: 1 }),
      "1 validation error detected: Value 'NaN' at 'port' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      "notNull()",
      (c) => c.notNull("createApiInput.name", undefined),
      "1 validation error detected: Value null at 'createApiInput.name' failed to satisfy constraint: Member must not be null",
    ],
  ])("%s words its violation as AWS does", ([, violate, message]) => {
    const constraints = new Constraints();
    violate(constraints);
    expect(thrownBy(constraints)).toMatchObject({
      code: "ValidationException",
      status: 400,
      message,
    });
  });

  test("formatValue() writes lists and maps in the manner of Java", () => {
    expect(formatValue([{ a: 1, b: ["x"] }, null])).toBe("[{a=1, b=[x]}, null]");
  });
});
