// All target groups.
import type { ReactNode } from "react";
import { Page } from "../../commons/page.tsx";
import { TargetGroupTable } from "./target-group-table.tsx";

export function TargetGroupList(): ReactNode {
  return (
    <Page title="Target groups" description="Where load balancers forward to">
      <TargetGroupTable />
    </Page>
  );
}
