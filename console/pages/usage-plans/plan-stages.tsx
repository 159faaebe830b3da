// The stages that a usage plan opens, each with the limits of its methods.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { ApiStage } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { listRestApis } from "../../commons/rest-stages.ts";
import { useDialog } from "../../commons/use-dialog.ts";
import { type Loaded, useLoaded } from "../../commons/use-loaded.ts";
import { AddStage } from "./add-stage.tsx";
import { EditMethodLimits } from "./edit-method-limits.tsx";
import type { PlanPartProps } from "./plan-part.ts";
import { methodLimits, updatePlan } from "./usage-plans.ts";

export function PlanStages({ plan, onChanged }: PlanPartProps): ReactNode {
  const apis = useLoaded(listRestApis);
  const [selected, setSelected] = useState<readonly ApiStage[]>([]);
  const dialog = useDialog<"add" | "limits" | "remove">(plan);
  const names = new Map((apis.value ?? []).map(({ id, name }) => [id, name]));
  // The selection is of the plan as it was loaded.
  const stage = plan.apiStages?.find((each) => idOf(each) === idOf(selected[0] ?? {}));
  const reload = () => {
    apis.reload();
    onChanged();
  };
  const loaded: Loaded<ApiStage[]> = { ...apis, value: plan.apiStages ?? [], reload };
  const changed = () => {
    dialog.closeWhenLoaded();
    reload();
  };
  const dialogProps = { plan, onCancel: dialog.close, onDone: changed };
  return (
    <>
      <ResourceTable
        title="Associated stages"
        itemName="stage"
        loaded={loaded}
        columns={[
          {
            id: "api",
            header: "API",
            isRowHeader: true,
            sortingComparator: (a, b) => nameOf(names, a).localeCompare(nameOf(names, b)),
            cell: (each) => (
              <Link href={href(`/apis/rest/${each.apiId}`)}>{nameOf(names, each)}</Link>
            ),
          },
          {
            id: "stage",
            header: "Stage",
            sortingField: "stage",
            cell: ({ apiId, stage: name = "" }) => (
              <Link href={href(`/apis/rest/${apiId}/stages/${name}`)}>{name}</Link>
            ),
          },
          { id: "limits", header: "Method-level throttling", cell: limitsText },
        ]}
        textOf={(each) => `${nameOf(names, each)} ${idOf(each)}`}
        idOf={idOf}
        selection="single"
        selected={stage === undefined ? [] : [stage]}
        onSelect={setSelected}
        actions={[
          <Button key="remove" disabled={stage === undefined} onClick={() => dialog.show("remove")}>
            Remove
          </Button>,
          <Button key="limits" disabled={stage === undefined} onClick={() => dialog.show("limits")}>
            Edit method-level throttling
          </Button>,
          <Button key="add" variant="primary" onClick={() => dialog.show("add")}>
            Add stage
          </Button>,
        ]}
      />
      {dialog.open === "add" ? <AddStage {...dialogProps} /> : null}
      {dialog.open === "limits" && stage !== undefined ? (
        <EditMethodLimits {...dialogProps} stage={stage} />
      ) : null}
      {dialog.open === "remove" && stage !== undefined ? (
        <DialogForm
          title={`Remove stage ${stage.stage} of ${nameOf(names, stage)}?`}
          submitText="Remove"
          isComplete
          onSubmit={() =>
            updatePlan(plan.id ?? "", [{ op: "remove", path: "/apiStages", value: idOf(stage) }])
          }
          onCancel={dialogProps.onCancel}
          onDone={changed}
        >
          The API keys of this plan open no method there that requires a key.
        </DialogForm>
      ) : null}
    </>
  );
}

/** "a1b2c3:prod" */
function idOf({ apiId, stage }: ApiStage): string {
  return `${apiId}:${stage}`;
}

function nameOf(names: ReadonlyMap<string | undefined, string | undefined>, { apiId }: ApiStage) {
  return names.get(apiId) ?? apiId ?? "";
}

function limitsText({ throttle }: ApiStage): ReactNode {
  const limits = methodLimits(throttle);
  if (limits.length === 0) return "–";
  return limits.map(({ key, rate, burst }) => (
    <div key={key}>
      {methodText(key)}: rate {rate === "" ? "–" : rate}, burst {burst === "" ? "–" : burst}
    </div>
  ));
}

/** "/pets/GET" is "GET /pets". */
function methodText(key: string): string {
  const at = key.lastIndexOf("/");
  return `${key.slice(at + 1)} ${key.slice(0, at)}`;
}
