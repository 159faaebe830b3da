// The usage plans that take one API key, and the stages that it opens with each.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { listRestApis } from "../../commons/rest-stages.ts";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { addKeyToPlan, listPlans, removeKeyFromPlan } from "./api-keys.ts";

export function KeyPlans({ keyId }: { readonly keyId: string }): ReactNode {
  const loaded = useLoaded(() => listPlans(keyId), [keyId]);
  const apis = useLoaded(listRestApis);
  const names = new Map((apis.value ?? []).map(({ id, name }) => [id, name]));
  const [selected, setSelected] = useState<readonly UsagePlan[]>([]);
  const dialog = useDialog<"add" | "remove">(loaded.value);
  // The selection is of plans as they were loaded before.
  const plan = loaded.value?.find(({ id }) => id === selected[0]?.id);
  const changed = () => {
    dialog.closeWhenLoaded();
    loaded.reload();
  };
  return (
    <>
      <ResourceTable
        title="Associated usage plans"
        itemName="usage plan"
        description="A key opens only the stages of the plans that it is in"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Usage plan",
            isRowHeader: true,
            sortingField: "name",
            cell: (each) => <Link href={href(`/usage-plans/${each.id}`)}>{each.name}</Link>,
          },
          { id: "id", header: "ID", sortingField: "id", cell: ({ id }) => id },
          { id: "stages", header: "API stages", cell: (each) => stagesText(each, names) },
        ]}
        textOf={(each) => `${each.name} ${each.id} ${stagesText(each, names)}`}
        idOf={({ id = "" }) => id}
        selection="single"
        selected={plan === undefined ? [] : [plan]}
        onSelect={setSelected}
        actions={[
          <Button key="remove" disabled={plan === undefined} onClick={() => dialog.show("remove")}>
            Remove from usage plan
          </Button>,
          <Button key="add" onClick={() => dialog.show("add")}>
            Add to usage plan
          </Button>,
        ]}
      />
      {dialog.open === "add" ? (
        <AddToPlan
          keyId={keyId}
          without={loaded.value ?? []}
          onCancel={dialog.close}
          onDone={changed}
        />
      ) : null}
      {dialog.open === "remove" && plan !== undefined ? (
        <DialogForm
          title={`Remove from usage plan ${plan.name}?`}
          submitText="Remove"
          isComplete
          onSubmit={() => removeKeyFromPlan(plan.id ?? "", keyId)}
          onCancel={dialog.close}
          onDone={changed}
        >
          The key opens the stages of the plan no more, and what it has used is forgotten.
        </DialogForm>
      ) : null}
    </>
  );
}

/** "pet shop: prod" of each. */
function stagesText(
  { apiStages = [] }: UsagePlan,
  names: ReadonlyMap<string | undefined, string | undefined>,
): string {
  if (apiStages.length === 0) return "–";
  return apiStages.map(({ apiId, stage }) => `${names.get(apiId) ?? apiId}: ${stage}`).join(", ");
}

interface AddToPlanProps {
  readonly keyId: string;
  readonly without: readonly UsagePlan[];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function AddToPlan({ keyId, without, onDone, onCancel }: AddToPlanProps): ReactNode {
  const plans = useLoaded(() => listPlans());
  const [planId, setPlanId] = useState("");
  const options = (plans.value ?? [])
    .filter(({ id }) => without.every((plan) => plan.id !== id))
    .map(({ id = "", name = "" }) => ({ value: id, label: name, description: id }));
  return (
    <DialogForm
      title="Add to usage plan"
      submitText="Add"
      isComplete={planId !== ""}
      onSubmit={() => addKeyToPlan(planId, keyId)}
      onDone={onDone}
      onCancel={onCancel}
    >
      {plans.error === "" ? null : <Alert type="error">{plans.error}</Alert>}
      <FormField label="Usage plan">
        <Select
          selectedOption={options.find(({ value }) => value === planId) ?? null}
          options={options}
          filteringType="auto"
          placeholder="Choose a usage plan"
          empty="There is no other usage plan"
          statusType={plans.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => setPlanId(detail.selectedOption.value ?? "")}
        />
      </FormField>
    </DialogForm>
  );
}
