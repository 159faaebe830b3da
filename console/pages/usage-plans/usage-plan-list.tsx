// Usage plans: what keys may use, and how much of it.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { listPlans } from "../api-keys/api-keys.ts";
import { DeleteUsagePlan } from "./delete-usage-plan.tsx";
import { quotaText, throttleText } from "./usage-plan-draft.ts";

export function UsagePlanList(): ReactNode {
  const loaded = useLoaded(() => listPlans());
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly UsagePlan[]>([]);
  const dialog = useDialog<"delete">(loaded.value);
  // The selection is of plans as they were loaded before.
  const chosen = loaded.value?.find(({ id }) => id === selected[0]?.id);
  return (
    <Page
      title="Usage plans"
      description="Which stages of REST APIs an API key opens, how fast and how often"
    >
      <ResourceTable
        title="Usage plans"
        itemName="usage plan"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Name",
            isRowHeader: true,
            sortingField: "name",
            cell: (plan) => <Link href={href(`/usage-plans/${plan.id}`)}>{plan.name}</Link>,
          },
          { id: "id", header: "ID", sortingField: "id", cell: ({ id }) => id },
          { id: "description", header: "Description", cell: (plan) => plan.description ?? "–" },
          { id: "throttle", header: "Throttling", cell: throttleText },
          { id: "quota", header: "Quota", cell: quotaText },
          {
            id: "stages",
            header: "Associated stages",
            cell: ({ apiStages = [] }) => apiStages.length,
          },
        ]}
        textOf={({ name = "", id = "", description = "" }) => `${name} ${id} ${description}`}
        idOf={({ id = "" }) => id}
        selection="single"
        selected={chosen === undefined ? [] : [chosen]}
        onSelect={setSelected}
        actions={[
          <Button
            key="delete"
            disabled={chosen === undefined}
            onClick={() => dialog.show("delete")}
          >
            Delete
          </Button>,
          <Button key="create" variant="primary" href={href("/usage-plans/create")}>
            Create usage plan
          </Button>,
        ]}
      />
      {dialog.open === null || chosen === undefined ? null : (
        <DeleteUsagePlan
          plan={chosen}
          onCancel={dialog.close}
          onDone={() => {
            tell({ type: "success", header: `Usage plan ${chosen.name} is deleted` });
            dialog.closeWhenLoaded();
            loaded.reload();
          }}
        />
      )}
    </Page>
  );
}
