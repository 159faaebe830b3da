// Rules as people name them, by code or by name, without regard to case.
import { ruleList } from "./rule-list.ts";
import type { DoctorRule } from "./rule.ts";
import { changeNotDeployed } from "./rules/pst301-change-not-deployed.ts";

/** Every rule, in order of code, that about pending deployments among them. */
export function everyRule(): Omit<DoctorRule, "examine">[] {
  return [...ruleList, changeNotDeployed].toSorted((a, b) => a.code.localeCompare(b.code));
}

/** Codes of the rules; throws with the unknown one's name. */
export function resolveRules(wanted: readonly string[]): ReadonlySet<string> {
  const rules = everyRule();
  const codes = new Set<string>();
  for (const text of wanted) {
    const rule = rules.find(
      ({ code, name }) => code === text.toUpperCase() || name === text.toLowerCase(),
    );
    if (rule === undefined) {
      const known = rules.map(({ code }) => code).join(", ");
      throw new Error(`Cannot find rule "${text}": there are ${known}`);
    }
    codes.add(rule.code);
  }
  return codes;
}
