// Deploy API: to a stage or to a new one, with what the deployment would change there.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { ChangeList } from "./change-list.tsx";
import { changesText } from "./deployment-badges.tsx";
import type { UndeployedStage } from "./undeployed-changes.ts";

export interface DeployDialogProps {
  readonly apiId: string;
  readonly stages: readonly UndeployedStage[];
  readonly onDone: (stageName: string) => void;
  readonly onCancel: () => void;
}

const NEW_STAGE = "*New stage*";

export function DeployDialog({ apiId, stages, onDone, onCancel }: DeployDialogProps): ReactNode {
  const [chosen, setChosen] = useState(firstChoice(stages));
  const [newName, setNewName] = useState("");
  const [description, setDescription] = useState("");
  const [isCanary, setCanary] = useState(true);
  const isNew = chosen === NEW_STAGE;
  const stageName = isNew ? newName : chosen;
  const target = stages.find(({ stage }) => stage.stageName === chosen);
  const canary = target?.stage.canarySettings;
  const deploy = async () => {
    const client = await apiGateway();
    await client.createDeployment({
      restApiId: apiId,
      stageName,
      ...(description === "" ? {} : { description }),
      ...(canary !== undefined && isCanary
        ? {
            canarySettings: {
              percentTraffic: canary.percentTraffic,
              useStageCache: canary.useStageCache,
              stageVariableOverrides: canary.stageVariableOverrides,
            },
          }
        : {}),
    });
  };
  const options = [NEW_STAGE, ...stages.map(({ stage }) => stage.stageName ?? "")].map((value) => ({
    value,
    label: value,
  }));
  return (
    <DialogForm
      title="Deploy API"
      submitText="Deploy"
      size="large"
      isComplete={stageName !== ""}
      onSubmit={deploy}
      onDone={() => onDone(stageName)}
      onCancel={onCancel}
    >
      <FormField label="Stage" description="Where the API is to be served as it is configured now">
        <Select
          selectedOption={options.find(({ value }) => value === chosen) ?? null}
          options={options}
          onChange={({ detail }) => setChosen(detail.selectedOption.value ?? NEW_STAGE)}
        />
      </FormField>
      {isNew ? (
        <FormField label="Stage name" description="It becomes the first part of the path">
          <Input value={newName} ariaRequired onChange={({ detail }) => setNewName(detail.value)} />
        </FormField>
      ) : null}
      <FormField label="Deployment description" description="Optional">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      {canary === undefined ? null : (
        <Checkbox checked={isCanary} onChange={({ detail }) => setCanary(detail.checked)}>
          Deploy to the canary, which takes {canary.percentTraffic ?? 0}% of requests
        </Checkbox>
      )}
      {target === undefined ? null : <Changes target={target} />}
    </DialogForm>
  );
}

/** The stage that is most behind; without stages a new one. */
function firstChoice(stages: readonly UndeployedStage[]): string {
  const [first] = [...stages].sort((a, b) => b.changes.length - a.changes.length);
  return first?.stage.stageName ?? NEW_STAGE;
}

function Changes({ target: { changes, error } }: { readonly target: UndeployedStage }): ReactNode {
  if (error !== "") {
    return (
      <Alert type="warning" header="What is deployed there cannot be read">
        {error}
      </Alert>
    );
  }
  return (
    <div>
      <Box variant="h3">{changesText(changes.length)} not deployed yet</Box>
      <ChangeList changes={changes} />
    </div>
  );
}
