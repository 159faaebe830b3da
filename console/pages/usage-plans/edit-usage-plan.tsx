// Edits a usage plan's name, throttle and quota.
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { draftOf, isComplete, updatePatches } from "./usage-plan-draft.ts";
import { UsagePlanFields } from "./usage-plan-fields.tsx";
import { updatePlan } from "./usage-plans.ts";

export interface EditUsagePlanProps {
  readonly plan: UsagePlan;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function EditUsagePlan({ plan, onDone, onCancel }: EditUsagePlanProps): ReactNode {
  const [draft, setDraft] = useState(() => draftOf(plan));
  return (
    <DialogForm
      title={`Edit usage plan ${plan.name}`}
      submitText="Save changes"
      isComplete={isComplete(draft)}
      onSubmit={() => updatePlan(plan.id ?? "", updatePatches(plan, draft))}
      onDone={onDone}
      onCancel={onCancel}
    >
      <UsagePlanFields draft={draft} onChange={setDraft} />
    </DialogForm>
  );
}
