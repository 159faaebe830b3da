// Deployments of an HTTP API, and what each stage has not deployed yet.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Deployment } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import type { HttpTabProps } from "./http-api-page.tsx";
import { DifferenceList } from "./http-difference-list.tsx";

export function HttpDeployments({ http, onChange }: HttpTabProps): ReactNode {
  const [selected, setSelected] = useState<readonly Deployment[]>([]);
  const [toDelete, setToDelete] = useState<string | null>(null);
  const stagesOf = (id: string | undefined) =>
    http.stages
      .filter(({ DeploymentId }) => DeploymentId === id)
      .map(({ StageName }) => StageName)
      .join(", ");
  return (
    <SpaceBetween size="l">
      {[...http.undeployed].map(([stageName, list]) => (
        <Container
          key={stageName}
          header={
            <Header variant="h2" description="Configured, but requests do not see it yet">
              Not deployed to {stageName}
            </Header>
          }
        >
          <DifferenceList list={list} />
        </Container>
      ))}
      <ResourceTable<Deployment>
        title="Deployments"
        itemName="deployment"
        loaded={{ value: [...http.deployments], isLoading: false, error: "", reload: onChange }}
        columns={[
          {
            id: "id",
            header: "Deployment ID",
            sortingField: "DeploymentId",
            isRowHeader: true,
            cell: ({ DeploymentId }) => DeploymentId,
          },
          {
            id: "created",
            header: "Created",
            sortingField: "CreatedDate",
            cell: ({ CreatedDate }) => CreatedDate?.toLocaleString() ?? "–",
          },
          {
            id: "status",
            header: "Status",
            cell: ({ DeploymentStatus }) => <Status value={DeploymentStatus} />,
          },
          {
            id: "stages",
            header: "Served by",
            cell: ({ DeploymentId }) => stagesOf(DeploymentId) || "–",
          },
          {
            id: "auto",
            header: "Automatic",
            cell: ({ AutoDeployed }) => (AutoDeployed === true ? "Yes" : "No"),
          },
          { id: "text", header: "Description", cell: ({ Description }) => Description ?? "–" },
        ]}
        textOf={({ DeploymentId = "", Description = "" }) =>
          `${DeploymentId} ${Description} ${stagesOf(DeploymentId)}`
        }
        idOf={({ DeploymentId = "" }) => DeploymentId}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button
            key="delete"
            disabled={selected.length === 0}
            onClick={() => setToDelete(selected[0]?.DeploymentId ?? null)}
          >
            Delete
          </Button>,
        ]}
      />
      {toDelete === null ? null : (
        <DeleteDialog
          itemName="deployment"
          name={toDelete}
          onDelete={async () =>
            (await apiGatewayV2()).deleteDeployment({ ApiId: http.apiId, DeploymentId: toDelete })
          }
          onCancel={() => setToDelete(null)}
          onDone={() => {
            setToDelete(null);
            setSelected([]);
            onChange();
          }}
        />
      )}
    </SpaceBetween>
  );
}
