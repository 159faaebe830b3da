// A fix written short: what a way to mend a finding does not have is filled in, so that rules only write what is there.
import type { Fix } from "./rule.ts";

/** A fix with nothing to deploy and nothing that the doctor could do itself, unless it is said. */
export function makeFix(parts: Pick<Fix, "title"> & Partial<Fix>): Fix {
  return {
    cli: [],
    console: [],
    cloudFormation: "",
    terraform: "",
    calls: [],
    deploys: [],
    onlyWhenAsked: false,
    ...parts,
  };
}
