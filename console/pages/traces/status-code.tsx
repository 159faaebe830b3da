// An HTTP status as a good or bad one; 0 is no answer.
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";

export function StatusCode({ status }: { readonly status: number }): ReactNode {
  if (status === 0) return <StatusIndicator type="error">No answer</StatusIndicator>;
  const type = status >= 500 ? "error" : status >= 400 ? "warning" : "success";
  return <StatusIndicator type={type}>{status}</StatusIndicator>;
}
