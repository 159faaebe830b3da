import { describe, expect, test } from "vitest";
import { formatTimestamp, parseTimestamp } from "./timestamps.ts";

const DATE = new Date(Date.UTC(2020, 3, 5, 16, 21, 16, 250));

describe("parseTimestamp()", () => {
  test.for<string | number>([
    "2020-04-05T16:21:16.25Z",
    "2020-04-05T18:21:16.250+02:00",
    "1586103676.25",
    1586103676.25,
  ])("reads %s", (text) => {
    expect(parseTimestamp(text)).toEqual(DATE);
  });

  test("reads an HTTP date", () => {
    expect(parseTimestamp("Sun, 05 Apr 2020 16:21:16 GMT")?.getTime()).toBe(1586103676000);
  });

  test.for<string | number>([
    "",
    "yesterday",
    "2020-04-05",
    "2020-13-45T00:00:00Z",
    "1e400",
    NaN,
    1e300,
  ])("does not read %s", (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });
});

describe("formatTimestamp()", () => {
  test("writes each form", () => {
    expect(formatTimestamp(DATE, "date-time", "seconds")).toBe("2020-04-05T16:21:16Z");
    expect(formatTimestamp(DATE, "date-time", "milliseconds")).toBe("2020-04-05T16:21:16.250Z");
    expect(formatTimestamp(DATE, "epoch-seconds", "milliseconds")).toBe("1586103676.25");
    expect(formatTimestamp(DATE, "http-date", "milliseconds")).toBe(
      "Sun, 05 Apr 2020 16:21:16 GMT",
    );
  });
});
