// Edits an API key. Its value is what it was made with.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import type { ApiKey } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { keyName, updateApiKey } from "./api-keys.ts";

export interface EditApiKeyProps {
  readonly apiKey: ApiKey;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function EditApiKey({ apiKey, onDone, onCancel }: EditApiKeyProps): ReactNode {
  const [name, setName] = useState(apiKey.name ?? "");
  const [description, setDescription] = useState(apiKey.description ?? "");
  const [enabled, setEnabled] = useState(apiKey.enabled ?? false);
  return (
    <DialogForm
      title={`Edit API key ${keyName(apiKey)}`}
      submitText="Save changes"
      isComplete
      onSubmit={() => updateApiKey(apiKey, { name, description, enabled })}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="Name">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label="Description">
        <Textarea
          value={description}
          rows={3}
          onChange={({ detail }) => setDescription(detail.value)}
        />
      </FormField>
      <Toggle checked={enabled} onChange={({ detail }) => setEnabled(detail.checked)}>
        Enabled
      </Toggle>
    </DialogForm>
  );
}
