// Asks before something is destroyed: its name has to be typed. The API's refusal is shown in place, with links to
// what is in the way where the caller knows it.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { type ReactNode, useState } from "react";
import { DialogForm } from "./dialog-form.tsx";

export interface DeleteDialogProps {
  /** "load balancer" */
  readonly itemName: string;
  /** What has to be typed. */
  readonly name: string;
  readonly onDelete: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  /** Consequences and references, shown above the field. */
  readonly children?: ReactNode;
}

export function DeleteDialog(props: DeleteDialogProps): ReactNode {
  const { itemName, name, onDelete, onDone, onCancel, children } = props;
  const [typed, setTyped] = useState("");
  return (
    <DialogForm
      title={`Delete ${itemName} ${name}?`}
      submitText="Delete"
      isComplete={typed === name}
      onSubmit={onDelete}
      onDone={onDone}
      onCancel={onCancel}
    >
      {children}
      <FormField label={`To confirm, type ${name}`}>
        <Input value={typed} ariaRequired onChange={({ detail }) => setTyped(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
