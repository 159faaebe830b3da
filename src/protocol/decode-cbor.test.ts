import { describe, expect, test } from "vitest";
import { parseCbor } from "./decode-cbor.ts";
import { VALUE_DEPTH_MAX } from "./decode-json.ts";

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

describe("parseCbor()", () => {
  // RFC 8949, Appendix A.
  test.for<[string, unknown]>([
    ["00", 0],
    ["1818", 24],
    ["1903e8", 1000],
    ["1a000f4240", 1_000_000],
    ["1b000000e8d4a51000", 1_000_000_000_000],
    ["29", -10],
    ["3903e7", -1000],
    ["f93c00", 1],
    ["f97bff", 65504],
    ["f90001", 5.960464477539063e-8],
    ["f9fc00", -Infinity],
    ["fa47c35000", 100_000],
    ["fb3ff199999999999a", 1.1],
    ["f4", false],
    ["f5", true],
    ["f6", null],
    ["f7", null],
    ["c11a514b67b0", new Date(1363896240 * 1000)],
    ["c1fb41d452d9ec200000", new Date(1363896240.5 * 1000)],
    ["4401020304", Uint8Array.of(1, 2, 3, 4)],
    ["62c3bc", "ü"],
    ["80", []],
    ["83010203", [1, 2, 3]],
    ["a26161016162820203", { a: 1, b: [2, 3] }],
    ["5f42010243030405ff", Uint8Array.of(1, 2, 3, 4, 5)],
    ["7f657374726561646d696e67ff", "streaming"],
    ["9f01820203ff", [1, [2, 3]]],
    ["bf61610161629f0203ffff", { a: 1, b: [2, 3] }],
    ["", {}],
  ])("reads %s", ([bytes, value]) => {
    expect(parseCbor(hex(bytes))).toEqual(value);
  });

  test.for([
    ["an end in a number", "19 03"],
    ["an end in a string", "62 c3"],
    ["an end in an array", "82 01"],
    ["an array that claims more than there is", "9b ffffffffffffffff"],
    ["a string that claims more than there is", "7b ffffffffffffffff 61"],
    ["a map without its end", "bf 6161 01"],
    ["bytes after the value", "00 00"],
    ["a key that is no text", "a1 01 02"],
    ["text that is not UTF-8", "62 c328"],
    ["a tag that is not a time", "c2 41 01"],
    ["a time that is no number", "c1 61 61"],
    ["a lone break", "ff"],
    ["a reserved length", "1c"],
    ["a string of mixed pieces", "5f 6161 ff"],
  ])("refuses %s", ([, bytes = ""]) => {
    expect(() => parseCbor(hex(bytes))).toThrow(
      expect.objectContaining({ code: "SerializationException", status: 400 }),
    );
  });

  test("refuses what is nested deeper than the limit, however deep", () => {
    expect(parseCbor(hex(`${"81".repeat(VALUE_DEPTH_MAX)}00`))).toHaveLength(1);
    expect(() => parseCbor(hex(`${"81".repeat(VALUE_DEPTH_MAX + 1)}00`))).toThrow(/nested/);
    expect(() => parseCbor(new Uint8Array(1_000_000).fill(0x81))).toThrow(/nested/);
  });

  test("keeps __proto__ as a key like any other", () => {
    const map = parseCbor(hex(`a1 69 ${Buffer.from("__proto__").toString("hex")} 01`)) as object;
    expect(Object.keys(map)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });
});
