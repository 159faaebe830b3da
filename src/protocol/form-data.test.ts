import { describe, expect, test } from "vitest";
import { PARAMETERS_MAX, parseFormData } from "./form-data.ts";

describe("parseFormData()", () => {
  test("decodes names and values, with + as a blank", () => {
    expect([...parseFormData("a=1&b=x+y%26%C3%A9&a=2&c&=d&&e=f=g")]).toEqual([
      ["a", ["1", "2"]],
      ["b", ["x y&é"]],
      ["c", [""]],
      ["", ["d"]],
      ["e", ["f=g"]],
    ]);
  });

  test.for(["a=%", "a=%zz", "a=%C3", "%ff=1"])("refuses %s", (text) => {
    expect(() => parseFormData(text)).toThrow(
      expect.objectContaining({ code: "MalformedQueryString", status: 400 }),
    );
  });

  test("takes as many parameters as the limit and no more", () => {
    const full = "a=1&".repeat(PARAMETERS_MAX);
    expect(parseFormData(full).get("a")).toHaveLength(PARAMETERS_MAX);
    expect(() => parseFormData(`${full}a=1`)).toThrow(/more than 20000 parameters/);
  });
});
