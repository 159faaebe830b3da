// Creates a stage of a deployment that is there.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { listDeployments } from "./rest-apis.ts";

export interface CreateStageProps {
  readonly apiId: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function CreateStage({ apiId, onDone, onCancel }: CreateStageProps): ReactNode {
  const deployments = useLoaded(() => listDeployments(apiId), [apiId]);
  const [stageName, setStageName] = useState("");
  const [description, setDescription] = useState("");
  const [deploymentId, setDeploymentId] = useState("");
  const options = (deployments.value ?? []).map(({ id = "", createdDate, ...deployment }) => ({
    value: id,
    label: `${id} · ${createdDate?.toLocaleString() ?? ""}`,
    description: deployment.description ?? "",
  }));
  const create = async () => {
    const client = await apiGateway();
    await client.createStage({
      restApiId: apiId,
      stageName,
      deploymentId,
      ...(description === "" ? {} : { description }),
    });
  };
  return (
    <DialogForm
      title="Create stage"
      submitText="Create stage"
      isComplete={stageName !== "" && deploymentId !== ""}
      onSubmit={create}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="Stage name">
        <Input
          value={stageName}
          ariaRequired
          onChange={({ detail }) => setStageName(detail.value)}
        />
      </FormField>
      <FormField label="Stage description" description="Optional">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label="Deployment" errorText={deployments.error}>
        <Select
          selectedOption={options.find(({ value }) => value === deploymentId) ?? null}
          options={options}
          placeholder="Choose a deployment"
          empty="The API has no deployment: Deploy API makes the first"
          statusType={deployments.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => setDeploymentId(detail.selectedOption.value ?? "")}
        />
      </FormField>
    </DialogForm>
  );
}
