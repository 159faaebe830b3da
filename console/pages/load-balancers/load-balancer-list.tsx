// Load balancers of both types.
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { deleteLoadBalancer, listLoadBalancers, typeName } from "./load-balancers.ts";

/** The address of a load balancer's page. */
function pathOf({ LoadBalancerArn = "" }: LoadBalancer): string {
  return `/load-balancers/${encodeURIComponent(LoadBalancerArn)}`;
}

export function LoadBalancerList(): ReactNode {
  const loaded = useLoaded(listLoadBalancers);
  const navigate = useNavigate();
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly LoadBalancer[]>([]);
  const [isDeleting, setDeleting] = useState(false);
  const [chosen] = selected;
  const act = (action: string) => {
    if (chosen === undefined) return;
    if (action === "delete") setDeleting(true);
    else void navigate(`${pathOf(chosen)}/attributes`);
  };
  return (
    <Page title="Load balancers" description="Application and Network Load Balancers">
      <ResourceTable
        title="Load balancers"
        itemName="load balancer"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Name",
            sortingField: "LoadBalancerName",
            isRowHeader: true,
            cell: (item) => <Link href={href(pathOf(item))}>{item.LoadBalancerName}</Link>,
          },
          {
            id: "state",
            header: "State",
            minWidth: 120,
            sortingComparator: (a, b) => (a.State?.Code ?? "").localeCompare(b.State?.Code ?? ""),
            cell: (item) => <Status value={item.State?.Code} />,
          },
          {
            id: "type",
            header: "Type",
            sortingField: "Type",
            cell: (item) => typeName(item.Type),
          },
          {
            id: "scheme",
            header: "Scheme",
            sortingField: "Scheme",
            cell: (item) => (item.Scheme === "internal" ? "Internal" : "Internet-facing"),
          },
          { id: "vpc", header: "VPC ID", sortingField: "VpcId", cell: (item) => item.VpcId },
          { id: "dns", header: "DNS name", cell: (item) => item.DNSName },
        ]}
        textOf={(item) =>
          `${item.LoadBalancerName} ${item.Type} ${item.Scheme} ${item.VpcId} ${item.DNSName}`
        }
        idOf={(item) => item.LoadBalancerArn ?? ""}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <ButtonDropdown
            key="actions"
            disabled={chosen === undefined}
            items={[
              { id: "attributes", text: "Edit load balancer attributes" },
              { id: "delete", text: "Delete load balancer" },
            ]}
            onItemClick={({ detail }) => act(detail.id)}
          >
            Actions
          </ButtonDropdown>,
          <Button key="create" variant="primary" href={href("/load-balancers/create")}>
            Create load balancer
          </Button>,
        ]}
      />
      {isDeleting && chosen !== undefined ? (
        <DeleteDialog
          itemName="load balancer"
          name={chosen.LoadBalancerName ?? ""}
          onDelete={() => deleteLoadBalancer(chosen.LoadBalancerArn ?? "")}
          onCancel={() => setDeleting(false)}
          onDone={() => {
            tell({ type: "success", header: `Deleted ${chosen.LoadBalancerName}` });
            setDeleting(false);
            setSelected([]);
            loaded.reload();
          }}
        />
      ) : null}
    </Page>
  );
}
