// Creates a log group.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { RetentionField } from "./edit-retention.tsx";
import { createGroup } from "./logs.ts";

export interface CreateGroupProps {
  readonly onDone: (name: string) => void;
  readonly onCancel: () => void;
}

export function CreateGroup({ onDone, onCancel }: CreateGroupProps): ReactNode {
  const [name, setName] = useState("");
  const [days, setDays] = useState(0);
  return (
    <DialogForm
      title="Create log group"
      submitText="Create"
      isComplete={name !== ""}
      onSubmit={() => createGroup(name, days)}
      onDone={() => onDone(name)}
      onCancel={onCancel}
    >
      <FormField label="Log group name" description="Letters, digits and . - _ / #">
        <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <RetentionField days={days} onChange={setDays} />
    </DialogForm>
  );
}
