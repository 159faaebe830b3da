// Grants an API key more of its quota, or less, until the period ends.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { grantExtension, type KeyRow } from "./usage.ts";
import { quotaText } from "./usage-plan-draft.ts";
import { planKeyName } from "./usage-plans.ts";

export interface GrantExtensionProps {
  readonly plan: UsagePlan;
  readonly row: KeyRow;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function GrantExtension({ plan, row, onDone, onCancel }: GrantExtensionProps): ReactNode {
  const [remaining, setRemaining] = useState(String(row.remaining));
  return (
    <DialogForm
      title={`Grant usage extension to ${planKeyName(row.key)}`}
      submitText="Update quota"
      isComplete={remaining !== ""}
      onSubmit={() => grantExtension(plan.id ?? "", row.key.id ?? "", remaining)}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField
        label="Remaining requests"
        description={`Until the period ends. The plan's quota is ${quotaText(plan)}`}
      >
        <Input
          value={remaining}
          inputMode="numeric"
          ariaRequired
          onChange={({ detail }) => setRemaining(detail.value)}
        />
      </FormField>
    </DialogForm>
  );
}
