// The list of actions a rule can end in, compiled. An action that Postern does not carry out yet is refused in plain
// words when a request gets it, and is reported when the rule goes live; it never passes for another one: a rule that
// should authenticate must not forward.
import type { RuleSnapshot } from "../../store/snapshots.ts";
import { FixedResponseAction } from "./action-fixed-response.ts";
import { ForwardAction } from "./action-forward.ts";
import { RedirectAction } from "./action-redirect.ts";
import type { ProblemReporter } from "./rule-condition.ts";

export const ACTION_UNSUPPORTED = 0;

export class UnsupportedAction {
  readonly kind = ACTION_UNSUPPORTED;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export type CompiledAction =
  | ForwardAction
  | RedirectAction
  | FixedResponseAction
  | UnsupportedAction;

/** What a rule does: its last action, or the unsupported one that comes before it. */
export function compileAction(rule: RuleSnapshot, onProblem: ProblemReporter): CompiledAction {
  for (const action of rule.actions) {
    if (action.type !== "unsupported") continue;
    onProblem(`Rule ${rule.ruleArn} answers 501: no support for the action "${action.name}"`);
    return new UnsupportedAction(action.name);
  }
  const last = rule.actions.at(-1);
  switch (last?.type) {
    case "forward":
      return new ForwardAction(last);
    case "redirect":
      return new RedirectAction(last);
    case "fixed-response":
      return new FixedResponseAction(last);
    case "unsupported":
    case undefined:
      onProblem(`Rule ${rule.ruleArn} answers 501: it has no action`);
      return new UnsupportedAction("none");
  }
}
