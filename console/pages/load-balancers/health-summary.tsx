// How many targets of a group are healthy, kept up to date while it is shown.
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useEvery } from "../../commons/use-every.ts";
import { describeTargets } from "./targets.ts";

const REFRESH_MS = 5_000;

export function HealthSummary({ targetGroupArn }: { readonly targetGroupArn: string }): ReactNode {
  const loaded = useLoaded(() => describeTargets(targetGroupArn), [targetGroupArn]);
  useEvery(REFRESH_MS, loaded.reload);
  const targets = loaded.value;
  if (targets === undefined) return loaded.error === "" ? "…" : loaded.error;
  if (targets.length === 0) return "No targets";
  const healthy = targets.filter(({ state }) => state === "healthy").length;
  const type = healthy === targets.length ? "success" : healthy === 0 ? "error" : "warning";
  return (
    <StatusIndicator type={type}>
      {healthy} of {targets.length} healthy
    </StatusIndicator>
  );
}
