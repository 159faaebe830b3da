// A rule's condition while it is edited, and back.
import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Choice } from "../../commons/choice.ts";

export interface ConditionDraft {
  readonly field: string;
  /** For http-header. */
  readonly headerName: string;
  /** Separated by commas; key=value for query-string. */
  readonly values: string;
}

export const FIELDS: readonly Choice[] = [
  { value: "host-header", label: "Host header" },
  { value: "path-pattern", label: "Path" },
  { value: "http-request-method", label: "HTTP request method" },
  { value: "source-ip", label: "Source IP" },
  { value: "http-header", label: "HTTP header" },
  { value: "query-string", label: "Query string" },
];

export function draftsOf(conditions: readonly RuleCondition[]): ConditionDraft[] {
  return conditions.map((condition) => ({
    field: condition.Field ?? "",
    headerName: condition.HttpHeaderConfig?.HttpHeaderName ?? "",
    values: valuesOf(condition).join(", "),
  }));
}

function valuesOf(condition: RuleCondition): readonly string[] {
  return (
    condition.Values ??
    condition.HostHeaderConfig?.Values ??
    condition.PathPatternConfig?.Values ??
    condition.HttpRequestMethodConfig?.Values ??
    condition.SourceIpConfig?.Values ??
    condition.HttpHeaderConfig?.Values ??
    condition.QueryStringConfig?.Values?.map(({ Key, Value }) =>
      Key === undefined ? (Value ?? "") : `${Key}=${Value ?? ""}`,
    ) ??
    []
  );
}

export function conditionOf({ field, headerName, values }: ConditionDraft): RuleCondition {
  const Values = values
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
  switch (field) {
    case "host-header":
      return { Field: field, HostHeaderConfig: { Values } };
    case "http-request-method":
      return { Field: field, HttpRequestMethodConfig: { Values } };
    case "source-ip":
      return { Field: field, SourceIpConfig: { Values } };
    case "http-header":
      return { Field: field, HttpHeaderConfig: { HttpHeaderName: headerName, Values } };
    case "query-string":
      return { Field: field, QueryStringConfig: { Values: Values.map(pairOf) } };
    default:
      return { Field: field, PathPatternConfig: { Values } };
  }
}

function pairOf(text: string): { Key?: string; Value: string } {
  const equals = text.indexOf("=");
  return equals === -1
    ? { Value: text }
    : { Key: text.slice(0, equals), Value: text.slice(equals + 1) };
}
