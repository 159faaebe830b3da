// Edits what holds for the whole API.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { RestApi } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import {
  ACCESS_MODES,
  ENDPOINT_TYPES,
  IP_ADDRESS_TYPES,
  SECURITY_POLICIES,
} from "./api-setting-choices.ts";
import { type ApiSettingsDraft, draftOfApi, settingsPatches } from "./api-settings-draft.ts";
import { TextList } from "./text-list.tsx";

export interface EditApiSettingsProps {
  readonly api: RestApi;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function EditApiSettings({ api, onDone, onCancel }: EditApiSettingsProps): ReactNode {
  const [draft, setDraft] = useState(() => draftOfApi(api));
  const change = (part: Partial<ApiSettingsDraft>) => setDraft({ ...draft, ...part });
  const save = async () => {
    const patchOperations = settingsPatches(api, draft);
    if (patchOperations.length === 0) return;
    await (await apiGateway()).updateRestApi({ restApiId: api.id, patchOperations });
  };
  return (
    <DialogForm
      title="Edit API details"
      submitText="Save changes"
      size="large"
      isComplete={draft.name !== ""}
      onSubmit={save}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="API name">
        <Input
          value={draft.name}
          ariaRequired
          onChange={({ detail }) => change({ name: detail.value })}
        />
      </FormField>
      <FormField label="Description">
        <Input
          value={draft.description}
          onChange={({ detail }) => change({ description: detail.value })}
        />
      </FormField>
      <EndpointFields draft={draft} change={change} />
      <FormField label="API key source">
        <RadioGroup
          value={draft.keySource}
          ariaLabel="API key source"
          items={[
            { value: "HEADER", label: "Header" },
            { value: "AUTHORIZER", label: "Authorizer" },
          ]}
          onChange={({ detail }) => change({ keySource: detail.value })}
        />
      </FormField>
      <TextList
        title="Binary media types"
        label="Media type"
        addText="Add binary media type"
        placeholder="image/png"
        texts={draft.binaryMediaTypes}
        onChange={(binaryMediaTypes) => change({ binaryMediaTypes })}
      />
      <FormField
        label="Minimum compression size"
        description="In bytes; empty: answers are not compressed"
      >
        <Input
          value={draft.compression}
          inputMode="numeric"
          onChange={({ detail }) => change({ compression: detail.value })}
        />
      </FormField>
    </DialogForm>
  );
}

interface EndpointFieldsProps {
  readonly draft: ApiSettingsDraft;
  readonly change: (part: Partial<ApiSettingsDraft>) => void;
}

/** By what the API is reached. */
function EndpointFields({ draft, change }: EndpointFieldsProps): ReactNode {
  const isPrivate = draft.endpointType === "PRIVATE";
  return (
    <SpaceBetween size="m">
      <ChoiceField
        label="API endpoint type"
        description="Private APIs are kept as such, and reached like others here"
        options={ENDPOINT_TYPES}
        value={draft.endpointType}
        onChange={(endpointType) =>
          change({
            endpointType,
            ...(endpointType === "PRIVATE" ? { ipAddressType: "dualstack" } : {}),
          })
        }
      />
      {isPrivate ? (
        <TextList
          title="VPC endpoint IDs"
          description="Optional: the interface endpoints that get an alias of the API"
          label="VPC endpoint ID"
          addText="Add VPC endpoint ID"
          placeholder="vpce-0123456789abcdef0"
          texts={draft.vpcEndpointIds}
          onChange={(vpcEndpointIds) => change({ vpcEndpointIds })}
        />
      ) : null}
      <ChoiceField
        label="IP address type"
        options={IP_ADDRESS_TYPES}
        value={draft.ipAddressType}
        onChange={(ipAddressType) => change({ ipAddressType })}
      />
      <ChoiceField
        label="Security policy"
        description="Kept without effect here: for handshakes of clients with AWS"
        options={SECURITY_POLICIES}
        value={draft.securityPolicy}
        placeholder={isPrivate ? "TLS_1_2 (default)" : "TLS_1_0 (default)"}
        onChange={(securityPolicy) => change({ securityPolicy })}
      />
      <ChoiceField
        label="Endpoint access mode"
        description="Kept without effect here; for policies that begin with SecurityPolicy_"
        options={ACCESS_MODES}
        value={draft.accessMode}
        placeholder="Not set"
        onChange={(accessMode) => change({ accessMode })}
      />
      <Toggle
        checked={!draft.isEndpointDisabled}
        onChange={({ detail }) => change({ isEndpointDisabled: !detail.checked })}
      >
        Default endpoint active
      </Toggle>
    </SpaceBetween>
  );
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

function ChoiceField(props: ChoiceFieldProps): ReactNode {
  const { options, value, placeholder = "" } = props;
  return (
    <FormField label={props.label} description={props.description}>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        placeholder={placeholder}
        onChange={({ detail }) => props.onChange(detail.selectedOption.value ?? value)}
      />
    </FormField>
  );
}
