// Listener rules as AWS's API has them → as the data plane reads them: one list of values per condition whichever of
// AWS's two spellings was used, defaults written out, actions in their order. Pure.
import type {
  Action,
  RedirectActionConfig,
  Rule,
  RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type {
  ActionSnapshot,
  ConditionSnapshot,
  RuleSnapshot,
  WeightedTargetGroupSnapshot,
} from "./snapshots.ts";

/** A target group without a weight counts once. */
const DEFAULT_WEIGHT = 1;

/** A rule of a listener; conditions of a kind that is not known never match. */
export function compileRule(rule: Rule): RuleSnapshot {
  const isDefault = rule.IsDefault === true;
  return {
    ruleArn: rule.RuleArn ?? "",
    priority: isDefault ? 0 : Number(rule.Priority ?? 0),
    isDefault,
    conditions: isDefault ? [] : (rule.Conditions ?? []).map(compileCondition),
    actions: compileActions(rule.Actions ?? []),
  };
}

/** Actions in the order in which they run. */
export function compileActions(actions: readonly Action[]): ActionSnapshot[] {
  return actions.toSorted((a, b) => (a.Order ?? 0) - (b.Order ?? 0)).map(compileAction);
}

/** The target groups that the actions may send to, each once. */
export function targetGroupsOf(actions: readonly Action[]): string[] {
  const arns = new Set<string>();
  for (const action of actions) {
    for (const { targetGroupArn } of forwardGroups(action)) arns.add(targetGroupArn);
  }
  return [...arns];
}

function compileCondition(condition: RuleCondition): ConditionSnapshot {
  const field = condition.Field as ConditionSnapshot["field"];
  const base = { field, headerName: "", regexValues: condition.RegexValues ?? [], pairs: [] };
  switch (field) {
    case "host-header":
      return { ...base, ...patterns(condition, condition.HostHeaderConfig) };
    case "path-pattern":
      return { ...base, ...patterns(condition, condition.PathPatternConfig) };
    case "http-header":
      return {
        ...base,
        ...patterns(condition, condition.HttpHeaderConfig),
        headerName: condition.HttpHeaderConfig?.HttpHeaderName ?? "",
      };
    case "http-request-method":
      return {
        ...base,
        values: condition.HttpRequestMethodConfig?.Values ?? condition.Values ?? [],
      };
    case "source-ip":
      return { ...base, values: condition.SourceIpConfig?.Values ?? condition.Values ?? [] };
    case "query-string":
      return {
        ...base,
        values: [],
        pairs: (condition.QueryStringConfig?.Values ?? []).map((pair) => ({
          key: pair.Key ?? null,
          value: pair.Value ?? "",
        })),
      };
    default:
      return { ...base, values: [] };
  }
}

function patterns(
  condition: RuleCondition,
  config: { Values?: string[] | undefined; RegexValues?: string[] | undefined } | undefined,
): { values: readonly string[]; regexValues: readonly string[] } {
  return {
    values: config?.Values ?? condition.Values ?? [],
    regexValues: config?.RegexValues ?? condition.RegexValues ?? [],
  };
}

function compileAction(action: Action): ActionSnapshot {
  switch (action.Type) {
    case "forward":
      return { type: "forward", targetGroups: forwardGroups(action) };
    case "redirect":
      return compileRedirect(action.RedirectConfig);
    case "fixed-response":
      return {
        type: "fixed-response",
        statusCode: Number(action.FixedResponseConfig?.StatusCode ?? 503),
        contentType: action.FixedResponseConfig?.ContentType ?? "text/plain",
        messageBody: action.FixedResponseConfig?.MessageBody ?? "",
      };
    default:
      return { type: "unsupported", name: action.Type ?? "" };
  }
}

function forwardGroups(action: Action): WeightedTargetGroupSnapshot[] {
  if (action.Type !== "forward") return [];
  const groups = action.ForwardConfig?.TargetGroups;
  if (groups !== undefined && groups.length > 0) {
    return groups.map((group) => ({
      targetGroupArn: group.TargetGroupArn ?? "",
      weight: group.Weight ?? DEFAULT_WEIGHT,
    }));
  }
  return action.TargetGroupArn === undefined
    ? []
    : [{ targetGroupArn: action.TargetGroupArn, weight: DEFAULT_WEIGHT }];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html */
function compileRedirect(redirect: RedirectActionConfig | undefined): ActionSnapshot {
  return {
    type: "redirect",
    statusCode: redirect?.StatusCode === "HTTP_301" ? 301 : 302,
    protocol: redirect?.Protocol ?? "#{protocol}",
    host: redirect?.Host ?? "#{host}",
    port: redirect?.Port ?? "#{port}",
    path: redirect?.Path ?? "/#{path}",
    query: redirect?.Query ?? "#{query}",
  };
}
