// The stages of an HTTP API with their invoke URLs and whether they serve what is configured.
import Badge from "@cloudscape-design/components/badge";
import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import type { ReactNode } from "react";
import { CopyText } from "../../commons/copy-text.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { HttpApi } from "./http-api-data.ts";

export interface StageTableProps {
  readonly http: HttpApi;
  readonly onChange: () => void;
  readonly actions?: readonly ReactNode[];
}

export function StageTable({ http, onChange, actions = [] }: StageTableProps): ReactNode {
  const stages = [...http.stages];
  return (
    <ResourceTable<Stage>
      title="Stages"
      itemName="stage"
      loaded={{ value: stages, isLoading: false, error: "", reload: onChange }}
      columns={[
        {
          id: "name",
          header: "Stage name",
          sortingField: "StageName",
          isRowHeader: true,
          cell: ({ StageName = "" }) => (
            <Link href={href(stageAddress(http.apiId, StageName))}>{StageName}</Link>
          ),
        },
        {
          id: "url",
          header: "Invoke URL",
          minWidth: 260,
          cell: ({ StageName = "" }) => <CopyText text={http.invokeUrls.get(StageName)} />,
        },
        {
          id: "deployment",
          header: "Attached deployment",
          sortingField: "DeploymentId",
          cell: (stage) => <DeploymentState http={http} stage={stage} />,
        },
        {
          id: "auto",
          header: "Automatic deployment",
          cell: ({ AutoDeploy }) => (AutoDeploy === true ? "Enabled" : "Disabled"),
        },
        {
          id: "updated",
          header: "Last updated",
          sortingField: "LastUpdatedDate",
          cell: ({ LastUpdatedDate }) => LastUpdatedDate?.toLocaleString() ?? "–",
        },
      ]}
      textOf={({ StageName = "", DeploymentId = "" }) => `${StageName} ${DeploymentId}`}
      idOf={({ StageName = "" }) => StageName}
      actions={actions}
    />
  );
}

/** Whether the stage serves what is configured now. */
export function DeploymentState({
  http,
  stage,
}: {
  readonly http: HttpApi;
  readonly stage: Stage;
}): ReactNode {
  const { DeploymentId = "", StageName = "" } = stage;
  if (DeploymentId === "") return <StatusIndicator type="stopped">None</StatusIndicator>;
  if (!http.undeployed.has(StageName)) return DeploymentId;
  return (
    <>
      {DeploymentId} <Badge color="severity-medium">Not deployed</Badge>
    </>
  );
}

/** Of the stage's page. */
export function stageAddress(apiId: string, stageName: string): string {
  return `/apis/http/${apiId}/stages/${encodeURIComponent(stageName)}`;
}
