// The canary of a stage: a deployment that takes a share of its requests.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { Details } from "../../commons/details.tsx";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import type { StageTabProps } from "./stage-variables.tsx";
import { promoteCanary, updateStage } from "./stages.ts";

export function StageCanary({ apiId, stage, onChanged }: StageTabProps): ReactNode {
  const action = useAction();
  const [isEditing, setEditing] = useState(false);
  const [percent, setPercent] = useState("");
  const { canarySettings: canary, stageName = "" } = stage;
  const update = (patches: PatchOperation[]) => updateStage(apiId, stageName, patches);
  const run = async (work: () => Promise<unknown>) => {
    if (await action.run(work)) onChanged();
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                disabled={canary === undefined}
                loading={action.isRunning}
                onClick={() => void run(() => update([{ op: "remove", path: "/canarySettings" }]))}
              >
                Delete canary
              </Button>
              <Button
                disabled={canary?.deploymentId === undefined}
                onClick={() => void run(() => promoteCanary(apiId, stage))}
              >
                Promote canary
              </Button>
              <Button
                onClick={() => {
                  setPercent(String(canary?.percentTraffic ?? "10"));
                  setEditing(true);
                }}
              >
                {canary === undefined ? "Create canary" : "Edit canary"}
              </Button>
            </SpaceBetween>
          }
        >
          Canary
        </Header>
      }
    >
      <SpaceBetween size="m">
        {action.error === "" ? null : <Alert type="error">{action.error}</Alert>}
        {canary === undefined ? (
          <Box>All requests go to the stage’s deployment.</Box>
        ) : (
          <Details
            items={[
              { label: "Requests to the canary", value: `${canary.percentTraffic ?? 0}%` },
              { label: "Canary deployment", value: canary.deploymentId },
              { label: "Stage cache", value: canary.useStageCache === true ? "Used" : "Not used" },
            ]}
          />
        )}
      </SpaceBetween>
      {isEditing ? (
        <DialogForm
          title={canary === undefined ? "Create canary" : "Edit canary"}
          submitText="Save changes"
          isComplete={percent !== ""}
          onSubmit={() =>
            update([{ op: "replace", path: "/canarySettings/percentTraffic", value: percent }])
          }
          onDone={() => {
            setEditing(false);
            onChanged();
          }}
          onCancel={() => setEditing(false)}
        >
          <FormField
            label="Percentage of requests"
            description="0 to 100; Deploy API then deploys to the canary"
          >
            <Input
              value={percent}
              inputMode="decimal"
              onChange={({ detail }) => setPercent(detail.value)}
            />
          </FormField>
        </DialogForm>
      ) : null}
    </Container>
  );
}
