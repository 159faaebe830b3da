// Findings for tests of the lab.
import type { Finding, Severity } from "../doctor/rule.ts";

/** PST101, an error, about "api/one", unless said otherwise. */
export function findingOf(over: {
  readonly code?: string;
  readonly severity?: Severity;
  readonly id?: string;
  readonly address?: string;
}): Finding {
  const { code = "PST101", severity = "error", id = "api/one", address = "" } = over;
  return {
    code,
    severity,
    name: "name",
    page: "",
    title: "Something is wrong",
    seen: {},
    why: "Because.",
    fixes: [],
    isPending: false,
    mendedBy: null,
    resource: {
      kind: "integration",
      id,
      name: id,
      location: { file: "", line: 0, column: 0, address },
    },
  };
}
