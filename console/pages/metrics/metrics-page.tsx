// /metrics: every metric; or, with "resource" or "api" in the address, the overview of one load balancer or API.
import { lazy, type ReactNode } from "react";
import { useQuery } from "../../commons/use-query.ts";

const MetricExplorer = lazy(async () => ({
  default: (await import("./metric-explorer.tsx")).MetricExplorer,
}));
const LoadBalancerOverview = lazy(async () => ({
  default: (await import("./load-balancer-overview.tsx")).LoadBalancerOverview,
}));
const ApiOverview = lazy(async () => ({
  default: (await import("./api-overview.tsx")).ApiOverview,
}));

export function MetricsPage(): ReactNode {
  const query = useQuery();
  const arn = query.get("resource") ?? "";
  const apiId = query.get("api") ?? "";
  if (arn !== "") return <LoadBalancerOverview key={arn} arn={arn} />;
  if (apiId !== "") return <ApiOverview key={apiId} apiId={apiId} />;
  return <MetricExplorer />;
}
