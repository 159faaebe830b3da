// Alarms with their states.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import { type ReactNode, useState } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { type Alarm, alarmingText, deleteAlarm, listAlarms } from "./alarms.ts";

export function alarmAddress(name: string): string {
  return `/metrics/alarms/named/${encodeURIComponent(name)}`;
}

export function AlarmList(): ReactNode {
  const loaded = useLoaded(listAlarms);
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly Alarm[]>([]);
  const [toDelete, setToDelete] = useState<string | null>(null);
  return (
    <Page
      title="Alarms"
      parents={[{ text: "Metrics", href: href("/metrics") }]}
      description="Watch a metric and change state when it crosses a threshold"
    >
      <ResourceTable
        title="Alarms"
        itemName="alarm"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Name",
            sortingField: "AlarmName",
            isRowHeader: true,
            cell: ({ AlarmName = "" }) => (
              <Link href={href(alarmAddress(AlarmName))}>{AlarmName}</Link>
            ),
          },
          {
            id: "state",
            header: "State",
            sortingField: "StateValue",
            cell: ({ StateValue }) => <Status value={StateValue} />,
          },
          {
            id: "updated",
            header: "Last state update",
            sortingField: "StateUpdatedTimestamp",
            cell: ({ StateUpdatedTimestamp }) => localTime(StateUpdatedTimestamp?.getTime()),
          },
          { id: "condition", header: "Conditions", cell: alarmingText },
        ]}
        textOf={(alarm) => `${alarm.AlarmName} ${alarm.StateValue} ${alarmingText(alarm)}`}
        idOf={({ AlarmName = "" }) => AlarmName}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button
            key="delete"
            disabled={selected.length === 0}
            onClick={() => setToDelete(selected[0]?.AlarmName ?? null)}
          >
            Delete
          </Button>,
          <Button key="create" variant="primary" href={href("/metrics/alarms/create")}>
            Create alarm
          </Button>,
        ]}
      />
      {toDelete === null ? null : (
        <DeleteDialog
          itemName="alarm"
          name={toDelete}
          onDelete={() => deleteAlarm(toDelete)}
          onCancel={() => setToDelete(null)}
          onDone={() => {
            tell({ type: "success", header: `Deleted alarm ${toDelete}` });
            setToDelete(null);
            setSelected([]);
            loaded.reload();
          }}
        />
      )}
    </Page>
  );
}
