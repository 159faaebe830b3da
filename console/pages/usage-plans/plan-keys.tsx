// The API keys of a usage plan, and what each may still use.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { SecretText } from "../../commons/secret-text.tsx";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { removeKeyFromPlan } from "../api-keys/api-keys.ts";
import { AddKey } from "./add-key.tsx";
import { GrantExtension } from "./grant-extension.tsx";
import type { PlanPartProps } from "./plan-part.ts";
import { type KeyRow, listKeyRows } from "./usage.ts";
import { planKeyName } from "./usage-plans.ts";

export function PlanKeys({ plan }: PlanPartProps): ReactNode {
  const planId = plan.id ?? "";
  const hasQuota = plan.quota !== undefined;
  const loaded = useLoaded(() => listKeyRows(planId), [planId, plan.quota]);
  const [selected, setSelected] = useState<readonly KeyRow[]>([]);
  const dialog = useDialog<"add" | "grant" | "remove">(loaded.value);
  // The selection is of rows as they were loaded before.
  const row = loaded.value?.find(({ key }) => key.id === selected[0]?.key.id);
  const changed = () => {
    dialog.closeWhenLoaded();
    loaded.reload();
  };
  const dialogProps = { plan, onCancel: dialog.close, onDone: changed };
  return (
    <>
      <ResourceTable
        title="Associated API keys"
        itemName="API key"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Name",
            isRowHeader: true,
            sortingComparator: (a, b) => nameOf(a).localeCompare(nameOf(b)),
            cell: (each) => <Link href={href(`/api-keys/${each.key.id}`)}>{nameOf(each)}</Link>,
          },
          { id: "id", header: "ID", cell: ({ key }) => key.id },
          {
            id: "value",
            header: "API key",
            cell: (each) => (
              <SecretText text={each.key.value} label={`the value of ${nameOf(each)}`} />
            ),
          },
          { id: "used", header: "Requests today", sortingField: "used", cell: ({ used }) => used },
          {
            id: "remaining",
            header: "Requests remaining",
            sortingField: "remaining",
            cell: ({ remaining }) => (hasQuota ? remaining : "No limit"),
          },
        ]}
        textOf={(each) => `${nameOf(each)} ${each.key.id}`}
        idOf={({ key }) => key.id ?? ""}
        selection="single"
        selected={row === undefined ? [] : [row]}
        onSelect={setSelected}
        actions={[
          <Button key="remove" disabled={row === undefined} onClick={() => dialog.show("remove")}>
            Remove
          </Button>,
          <Button
            key="grant"
            disabled={row === undefined || !hasQuota}
            onClick={() => dialog.show("grant")}
          >
            Grant usage extension
          </Button>,
          <Button key="add" variant="primary" onClick={() => dialog.show("add")}>
            Add API key
          </Button>,
        ]}
      />
      {dialog.open === "add" ? (
        <AddKey {...dialogProps} without={(loaded.value ?? []).map(({ key }) => key.id)} />
      ) : null}
      {dialog.open === "grant" && row !== undefined ? (
        <GrantExtension {...dialogProps} row={row} />
      ) : null}
      {dialog.open === "remove" && row !== undefined ? (
        <DialogForm
          title={`Remove API key ${nameOf(row)}?`}
          submitText="Remove"
          isComplete
          onSubmit={() => removeKeyFromPlan(planId, row.key.id ?? "")}
          onCancel={dialogProps.onCancel}
          onDone={changed}
        >
          The key opens the stages of this plan no more, and what it has used is forgotten. The key
          itself stays.
        </DialogForm>
      ) : null}
    </>
  );
}

function nameOf({ key }: KeyRow): string {
  return planKeyName(key);
}
