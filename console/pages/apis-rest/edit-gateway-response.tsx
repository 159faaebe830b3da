// Edits a gateway response: status code, headers and templates.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { GatewayResponse } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { NameValueEditor } from "./name-value-editor.tsx";
import { entriesOf, recordOf } from "./value-list.tsx";

export interface EditGatewayResponseProps {
  readonly apiId: string;
  readonly response: GatewayResponse;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const PREFIX = "gatewayresponse.header.";

export function EditGatewayResponse(props: EditGatewayResponseProps): ReactNode {
  const { response } = props;
  const [statusCode, setStatusCode] = useState(response.statusCode ?? "");
  const [headers, setHeaders] = useState(entriesOf(response.responseParameters, PREFIX));
  const [templates, setTemplates] = useState(entriesOf(response.responseTemplates));
  const save = async () => {
    const client = await apiGateway();
    await client.putGatewayResponse({
      restApiId: props.apiId,
      responseType: response.responseType,
      ...(statusCode === "" ? {} : { statusCode }),
      responseParameters: recordOf(headers, PREFIX),
      responseTemplates: recordOf(templates),
    });
  };
  return (
    <DialogForm
      title={`Edit gateway response ${response.responseType ?? ""}`}
      submitText="Save changes"
      size="large"
      isComplete
      onSubmit={save}
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      <FormField label="Status code" description="Empty: that of the error">
        <Input
          value={statusCode}
          inputMode="numeric"
          onChange={({ detail }) => setStatusCode(detail.value)}
        />
      </FormField>
      <NameValueEditor
        title="Response headers"
        nameLabel="Name"
        valueLabel="Value"
        valuePlaceholder="'*'"
        addText="Add response header"
        entries={headers}
        onChange={(next) => setHeaders([...next])}
      />
      <NameValueEditor
        title="Response templates"
        nameLabel="Content type"
        valueLabel="Template"
        addText="Add response template"
        newEntry={{
          name: "application/json",
          value: '{"message":$context.error.messageString}',
        }}
        isMultiline
        entries={templates}
        onChange={(next) => setTemplates([...next])}
      />
    </DialogForm>
  );
}
