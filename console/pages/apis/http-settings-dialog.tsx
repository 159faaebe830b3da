// The API's own settings: its name, its description, and whether its default endpoint answers.
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { type ReactNode, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import type { HttpApi } from "./http-api-data.ts";

export interface HttpSettingsDialogProps {
  readonly http: HttpApi;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

export function HttpSettingsDialog({ http, onCancel, onDone }: HttpSettingsDialogProps): ReactNode {
  const [name, setName] = useState(http.name);
  const [description, setDescription] = useState(http.api.Description ?? "");
  const [isDisabled, setDisabled] = useState(http.api.DisableExecuteApiEndpoint ?? false);
  return (
    <DialogForm
      title="Edit API"
      submitText="Save"
      isComplete
      onCancel={onCancel}
      onDone={onDone}
      onSubmit={async () => {
        const client = await apiGatewayV2();
        await client.updateApi({
          ApiId: http.apiId,
          Name: name,
          Description: description,
          DisableExecuteApiEndpoint: isDisabled,
        });
      }}
    >
      <FormField label="API name">
        <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label="Description" description="Optional">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <Checkbox checked={isDisabled} onChange={({ detail }) => setDisabled(detail.checked)}>
        Disable the default execute-api endpoint
      </Checkbox>
    </DialogForm>
  );
}
