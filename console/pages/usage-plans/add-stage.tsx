// Adds a stage of a REST API to a usage plan, with limits of its methods where wanted.
import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import Toggle from "@cloudscape-design/components/toggle";
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { listRestStages } from "../../commons/rest-stages.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { MethodLimitEditor } from "./method-limit-editor.tsx";
import {
  isLimitComplete,
  type MethodLimit,
  methodLimitPatches,
  updatePlan,
} from "./usage-plans.ts";

export interface AddStageProps {
  readonly plan: UsagePlan;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function AddStage({ plan, onDone, onCancel }: AddStageProps): ReactNode {
  const apis = useLoaded(listRestStages);
  const [apiId, setApiId] = useState("");
  const [stageName, setStageName] = useState("");
  const [hasLimits, setHasLimits] = useState(false);
  const [limits, setLimits] = useState<readonly MethodLimit[]>([]);
  const apiOptions = (apis.value ?? []).map((api) => ({
    value: api.apiId,
    label: api.apiName,
    description: api.apiId,
  }));
  const isThere = (name: string | undefined) =>
    plan.apiStages?.some((each) => each.apiId === apiId && each.stage === name) === true;
  const stages = apis.value?.find((api) => api.apiId === apiId)?.stages ?? [];
  const stageOptions = stages
    .filter((stage) => !isThere(stage.stageName))
    .map(({ stageName: name = "" }) => ({ value: name, label: name }));
  const stage = `${apiId}:${stageName}`;
  const add = () =>
    updatePlan(plan.id ?? "", [
      { op: "add", path: "/apiStages", value: stage },
      ...(hasLimits ? methodLimitPatches(stage, [], limits) : []),
    ]);
  return (
    <DialogForm
      title={`Add stage to usage plan ${plan.name}`}
      submitText="Add to usage plan"
      size="large"
      isComplete={stageName !== "" && (!hasLimits || limits.every(isLimitComplete))}
      onSubmit={add}
      onDone={onDone}
      onCancel={onCancel}
    >
      {apis.error === "" ? null : <Alert type="error">{apis.error}</Alert>}
      <FormField label="API">
        <Select
          selectedOption={apiOptions.find(({ value }) => value === apiId) ?? null}
          options={apiOptions}
          filteringType="auto"
          placeholder="Choose an API"
          empty="There is no REST API"
          statusType={apis.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => {
            setApiId(detail.selectedOption.value ?? "");
            setStageName("");
            setLimits([]);
          }}
        />
      </FormField>
      <FormField label="Stage">
        <Select
          selectedOption={stageOptions.find(({ value }) => value === stageName) ?? null}
          options={stageOptions}
          disabled={apiId === ""}
          placeholder="Choose a stage"
          empty="There is no other stage: deploy the API"
          onChange={({ detail }) => setStageName(detail.selectedOption.value ?? "")}
        />
      </FormField>
      <Toggle
        checked={hasLimits}
        disabled={apiId === ""}
        onChange={({ detail }) => setHasLimits(detail.checked)}
      >
        Method-level throttling
      </Toggle>
      {hasLimits && apiId !== "" ? (
        <MethodLimitEditor apiId={apiId} limits={limits} onChange={setLimits} />
      ) : null}
    </DialogForm>
  );
}
