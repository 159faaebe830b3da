// Deployments of an API, and which stages serve them.
import Button from "@cloudscape-design/components/button";
import type { Deployment } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { DialogForm } from "../../commons/dialog-form.tsx";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useRestApi } from "./rest-api-context.ts";
import { listDeployments } from "./rest-apis.ts";
import { listStages, updateStage } from "./stages.ts";
import { StageLinks } from "./stage-links.tsx";
import { useChosenPart } from "./use-chosen-part.ts";

interface Row extends Deployment {
  readonly stageNames: readonly string[];
}

export function DeploymentList(): ReactNode {
  const { apiId, undeployed } = useRestApi();
  // A deployment made in the meantime changes the stages.
  const active = undeployed.value?.map(({ stage }) => stage.deploymentId);
  const loaded = useLoaded(() => loadRows(apiId), [apiId, active]);
  const part = useChosenPart<Row, "delete" | "activate">(loaded);
  const { chosen, open, setOpen, done } = part;
  return (
    <>
      <ResourceTable<Row>
        title="Deployments"
        itemName="deployment"
        loaded={loaded}
        columns={[
          {
            id: "id",
            header: "Deployment ID",
            sortingField: "id",
            isRowHeader: true,
            cell: ({ id }) => id,
          },
          {
            id: "date",
            header: "Created",
            sortingComparator: (a, b) => Number(a.createdDate) - Number(b.createdDate),
            cell: ({ createdDate }) => createdDate?.toLocaleString() ?? "–",
          },
          {
            id: "description",
            header: "Description",
            sortingField: "description",
            cell: ({ description }) => description ?? "–",
          },
          {
            id: "stages",
            header: "Served by",
            cell: ({ stageNames }) => <StageLinks apiId={apiId} stageNames={stageNames} />,
          },
        ]}
        textOf={({ id = "", description = "", stageNames }) =>
          `${id} ${description} ${stageNames.join(" ")}`
        }
        idOf={({ id = "" }) => id}
        selection="single"
        selected={part.selected}
        onSelect={part.setSelected}
        actions={[
          <Button key="delete" disabled={chosen === undefined} onClick={() => setOpen("delete")}>
            Delete
          </Button>,
          <Button
            key="activate"
            disabled={chosen === undefined}
            onClick={() => setOpen("activate")}
          >
            Change active deployment
          </Button>,
        ]}
      />
      {open === "activate" && chosen !== undefined ? (
        <ActivateDialog
          apiId={apiId}
          deploymentId={chosen.id ?? ""}
          stageNames={undeployed.value?.map(({ stage }) => stage.stageName ?? "") ?? []}
          onDone={done}
          onCancel={() => setOpen(null)}
        />
      ) : null}
      {open === "delete" && chosen !== undefined ? (
        <DeleteDialog
          itemName="deployment"
          name={chosen.id ?? ""}
          onDelete={async () => {
            const client = await apiGateway();
            await client.deleteDeployment({ restApiId: apiId, deploymentId: chosen.id });
          }}
          onCancel={() => setOpen(null)}
          onDone={done}
        >
          The API refuses to delete a deployment that a stage serves.
        </DeleteDialog>
      ) : null}
    </>
  );
}

async function loadRows(apiId: string): Promise<Row[]> {
  const [deployments, stages] = await Promise.all([listDeployments(apiId), listStages(apiId)]);
  return deployments.map((deployment) => ({
    ...deployment,
    stageNames: stages
      .filter(({ deploymentId, canarySettings }) =>
        [deploymentId, canarySettings?.deploymentId].includes(deployment.id),
      )
      .map(({ stageName = "" }) => stageName),
  }));
}

interface ActivateDialogProps {
  readonly apiId: string;
  readonly deploymentId: string;
  readonly stageNames: readonly string[];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function ActivateDialog(props: ActivateDialogProps): ReactNode {
  const { apiId, deploymentId, stageNames } = props;
  const [stageName, setStageName] = useState(stageNames[0] ?? "");
  const options = stageNames.map((value) => ({ value, label: value }));
  return (
    <DialogForm
      title={`Serve deployment ${deploymentId}`}
      submitText="Change active deployment"
      isComplete={stageName !== ""}
      onSubmit={() =>
        updateStage(apiId, stageName, [
          { op: "replace", path: "/deploymentId", value: deploymentId },
        ])
      }
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      <FormField label="Stage">
        <Select
          selectedOption={options.find(({ value }) => value === stageName) ?? null}
          options={options}
          empty="The API has no stage"
          onChange={({ detail }) => setStageName(detail.selectedOption.value ?? "")}
        />
      </FormField>
    </DialogForm>
  );
}
