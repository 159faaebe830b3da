// VPC links of both kinds.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import { type ReactNode, useState } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { useEvery } from "../../commons/use-every.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import {
  deleteVpcLink,
  isOnTheWay,
  listVpcLinks,
  PENDING_MS,
  type VpcLinkRow,
} from "./vpc-links.ts";

export function VpcLinkList(): ReactNode {
  const loaded = useLoaded(listVpcLinks);
  useEvery(PENDING_MS, () => {
    if ((loaded.value ?? []).some(isOnTheWay)) loaded.reload();
  });
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly VpcLinkRow[]>([]);
  const [toDelete, setToDelete] = useState<VpcLinkRow | null>(null);
  return (
    <Page title="VPC links" description="The private way from an API to a load balancer in a VPC">
      <ResourceTable
        title="VPC links"
        itemName="VPC link"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Name",
            sortingField: "name",
            isRowHeader: true,
            cell: (link) => (
              <Link href={href(`/vpc-links/v${link.version}/${link.id}`)}>{link.name}</Link>
            ),
          },
          { id: "id", header: "VPC link ID", sortingField: "id", cell: (link) => link.id },
          {
            id: "version",
            header: "Version",
            sortingField: "version",
            cell: (link) => (link.version === 2 ? "V2" : "V1 (REST APIs)"),
          },
          {
            id: "status",
            header: "Status",
            minWidth: 120,
            sortingField: "status",
            cell: (link) => <Status value={link.status} />,
          },
        ]}
        textOf={(link) => `${link.name} ${link.id} ${link.status} v${link.version}`}
        idOf={(link) => link.id}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button
            key="delete"
            disabled={selected.length === 0}
            onClick={() => setToDelete(selected[0] ?? null)}
          >
            Delete
          </Button>,
          <Button key="create" variant="primary" href={href("/vpc-links/create")}>
            Create
          </Button>,
        ]}
      />
      {toDelete === null ? null : (
        <DeleteDialog
          itemName="VPC link"
          name={toDelete.name}
          onDelete={() => deleteVpcLink(toDelete)}
          onCancel={() => setToDelete(null)}
          onDone={() => {
            tell({ type: "success", header: `VPC link ${toDelete.name} is being deleted` });
            setToDelete(null);
            setSelected([]);
            loaded.reload();
          }}
        />
      )}
    </Page>
  );
}
