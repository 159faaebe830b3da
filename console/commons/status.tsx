// A resource's state as Cloudscape shows states, for the states of all services.
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";

const TYPES: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  available: "success",
  active: "success",
  issued: "success",
  deployed: "success",
  healthy: "success",
  ok: "success",
  complete: "success",
  pending: "pending",
  provisioning: "pending",
  pending_validation: "pending",
  initial: "pending",
  in_progress: "in-progress",
  running: "in-progress",
  deleting: "in-progress",
  draining: "in-progress",
  inactive: "stopped",
  unused: "stopped",
  insufficient_data: "info",
  failed: "error",
  passed: "success",
  unhealthy: "error",
  alarm: "error",
  expired: "error",
  degraded: "warning",
};

/** "AVAILABLE" as a green "Available", and so on; what is not known is shown as it is. */
export function Status({ value }: { readonly value: string | undefined }): ReactNode {
  if (value === undefined || value === "") return "–";
  const key = value.toLowerCase();
  const text = key.replaceAll("_", " ");
  return (
    <StatusIndicator type={TYPES[key] ?? "info"}>
      {text.charAt(0).toUpperCase() + text.slice(1)}
    </StatusIndicator>
  );
}
