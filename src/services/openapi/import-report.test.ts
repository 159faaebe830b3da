import { expect, test } from "vitest";
import { ImportReport, REPORT_LINES_MAX } from "./import-report.ts";

test("refusal() lists errors, and warnings beneath them", () => {
  const report = new ImportReport();
  expect(report.refusal(true)).toBeUndefined();
  report.warn("w1");
  expect(report.refusal(false)).toBeUndefined();
  expect(report.refusal(true)).toBe("Warnings found during import:\n\tw1");
  report.fail("e1");
  report.fail("e2");
  expect(report.refusal(false)).toBe(
    "Errors found during import:\n\te1\n\te2\nAdditionally, these warnings were found:\n\tw1",
  );
});

test("a report stops at its limit", () => {
  const report = new ImportReport();
  for (let i = 0; i < REPORT_LINES_MAX + 5; i++) report.fail(`e${i}`);
  expect(report.errors).toHaveLength(REPORT_LINES_MAX);
});
