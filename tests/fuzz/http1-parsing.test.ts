// The HTTP/1.1 engine on arbitrary traffic: it never throws, never takes more than it is given, always comes to
// an end, and says the same however the bytes were cut.
import fc from "fast-check";
import { expect, test } from "vitest";
import { drive } from "../../src/wire/http1/cases/driver.ts";
import type { DriverOptions } from "../../src/wire/http1/cases/driver.ts";
import { classifyRequest } from "../../src/wire/http1/desync-classifier.ts";
import { FieldSection } from "../../src/wire/http1/field-section.ts";
import type { HeadLimits } from "../../src/wire/http1/head-limits.ts";
import { ALB_HEAD_LIMITS } from "../../src/wire/http1/head-limits.ts";
import { HeadScan, scanFieldLines } from "../../src/wire/http1/head-scan.ts";
import { HEAD_COMPLETE, HeadParser } from "../../src/wire/http1/request-head.ts";
import { RequestLine, scanRequestLine } from "../../src/wire/http1/request-line.ts";
import { cutAt, cuts, traffic } from "./http1-bytes.ts";
import { TEST_TIMEOUT_MS, TIME_BOX } from "./time-box.ts";

/** Small, so that arbitrary traffic gets to them. */
const LIMITS: HeadLimits = {
  requestLineBytesMax: 40,
  fieldBytesMax: 40,
  headBytesMax: 200,
  fieldCountMax: 8,
};

const PARSES: readonly DriverOptions["parse"][] = [
  "tolerant",
  "strict",
  { requestMethod: "GET" },
  { requestMethod: "HEAD" },
];

const options: fc.Arbitrary<DriverOptions> = fc.record({
  parse: fc.constantFrom(...PARSES),
  limits: fc.constantFrom(LIMITS, ALB_HEAD_LIMITS),
  fields: fc.constant(true),
});

test(
  "HeadParser, ResponseHeadParser and BodyDecoder report the same events however the bytes are cut",
  { timeout: TEST_TIMEOUT_MS },
  () => {
    fc.assert(
      fc.property(options, traffic, cuts, (how, bytes, fractions) => {
        expect(drive(how, cutAt(bytes, fractions))).toEqual(drive(how, [bytes]));
      }),
      TIME_BOX,
    );
  },
);

test(
  "HeadParser gives the verdict of the exact classification on its short ways too",
  { timeout: TEST_TIMEOUT_MS },
  () => {
    fc.assert(
      fc.property(traffic, (bytes) => {
        const parser = new HeadParser("tolerant", ALB_HEAD_LIMITS);
        if (parser.parse(bytes, 0, bytes.length) !== HEAD_COMPLETE) return;
        const head = parser.head!;
        const scan = new HeadScan();
        const line = new RequestLine();
        const text = Buffer.from(head.text, "latin1");
        scan.begin(0);
        const fieldsStart = scanRequestLine(text, text.length, scan, line);
        expect(scanFieldLines(text, fieldsStart, text.length, scan)).toBe(text.length);
        line.take(head.text, scan);
        const exact = classifyRequest(new FieldSection(head.text, scan), head.text, line);
        expect(head.desync).toEqual(exact);
      }),
      TIME_BOX,
    );
  },
);

test("FieldSection puts its lines back together to the text", { timeout: TEST_TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(traffic, (bytes) => {
      const parser = new HeadParser("tolerant", ALB_HEAD_LIMITS);
      if (parser.parse(bytes, 0, bytes.length) !== HEAD_COMPLETE) return;
      const head = parser.head!;
      for (let index = 0; index < head.count; index += 1) {
        const line = head.text.slice(head.lineStart(index), head.lineEnd(index));
        const between = head.text.slice(head.lineEnd(index), head.lineStart(index + 1));
        expect(head.line(index)).toBe(line);
        expect(["\r\n", "\n"]).toContain(between);
        expect(line.startsWith(head.name(index))).toBe(true);
        expect(line.trimEnd().endsWith(head.value(index).trimEnd())).toBe(true);
      }
    }),
    TIME_BOX,
  );
});
