// Edits what holds for the whole API.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import Toggle from "@cloudscape-design/components/toggle";
import type { PatchOperation, RestApi } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { memberPatches, segment } from "./patches.ts";
import { TextList } from "./text-list.tsx";

export interface EditApiSettingsProps {
  readonly api: RestApi;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const ENDPOINT_TYPES = [
  { value: "REGIONAL", label: "Regional" },
  { value: "EDGE", label: "Edge-optimized" },
  { value: "PRIVATE", label: "Private" },
];

export function EditApiSettings({ api, onDone, onCancel }: EditApiSettingsProps): ReactNode {
  const oldType = api.endpointConfiguration?.types?.[0] ?? "EDGE";
  const [name, setName] = useState(api.name ?? "");
  const [description, setDescription] = useState(api.description ?? "");
  const [keySource, setKeySource] = useState<string>(api.apiKeySource ?? "HEADER");
  const [endpointType, setEndpointType] = useState<string>(oldType);
  const [types, setTypes] = useState<readonly string[]>(api.binaryMediaTypes ?? []);
  const [compression, setCompression] = useState(String(api.minimumCompressionSize ?? ""));
  const [isDisabled, setDisabled] = useState(api.disableExecuteApiEndpoint ?? false);
  const save = async () => {
    const patchOperations = [
      ...memberPatches("/name", api.name, name),
      ...memberPatches("/description", api.description, description),
      ...memberPatches("/apiKeySource", api.apiKeySource ?? "HEADER", keySource),
      ...memberPatches(`/endpointConfiguration/types/${oldType}`, oldType, endpointType),
      ...mediaTypePatches(api.binaryMediaTypes ?? [], types),
      ...memberPatches("/minimumCompressionSize", api.minimumCompressionSize, compression),
      ...memberPatches(
        "/disableExecuteApiEndpoint",
        api.disableExecuteApiEndpoint ?? false,
        isDisabled,
      ),
    ];
    if (patchOperations.length === 0) return;
    await (await apiGateway()).updateRestApi({ restApiId: api.id, patchOperations });
  };
  return (
    <DialogForm
      title="Edit API details"
      submitText="Save changes"
      size="large"
      isComplete={name !== ""}
      onSubmit={save}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="API name">
        <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label="Description">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label="API endpoint type">
        <Select
          selectedOption={ENDPOINT_TYPES.find(({ value }) => value === endpointType) ?? null}
          options={ENDPOINT_TYPES}
          onChange={({ detail }) => setEndpointType(detail.selectedOption.value ?? oldType)}
        />
      </FormField>
      <FormField label="API key source">
        <RadioGroup
          value={keySource}
          ariaLabel="API key source"
          items={[
            { value: "HEADER", label: "Header" },
            { value: "AUTHORIZER", label: "Authorizer" },
          ]}
          onChange={({ detail }) => setKeySource(detail.value)}
        />
      </FormField>
      <TextList
        title="Binary media types"
        label="Media type"
        addText="Add binary media type"
        placeholder="image/png"
        texts={types}
        onChange={setTypes}
      />
      <FormField
        label="Minimum compression size"
        description="In bytes; empty: answers are not compressed"
      >
        <Input
          value={compression}
          inputMode="numeric"
          onChange={({ detail }) => setCompression(detail.value)}
        />
      </FormField>
      <Toggle checked={!isDisabled} onChange={({ detail }) => setDisabled(!detail.checked)}>
        Default endpoint active
      </Toggle>
    </DialogForm>
  );
}

function mediaTypePatches(before: readonly string[], after: readonly string[]): PatchOperation[] {
  const wished = new Set(after.map((type) => type.trim()).filter((type) => type !== ""));
  const at = (type: string) => `/binaryMediaTypes/${segment(type)}`;
  return [
    ...before
      .filter((type) => !wished.has(type))
      .map((type) => ({ op: "remove" as const, path: at(type) })),
    ...[...wished]
      .filter((type) => !before.includes(type))
      .map((type) => ({ op: "add" as const, path: at(type) })),
  ];
}
