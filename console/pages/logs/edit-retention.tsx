// How long events of a log group are kept.
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import type { LogGroup } from "@aws-sdk/client-cloudwatch-logs";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { RETENTION_DAYS, retentionText, setRetention } from "./logs.ts";

export interface EditRetentionProps {
  readonly group: LogGroup;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function EditRetention({ group, onDone, onCancel }: EditRetentionProps): ReactNode {
  const { logGroupName = "", retentionInDays = 0 } = group;
  const [days, setDays] = useState(retentionInDays);
  return (
    <DialogForm
      title={`Edit retention setting of ${logGroupName}`}
      submitText="Save"
      isComplete={days !== retentionInDays}
      onSubmit={() => setRetention(logGroupName, days)}
      onDone={onDone}
      onCancel={onCancel}
    >
      <RetentionField days={days} onChange={setDays} />
    </DialogForm>
  );
}

export interface RetentionFieldProps {
  /** 0: for ever. */
  readonly days: number;
  readonly onChange: (days: number) => void;
}

export function RetentionField({ days, onChange }: RetentionFieldProps): ReactNode {
  const choice = (value: number) => ({ value: String(value), label: retentionText(value) });
  return (
    <FormField label="Retention setting">
      <Select
        selectedOption={choice(days)}
        options={[0, ...RETENTION_DAYS].map(choice)}
        onChange={({ detail }) => onChange(Number(detail.selectedOption.value))}
      />
    </FormField>
  );
}
