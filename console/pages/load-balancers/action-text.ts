// What a rule does and when, in a line, as AWS's console puts it.
import type { Action, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";

/** "targetgroup/shop/…" → "shop". */
export function targetGroupName(arn: string | undefined): string {
  return arn?.split("/")[1] ?? "";
}

export function actionText(action: Action): string {
  switch (action.Type) {
    case "forward": {
      const groups = action.ForwardConfig?.TargetGroups ?? [];
      const names =
        groups.length > 0
          ? groups.map(({ TargetGroupArn, Weight }) =>
              groups.length === 1
                ? targetGroupName(TargetGroupArn)
                : `${targetGroupName(TargetGroupArn)} (weight ${Weight ?? 1})`,
            )
          : [targetGroupName(action.TargetGroupArn)];
      return `Forward to ${names.join(", ")}`;
    }
    case "redirect": {
      const { Protocol, Host, Port, Path, Query, StatusCode } = action.RedirectConfig ?? {};
      const code = StatusCode === "HTTP_301" ? "301" : "302";
      return `Redirect to ${Protocol}://${Host}:${Port}${Path}?${Query} (${code})`;
    }
    case "fixed-response":
      return `Return fixed response ${action.FixedResponseConfig?.StatusCode ?? ""}`;
    default:
      return action.Type ?? "";
  }
}

export function conditionText(condition: RuleCondition): string {
  const values = condition.Values ?? valuesOf(condition);
  const header = condition.HttpHeaderConfig?.HttpHeaderName;
  const field = header === undefined ? (condition.Field ?? "") : `HTTP header ${header}`;
  return `${field} is ${values.join(" or ")}`;
}

function valuesOf(condition: RuleCondition): string[] {
  const pairs = condition.QueryStringConfig?.Values?.map(({ Key, Value }) =>
    Key === undefined ? (Value ?? "") : `${Key}=${Value}`,
  );
  return (
    condition.HostHeaderConfig?.Values ??
    condition.PathPatternConfig?.Values ??
    condition.HttpHeaderConfig?.Values ??
    condition.HttpRequestMethodConfig?.Values ??
    condition.SourceIpConfig?.Values ??
    pairs ??
    []
  );
}
