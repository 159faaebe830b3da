// How grave a finding is, as Cloudscape shows states.
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { Severity } from "../../../src/doctor/rule.ts";

const TYPES: Readonly<Record<Severity, StatusIndicatorProps.Type>> = {
  error: "error",
  warning: "warning",
  info: "info",
};

export const SEVERITY_TEXTS: Readonly<Record<Severity, string>> = {
  error: "Error",
  warning: "Warning",
  info: "Info",
};

export function SeverityMark({ severity }: { readonly severity: Severity }): ReactNode {
  return <StatusIndicator type={TYPES[severity]}>{SEVERITY_TEXTS[severity]}</StatusIndicator>;
}
