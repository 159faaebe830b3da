// Log groups.
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Link from "@cloudscape-design/components/link";
import type { LogGroup } from "@aws-sdk/client-cloudwatch-logs";
import { type ReactNode, useState } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { CreateGroup } from "./create-group.tsx";
import { EditRetention } from "./edit-retention.tsx";
import { bytesText, deleteGroup, groupAddress, listGroups, retentionText } from "./logs.ts";

export function GroupList(): ReactNode {
  const loaded = useLoaded(listGroups);
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly LogGroup[]>([]);
  const [dialog, setDialog] = useState<"create" | "retention" | "delete" | null>(null);
  const [chosen] = selected;
  const name = chosen?.logGroupName ?? "";
  const done = (header: string) => {
    tell({ type: "success", header });
    setDialog(null);
    setSelected([]);
    loaded.reload();
  };
  const cancel = () => setDialog(null);
  return (
    <Page
      title="Log groups"
      description="Access logs of APIs, and whatever else is sent to CloudWatch Logs"
      actions={<Button href={href("/logs/insights")}>Logs Insights</Button>}
    >
      <ResourceTable
        title="Log groups"
        itemName="log group"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Log group",
            sortingField: "logGroupName",
            isRowHeader: true,
            cell: ({ logGroupName = "" }) => (
              <Link href={href(groupAddress(logGroupName))}>{logGroupName}</Link>
            ),
          },
          {
            id: "retention",
            header: "Retention",
            sortingField: "retentionInDays",
            cell: ({ retentionInDays }) => retentionText(retentionInDays),
          },
          {
            id: "bytes",
            header: "Stored",
            sortingField: "storedBytes",
            cell: ({ storedBytes }) => bytesText(storedBytes),
          },
          {
            id: "created",
            header: "Creation time",
            sortingField: "creationTime",
            cell: ({ creationTime }) => localTime(creationTime),
          },
        ]}
        textOf={({ logGroupName = "" }) => logGroupName}
        idOf={({ logGroupName = "" }) => logGroupName}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <ButtonDropdown
            key="actions"
            disabled={chosen === undefined}
            items={[
              { id: "retention", text: "Edit retention setting" },
              { id: "delete", text: "Delete log group" },
            ]}
            onItemClick={({ detail }) => setDialog(detail.id === "delete" ? "delete" : "retention")}
          >
            Actions
          </ButtonDropdown>,
          <Button key="create" variant="primary" onClick={() => setDialog("create")}>
            Create log group
          </Button>,
        ]}
      />
      {dialog === "create" ? (
        <CreateGroup onDone={(made) => done(`Created log group ${made}`)} onCancel={cancel} />
      ) : null}
      {dialog === "retention" && chosen !== undefined ? (
        <EditRetention
          group={chosen}
          onDone={() => done(`Changed the retention of ${name}`)}
          onCancel={cancel}
        />
      ) : null}
      {dialog === "delete" && chosen !== undefined ? (
        <DeleteDialog
          itemName="log group"
          name={name}
          onDelete={() => deleteGroup(name)}
          onCancel={cancel}
          onDone={() => done(`Deleted log group ${name}`)}
        >
          All its log streams and events are deleted with it.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}
