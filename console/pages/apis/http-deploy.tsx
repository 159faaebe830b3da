// Deploying an HTTP API: the badge that says that a stage is behind, what it is behind by, and the button that ends it.
import Alert from "@cloudscape-design/components/alert";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useShell } from "../../shell/shell-context.ts";
import type { HttpApi } from "./http-api-data.ts";
import { DifferenceList } from "./http-difference-list.tsx";

export interface DeployProps {
  readonly http: HttpApi;
  readonly onChange: () => void;
}

/** The badge and the Deploy button, as every page of an API has them. */
export function DeployControl({ http, onChange }: DeployProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const byHand = http.stages.filter(({ AutoDeploy }) => AutoDeploy !== true);
  const behind = http.undeployed.size;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {behind === 0 ? null : (
        <Badge color="severity-medium">
          Not deployed: {[...http.undeployed.keys()].join(", ")}
        </Badge>
      )}
      <Button
        variant={behind === 0 ? "normal" : "primary"}
        disabled={byHand.length === 0}
        disabledReason={
          http.stages.length === 0
            ? "There is no stage to deploy to"
            : "Every stage of this API deploys automatically"
        }
        onClick={() => setOpen(true)}
      >
        Deploy
      </Button>
      {isOpen ? (
        <DeployDialog
          http={http}
          stageNames={byHand.map(({ StageName = "" }) => StageName)}
          onCancel={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onChange();
          }}
        />
      ) : null}
    </SpaceBetween>
  );
}

interface DialogProps {
  readonly http: HttpApi;
  /** Of stages without automatic deployment. */
  readonly stageNames: readonly string[];
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

function DeployDialog({ http, stageNames, onCancel, onDone }: DialogProps): ReactNode {
  const { tell } = useShell();
  // The stage that needs it is what the user most likely means.
  const [stageName, setStageName] = useState(
    stageNames.find((name) => http.undeployed.has(name)) ?? stageNames[0] ?? "",
  );
  const [description, setDescription] = useState("");
  const stage = http.stages.find(({ StageName }) => StageName === stageName);
  const isFirst = (stage?.DeploymentId ?? "") === "";
  const list = http.undeployed.get(stageName) ?? [];
  return (
    <DialogForm
      title="Deploy API"
      submitText="Deploy to stage"
      size="large"
      isComplete={stageName !== ""}
      onCancel={onCancel}
      onSubmit={async () => {
        const client = await apiGatewayV2();
        await client.createDeployment({
          ApiId: http.apiId,
          StageName: stageName,
          ...(description !== "" && { Description: description }),
        });
      }}
      onDone={() => {
        tell({ type: "success", header: `${http.name} was deployed to ${stageName}` });
        onDone();
      }}
    >
      <FormField
        label="Stage"
        description="Stages with automatic deployment are not listed: each change goes to them at once."
      >
        <Select
          selectedOption={{ value: stageName, label: stageName }}
          options={stageNames.map((name) => ({
            value: name,
            label: name,
            ...(http.undeployed.has(name) && { tags: ["Not deployed"] }),
          }))}
          onChange={({ detail }) => setStageName(detail.selectedOption.value ?? "")}
        />
      </FormField>
      <FormField label="Deployment description" description="Optional">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <Box variant="h3">What will change on {stageName}</Box>
      {isFirst ? (
        <Alert type="info">The stage has no deployment yet: everything is new to it.</Alert>
      ) : (
        <DifferenceList list={list} />
      )}
    </DialogForm>
  );
}
