// Creates or edits an integration response.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { ContentHandlingStrategy, IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { CONTENT_HANDLINGS } from "./integration-choices.ts";
import { NameValueEditor } from "./name-value-editor.tsx";
import { entryPatches, memberPatches } from "./patches.ts";
import type { MethodPlace } from "./rest-apis.ts";
import { entriesOf, recordOf } from "./value-list.tsx";

export interface IntegrationResponseDialogProps {
  readonly place: MethodPlace;
  /** Of the method responses. */
  readonly statusCodes: readonly string[];
  /** Undefined: a new one. */
  readonly response: IntegrationResponse | undefined;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const PREFIX = "method.response.header.";

export function IntegrationResponseDialog(props: IntegrationResponseDialogProps): ReactNode {
  const { place, response } = props;
  const [statusCode, setStatusCode] = useState(response?.statusCode ?? props.statusCodes[0] ?? "");
  const [pattern, setPattern] = useState(response?.selectionPattern ?? "");
  const [handling, setHandling] = useState<string>(response?.contentHandling ?? "");
  const [headers, setHeaders] = useState(entriesOf(response?.responseParameters, PREFIX));
  const [templates, setTemplates] = useState(entriesOf(response?.responseTemplates));
  const save = async () => {
    const client = await apiGateway();
    const responseParameters = recordOf(headers, PREFIX);
    const responseTemplates = recordOf(templates);
    if (response === undefined) {
      await client.putIntegrationResponse({
        ...place,
        statusCode,
        ...(pattern === "" ? {} : { selectionPattern: pattern }),
        ...(handling === "" ? {} : { contentHandling: handling as ContentHandlingStrategy }),
        responseParameters,
        responseTemplates,
      });
      return;
    }
    const patchOperations = [
      ...memberPatches("/selectionPattern", response.selectionPattern, pattern),
      ...memberPatches("/contentHandling", response.contentHandling, handling),
      ...entryPatches("/responseParameters", response.responseParameters, responseParameters),
      ...entryPatches("/responseTemplates", response.responseTemplates, responseTemplates),
    ];
    await client.updateIntegrationResponse({ ...place, statusCode, patchOperations });
  };
  const statuses = props.statusCodes.map((value) => ({ value, label: value }));
  return (
    <DialogForm
      title={response === undefined ? "Create integration response" : `Edit response ${statusCode}`}
      submitText="Save"
      size="large"
      isComplete={statusCode !== ""}
      onSubmit={save}
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      <FormField
        label="Method response status code"
        description="It has to be declared under Method response first"
      >
        <Select
          selectedOption={statusCode === "" ? null : { value: statusCode, label: statusCode }}
          options={statuses}
          disabled={response !== undefined}
          placeholder="Choose a status code"
          empty="The method declares no response"
          onChange={({ detail }) => setStatusCode(detail.selectedOption.value ?? "")}
        />
      </FormField>
      <FormField
        label="HTTP status regex"
        description="Which answers of the endpoint it takes; empty: all that no other response takes"
      >
        <Input
          value={pattern}
          placeholder="4\d{2}"
          onChange={({ detail }) => setPattern(detail.value)}
        />
      </FormField>
      <FormField label="Content handling">
        <Select
          selectedOption={CONTENT_HANDLINGS.find(({ value }) => value === handling) ?? null}
          options={CONTENT_HANDLINGS}
          onChange={({ detail }) => setHandling(detail.selectedOption.value ?? "")}
        />
      </FormField>
      <NameValueEditor
        title="Header mappings"
        nameLabel="Response header"
        valueLabel="Mapping value"
        valuePlaceholder="integration.response.header.etag"
        addText="Add header mapping"
        entries={headers}
        onChange={(next) => setHeaders([...next])}
      />
      <NameValueEditor
        title="Mapping templates"
        nameLabel="Content type"
        valueLabel="Template"
        addText="Add mapping template"
        newEntry={{ name: "application/json", value: "" }}
        isMultiline
        entries={templates}
        onChange={(next) => setTemplates([...next])}
      />
    </DialogForm>
  );
}
