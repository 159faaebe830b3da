// Adds or edits a base path mapping of a custom domain name.
import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { listRestStages } from "../../commons/rest-stages.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { createMapping, type MappingDraft, pathOf, updateMapping } from "./custom-domains.ts";

export interface MappingDialogProps {
  readonly domainName: string;
  /** What is edited; a new one when left out. */
  readonly mapping?: BasePathMapping;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const NO_STAGE = { value: "", label: "Named by the path" };

export function MappingDialog(props: MappingDialogProps): ReactNode {
  const { domainName, mapping, onDone, onCancel } = props;
  const apis = useLoaded(listRestStages);
  const [draft, setDraft] = useState<MappingDraft>(() => ({
    apiId: mapping?.restApiId ?? "",
    stageName: mapping?.stage ?? "",
    path: mapping === undefined ? "" : pathOf(mapping),
  }));
  const apiOptions = (apis.value ?? []).map(({ apiId, apiName }) => ({
    value: apiId,
    label: apiName,
    description: apiId,
  }));
  const stages = apis.value?.find(({ apiId }) => apiId === draft.apiId)?.stages ?? [];
  const stageOptions = [
    NO_STAGE,
    ...stages.map(({ stageName = "" }) => ({ value: stageName, label: stageName })),
  ];
  return (
    <DialogForm
      title={mapping === undefined ? "Add API mapping" : "Edit API mapping"}
      submitText={mapping === undefined ? "Add" : "Save changes"}
      isComplete={draft.apiId !== ""}
      onSubmit={() =>
        mapping === undefined
          ? createMapping(domainName, draft)
          : updateMapping(domainName, mapping, draft)
      }
      onDone={onDone}
      onCancel={onCancel}
    >
      {apis.error === "" ? null : <Alert type="error">{apis.error}</Alert>}
      <FormField label="API">
        <Select
          selectedOption={apiOptions.find(({ value }) => value === draft.apiId) ?? null}
          options={apiOptions}
          filteringType="auto"
          placeholder="Choose an API"
          empty="There is no REST API"
          statusType={apis.isLoading ? "loading" : "finished"}
          onChange={({ detail }) =>
            setDraft({ ...draft, apiId: detail.selectedOption.value ?? "", stageName: "" })
          }
        />
      </FormField>
      <FormField label="Stage">
        <Select
          selectedOption={stageOptions.find(({ value }) => value === draft.stageName) ?? NO_STAGE}
          options={stageOptions}
          disabled={draft.apiId === ""}
          onChange={({ detail }) =>
            setDraft({ ...draft, stageName: detail.selectedOption.value ?? "" })
          }
        />
      </FormField>
      <FormField
        label="Path - optional"
        description="One part without slashes; none takes all requests that no other mapping takes"
      >
        <Input
          value={draft.path}
          placeholder="orders"
          spellcheck={false}
          onChange={({ detail }) => setDraft({ ...draft, path: detail.value })}
        />
      </FormField>
    </DialogForm>
  );
}
