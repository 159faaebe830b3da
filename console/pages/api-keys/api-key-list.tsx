// API keys: made, enabled and disabled, imported, deleted. Values are shown one by one.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ApiKey } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { SecretText } from "../../commons/secret-text.tsx";
import { Status } from "../../commons/status.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useAction } from "../../commons/use-action.ts";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { deleteApiKey, keyName, listApiKeys, setEnabled, statusText } from "./api-keys.ts";
import { EditApiKey } from "./edit-api-key.tsx";
import { ImportApiKeys } from "./import-api-keys.tsx";

const COLUMNS: readonly TableProps.ColumnDefinition<ApiKey>[] = [
  {
    id: "name",
    header: "Name",
    isRowHeader: true,
    sortingComparator: (a, b) => keyName(a).localeCompare(keyName(b)),
    cell: (key) => <Link href={href(`/api-keys/${key.id}`)}>{keyName(key)}</Link>,
  },
  { id: "id", header: "ID", sortingField: "id", cell: ({ id }) => id },
  {
    id: "value",
    header: "API key",
    cell: (key) => <SecretText text={key.value} label={`the value of ${keyName(key)}`} />,
  },
  {
    id: "status",
    header: "Status",
    sortingComparator: (a, b) => statusText(a).localeCompare(statusText(b)),
    cell: (key) => <Status value={statusText(key)} />,
  },
  { id: "description", header: "Description", cell: (key) => key.description ?? "–" },
  {
    id: "created",
    header: "Created",
    sortingComparator: (a, b) => Number(a.createdDate ?? 0) - Number(b.createdDate ?? 0),
    cell: (key) => localTime(key.createdDate?.getTime()),
  },
];

export function ApiKeyList(): ReactNode {
  const loaded = useLoaded(listApiKeys);
  const action = useAction();
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly ApiKey[]>([]);
  const dialog = useDialog<"edit" | "delete" | "import">(loaded.value);
  // The selection is of keys as they were loaded before.
  const key = loaded.value?.find(({ id }) => id === selected[0]?.id);
  const changed = (header: string) => {
    tell({ type: "success", header });
    dialog.closeWhenLoaded();
    loaded.reload();
  };
  const enable = async (given: ApiKey, enabled: boolean) => {
    if (!(await action.run(() => setEnabled(given, enabled)))) return;
    const header = `API key ${keyName(given)} is ${enabled ? "enabled" : "disabled"}`;
    tell({ type: "success", header });
    loaded.reload();
  };
  return (
    <Page title="API keys" description="What clients of REST APIs show in the header x-api-key">
      <SpaceBetween size="s">
        {action.error === "" ? null : <Alert type="error">{action.error}</Alert>}
        <ResourceTable
          title="API keys"
          itemName="API key"
          loaded={loaded}
          columns={COLUMNS}
          textOf={(item) =>
            `${keyName(item)} ${item.id} ${item.description ?? ""} ${statusText(item)}`
          }
          idOf={({ id = "" }) => id}
          selection="single"
          selected={key === undefined ? [] : [key]}
          onSelect={setSelected}
          actions={[
            <ButtonDropdown
              key="actions"
              loading={action.isRunning}
              items={[
                { id: "edit", text: "Edit", disabled: key === undefined },
                { id: "enable", text: "Enable", disabled: key?.enabled !== false },
                { id: "disable", text: "Disable", disabled: key?.enabled !== true },
                { id: "delete", text: "Delete", disabled: key === undefined },
                { id: "import", text: "Import API keys" },
              ]}
              onItemClick={({ detail: { id } }) => {
                if (id === "edit" || id === "delete" || id === "import") dialog.show(id);
                else if (key !== undefined) void enable(key, id === "enable");
              }}
            >
              Actions
            </ButtonDropdown>,
            <Button key="create" variant="primary" href={href("/api-keys/create")}>
              Create API key
            </Button>,
          ]}
        />
      </SpaceBetween>
      {dialog.open === "edit" && key !== undefined ? (
        <EditApiKey
          apiKey={key}
          onCancel={dialog.close}
          onDone={() => changed(`API key ${keyName(key)} is changed`)}
        />
      ) : null}
      {dialog.open === "delete" && key !== undefined ? (
        <DeleteDialog
          itemName="API key"
          name={keyName(key)}
          onDelete={() => deleteApiKey(key)}
          onCancel={dialog.close}
          onDone={() => changed(`API key ${keyName(key)} is deleted`)}
        >
          Clients that have it are refused from now on, and usage plans lose it.
        </DeleteDialog>
      ) : null}
      {dialog.open === "import" ? (
        <ImportApiKeys
          onCancel={dialog.close}
          onDone={({ count, warnings }) => {
            changed(`Imported ${count} API ${count === 1 ? "key" : "keys"}`);
            if (warnings.length === 0) return;
            tell({ type: "warning", header: "Left out", content: warnings.join("; ") });
          }}
        />
      ) : null}
    </Page>
  );
}
