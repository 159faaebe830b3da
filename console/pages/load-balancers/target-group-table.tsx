// Target groups, of one load balancer or all.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { TargetGroup } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { loadBalancing } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { BalancerLinks } from "./balancer-links.tsx";
import { CreateTargetGroup } from "./create-target-group.tsx";
import { HealthSummary } from "./health-summary.tsx";
import { listTargetGroups, targetTypeName } from "./load-balancers.ts";

export interface TargetGroupTableProps {
  /** Left out: all target groups. */
  readonly loadBalancerArn?: string;
}

export function TargetGroupTable({ loadBalancerArn }: TargetGroupTableProps): ReactNode {
  const loaded = useLoaded(() => listTargetGroups(loadBalancerArn), [loadBalancerArn]);
  const [selected, setSelected] = useState<readonly TargetGroup[]>([]);
  const [dialog, setDialog] = useState<"create" | "delete" | null>(null);
  const [chosen] = selected;
  const done = () => {
    setDialog(null);
    setSelected([]);
    loaded.reload();
  };
  return (
    <>
      <ResourceTable
        title="Target groups"
        itemName="target group"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Name",
            sortingField: "TargetGroupName",
            isRowHeader: true,
            cell: (group) => (
              <Link href={href(`/target-groups/${encodeURIComponent(group.TargetGroupArn ?? "")}`)}>
                {group.TargetGroupName}
              </Link>
            ),
          },
          {
            id: "protocol",
            header: "Protocol : Port",
            cell: (group) => `${group.Protocol} : ${group.Port}`,
          },
          {
            id: "type",
            header: "Target type",
            sortingField: "TargetType",
            cell: (group) => targetTypeName(group.TargetType),
          },
          {
            id: "health",
            header: "Targets",
            cell: (group) => <HealthSummary targetGroupArn={group.TargetGroupArn ?? ""} />,
          },
          {
            id: "used",
            header: "Load balancer",
            cell: (group) => <BalancerLinks arns={group.LoadBalancerArns ?? []} />,
          },
        ]}
        textOf={(group) => `${group.TargetGroupName} ${group.Protocol} ${group.TargetType}`}
        idOf={(group) => group.TargetGroupArn ?? ""}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button key="delete" disabled={chosen === undefined} onClick={() => setDialog("delete")}>
            Delete
          </Button>,
          <Button key="create" variant="primary" onClick={() => setDialog("create")}>
            Create target group
          </Button>,
        ]}
      />
      {dialog === "create" ? (
        <CreateTargetGroup onDone={done} onCancel={() => setDialog(null)} />
      ) : null}
      {dialog === "delete" && chosen !== undefined ? (
        <DeleteDialog
          itemName="target group"
          name={chosen.TargetGroupName ?? ""}
          onDelete={async () =>
            (await loadBalancing()).deleteTargetGroup({ TargetGroupArn: chosen.TargetGroupArn })
          }
          onCancel={() => setDialog(null)}
          onDone={done}
        />
      ) : null}
    </>
  );
}
