import { describe, expect, it } from "vitest";
import { FAILURE_KINDS } from "../../base/failure.ts";
import { FAILURES } from "./failures.ts";

describe("FAILURES", () => {
  it("has a row for every kind of failure and no other", () => {
    expect(Object.keys(FAILURES).toSorted()).toEqual(FAILURE_KINDS.toSorted());
  });

  it.for(FAILURE_KINDS)("%s has a status, a log reason and a metric", (kind) => {
    const row = FAILURES[kind];
    expect(row.errorReason).not.toBe("");
    expect(row.metrics.length).toBeGreaterThan(0);
    // No page only where nobody is there to read one.
    const isUnread = row.status === 0 || row.status === 460;
    expect(row.page === null).toBe(isUnread);
    expect(row.page?.status ?? row.status).toBe(row.status);
  });

  it("closes after those pages that nginx closes after, and after no other", () => {
    for (const kind of FAILURE_KINDS) {
      const { page, status, close } = FAILURES[kind];
      if (page === null) continue;
      expect(close, kind).toBe([400, 408, 413, 414, 500, 501].includes(status));
    }
  });

  it("counts a status that has a metric of its own under it", () => {
    expect(FAILURES["no-target"].metrics).toContain("HTTPCode_ELB_503_Count");
    expect(FAILURES["unsupported-version"].metrics).toEqual(["HTTPCode_ELB_5XX_Count"]);
  });
});
