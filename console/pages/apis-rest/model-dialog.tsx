// Creates or edits a model.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Textarea from "@cloudscape-design/components/textarea";
import type { Model } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { memberPatches } from "./patches.ts";

export interface ModelDialogProps {
  readonly apiId: string;
  /** Undefined: a new one. */
  readonly model: Model | undefined;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const NEW_SCHEMA = `{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "type": "object"
}`;

export function ModelDialog({ apiId, model, onDone, onCancel }: ModelDialogProps): ReactNode {
  const [name, setName] = useState(model?.name ?? "");
  const [contentType, setContentType] = useState(model?.contentType ?? "application/json");
  const [description, setDescription] = useState(model?.description ?? "");
  const [schema, setSchema] = useState(model?.schema ?? NEW_SCHEMA);
  const save = async () => {
    const client = await apiGateway();
    if (model === undefined) {
      await client.createModel({
        restApiId: apiId,
        name,
        contentType,
        schema,
        ...(description === "" ? {} : { description }),
      });
      return;
    }
    const patchOperations = [
      ...memberPatches("/schema", model.schema, schema),
      ...memberPatches("/description", model.description, description),
    ];
    await client.updateModel({ restApiId: apiId, modelName: name, patchOperations });
  };
  return (
    <DialogForm
      title={model === undefined ? "Create model" : `Edit model ${name}`}
      submitText={model === undefined ? "Create" : "Save changes"}
      size="large"
      isComplete={name !== ""}
      onSubmit={save}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="Name">
        <Input
          value={name}
          ariaRequired
          disabled={model !== undefined}
          onChange={({ detail }) => setName(detail.value)}
        />
      </FormField>
      <FormField label="Content type">
        <Input
          value={contentType}
          disabled={model !== undefined}
          onChange={({ detail }) => setContentType(detail.value)}
        />
      </FormField>
      <FormField label="Description" description="Optional">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label="Model schema" description="JSON Schema, draft 4" stretch>
        <Textarea
          value={schema}
          rows={10}
          spellcheck={false}
          onChange={({ detail }) => setSchema(detail.value)}
        />
      </FormField>
    </DialogForm>
  );
}
