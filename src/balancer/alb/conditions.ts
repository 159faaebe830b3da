// The list of condition kinds, by the name AWS gives them.
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import { HostHeaderCondition } from "./condition-host-header.ts";
import { HttpHeaderCondition } from "./condition-http-header.ts";
import { HttpRequestMethodCondition } from "./condition-http-request-method.ts";
import { PathPatternCondition } from "./condition-path-pattern.ts";
import { QueryStringCondition } from "./condition-query-string.ts";
import { SourceIpCondition } from "./condition-source-ip.ts";
import type { ProblemReporter, RuleCondition } from "./rule-condition.ts";

type ConditionCompiler = (
  condition: ConditionSnapshot,
  onProblem: ProblemReporter,
) => RuleCondition;

/** How each kind of condition is compiled. */
export const CONDITIONS: Readonly<Record<ConditionSnapshot["field"], ConditionCompiler>> = {
  "host-header": (condition, onProblem) => new HostHeaderCondition(condition, onProblem),
  "path-pattern": (condition, onProblem) => new PathPatternCondition(condition, onProblem),
  "http-header": (condition, onProblem) => new HttpHeaderCondition(condition, onProblem),
  "http-request-method": (condition) => new HttpRequestMethodCondition(condition),
  "query-string": (condition) => new QueryStringCondition(condition),
  "source-ip": (condition, onProblem) => new SourceIpCondition(condition, onProblem),
};
