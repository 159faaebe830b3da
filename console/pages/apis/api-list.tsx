// HTTP APIs and REST APIs in one list.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { type ReactNode, useState } from "react";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { type ApiRow, deleteApi, listApis } from "./api-rows.ts";

const COLUMNS: readonly TableProps.ColumnDefinition<ApiRow>[] = [
  {
    id: "name",
    header: "Name",
    sortingField: "name",
    isRowHeader: true,
    cell: (api) => (
      <Link href={href(`/apis/${api.protocol.toLowerCase()}/${api.id}`)}>{api.name}</Link>
    ),
  },
  { id: "description", header: "Description", cell: (api) => api.description || "–" },
  { id: "id", header: "ID", sortingField: "id", cell: (api) => api.id },
  { id: "protocol", header: "Protocol", sortingField: "protocol", cell: (api) => api.protocol },
  {
    id: "endpoint",
    header: "API endpoint type",
    sortingField: "endpointType",
    cell: (api) => api.endpointType,
  },
  {
    id: "urls",
    header: "Invoke URLs",
    minWidth: 190,
    cell: (api) =>
      api.invokeUrls.length === 0 ? (
        "–"
      ) : (
        <SpaceBetween size="xxs">
          {api.invokeUrls.map((url) => (
            <CopyText key={url} text={url} />
          ))}
        </SpaceBetween>
      ),
  },
  {
    id: "created",
    header: "Created",
    minWidth: 120,
    sortingComparator: (a, b) => (a.created?.getTime() ?? 0) - (b.created?.getTime() ?? 0),
    cell: (api) =>
      api.created === undefined ? "–" : localTime(api.created.getTime()).slice(0, 10),
  },
];

export function ApiList(): ReactNode {
  const loaded = useLoaded(listApis);
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly ApiRow[]>([]);
  const [toDelete, setToDelete] = useState<ApiRow | null>(null);
  return (
    <Page title="APIs" description="HTTP APIs and REST APIs of this account and region">
      <ResourceTable
        title="APIs"
        itemName="API"
        loaded={loaded}
        columns={COLUMNS}
        textOf={(api) => `${api.name} ${api.id} ${api.protocol} ${api.description}`}
        idOf={(api) => api.id}
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
          <Button key="create" variant="primary" href={href("/apis/create")}>
            Create API
          </Button>,
        ]}
      />
      {toDelete === null ? null : (
        <DeleteDialog
          itemName={`${toDelete.protocol} API`}
          name={toDelete.name}
          onDelete={() => deleteApi(toDelete)}
          onCancel={() => setToDelete(null)}
          onDone={() => {
            tell({ type: "success", header: `API ${toDelete.name} was deleted` });
            setToDelete(null);
            setSelected([]);
            loaded.reload();
          }}
        >
          Its stages stop answering at once.
        </DeleteDialog>
      )}
    </Page>
  );
}
