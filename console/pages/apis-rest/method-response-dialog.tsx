// Creates or edits a method response.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { NameValueEditor } from "./name-value-editor.tsx";
import { entryPatches } from "./patches.ts";
import type { MethodPlace } from "./rest-apis.ts";
import { TextList } from "./text-list.tsx";
import { entriesOf, recordOf } from "./value-list.tsx";

export interface MethodResponseDialogProps {
  readonly place: MethodPlace;
  /** Undefined: a new one. */
  readonly response: MethodResponse | undefined;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const PREFIX = "method.response.header.";

export function MethodResponseDialog(props: MethodResponseDialogProps): ReactNode {
  const { place, response } = props;
  const [statusCode, setStatusCode] = useState(response?.statusCode ?? "200");
  const [headers, setHeaders] = useState<readonly string[]>(
    Object.keys(response?.responseParameters ?? {}).map((name) => name.replace(PREFIX, "")),
  );
  const [models, setModels] = useState(entriesOf(response?.responseModels));
  const save = async () => {
    const client = await apiGateway();
    const responseParameters = Object.fromEntries(
      headers
        .filter((name) => name !== "")
        .map((name): [string, boolean] => [
          PREFIX + name,
          response?.responseParameters?.[PREFIX + name] ?? false,
        ]),
    );
    const responseModels = recordOf(models);
    if (response === undefined) {
      await client.putMethodResponse({ ...place, statusCode, responseParameters, responseModels });
      return;
    }
    const patchOperations = [
      ...entryPatches("/responseParameters", response.responseParameters, responseParameters),
      ...entryPatches("/responseModels", response.responseModels, responseModels),
    ];
    await client.updateMethodResponse({ ...place, statusCode, patchOperations });
  };
  return (
    <DialogForm
      title={response === undefined ? "Create method response" : `Edit response ${statusCode}`}
      submitText="Save"
      size="large"
      isComplete={statusCode !== ""}
      onSubmit={save}
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      <FormField label="HTTP status code">
        <Input
          value={statusCode}
          inputMode="numeric"
          disabled={response !== undefined}
          onChange={({ detail }) => setStatusCode(detail.value)}
        />
      </FormField>
      <TextList
        title="Response headers"
        label="Header name"
        addText="Add header"
        texts={headers}
        onChange={setHeaders}
      />
      <NameValueEditor
        title="Response body"
        nameLabel="Content type"
        valueLabel="Model"
        addText="Add model"
        newEntry={{ name: "application/json", value: "Empty" }}
        entries={models}
        onChange={(next) => setModels([...next])}
      />
    </DialogForm>
  );
}
