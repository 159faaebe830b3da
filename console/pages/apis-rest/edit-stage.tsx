// Edit stage: description, throttling and caching of all its methods.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import Toggle from "@cloudscape-design/components/toggle";
import type { Stage } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { memberPatches } from "./patches.ts";
import { ALL_METHODS, updateStage } from "./stages.ts";

export interface EditStageProps {
  readonly apiId: string;
  readonly stage: Stage;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** In GB. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
const CACHE_SIZES = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"];

export function EditStage({ apiId, stage, onDone, onCancel }: EditStageProps): ReactNode {
  const all = stage.methodSettings?.[ALL_METHODS];
  const [description, setDescription] = useState(stage.description ?? "");
  const [rate, setRate] = useState(String(all?.throttlingRateLimit ?? ""));
  const [burst, setBurst] = useState(String(all?.throttlingBurstLimit ?? ""));
  const [hasCluster, setCluster] = useState(stage.cacheClusterEnabled ?? false);
  const [size, setSize] = useState<string>(stage.cacheClusterSize ?? "0.5");
  const [isCaching, setCaching] = useState(all?.cachingEnabled ?? false);
  const [ttl, setTtl] = useState(String(all?.cacheTtlInSeconds ?? "300"));
  const save = () =>
    updateStage(apiId, stage.stageName ?? "", [
      ...memberPatches("/description", stage.description, description),
      ...(rate === ""
        ? []
        : memberPatches("/*/*/throttling/rateLimit", all?.throttlingRateLimit, rate)),
      ...(burst === ""
        ? []
        : memberPatches("/*/*/throttling/burstLimit", all?.throttlingBurstLimit, burst)),
      ...(hasCluster ? memberPatches("/cacheClusterSize", stage.cacheClusterSize, size) : []),
      ...memberPatches("/cacheClusterEnabled", stage.cacheClusterEnabled ?? false, hasCluster),
      ...memberPatches("/*/*/caching/enabled", all?.cachingEnabled ?? false, isCaching),
      ...(isCaching ? memberPatches("/*/*/caching/ttlInSeconds", all?.cacheTtlInSeconds, ttl) : []),
    ]);
  return (
    <DialogForm
      title={`Edit stage ${stage.stageName ?? ""}`}
      submitText="Save changes"
      size="large"
      isComplete
      onSubmit={save}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="Stage description">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label="Rate" description="Requests a second of all clients together; -1: no limit">
        <Input
          value={rate}
          inputMode="decimal"
          placeholder="10000"
          onChange={({ detail }) => setRate(detail.value)}
        />
      </FormField>
      <FormField label="Burst" description="Requests at one time; -1: no limit">
        <Input
          value={burst}
          inputMode="numeric"
          placeholder="5000"
          onChange={({ detail }) => setBurst(detail.value)}
        />
      </FormField>
      <Toggle checked={hasCluster} onChange={({ detail }) => setCluster(detail.checked)}>
        Provision API cache
      </Toggle>
      {hasCluster ? (
        <FormField label="Cache capacity">
          <Select
            selectedOption={{ value: size, label: `${size} GB` }}
            options={CACHE_SIZES.map((value) => ({ value, label: `${value} GB` }))}
            onChange={({ detail }) => setSize(detail.selectedOption.value ?? "0.5")}
          />
        </FormField>
      ) : null}
      <Toggle checked={isCaching} onChange={({ detail }) => setCaching(detail.checked)}>
        Default method-level caching
      </Toggle>
      {isCaching ? (
        <FormField label="Cache time-to-live (TTL)" description="In seconds, 0 to 3600">
          <Input value={ttl} inputMode="numeric" onChange={({ detail }) => setTtl(detail.value)} />
        </FormField>
      ) : null}
    </DialogForm>
  );
}
