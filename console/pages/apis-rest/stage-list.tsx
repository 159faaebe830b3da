// The stages of an API.
import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { Stage } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { CopyText } from "../../commons/copy-text.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { CreateStage } from "./create-stage.tsx";
import { changesText } from "./deployment-badges.tsx";
import { useRestApi } from "./rest-api-context.ts";
import { invokeUrls, listStages } from "./stages.ts";

export function StageList(): ReactNode {
  const { apiId, undeployed, reload } = useRestApi();
  const [isCreating, setCreating] = useState(false);
  const loaded = useLoaded(() => listStages(apiId), [apiId]);
  const urls = useLoaded(() => invokeUrls(apiId), [apiId, loaded.value?.length]);
  const behind = new Map(
    undeployed.value?.map(({ stage, changes }) => [stage.stageName, changes.length]),
  );
  return (
    <>
      <ResourceTable<Stage>
        title="Stages"
        itemName="stage"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Stage name",
            sortingField: "stageName",
            isRowHeader: true,
            cell: ({ stageName = "" }) => (
              <Link href={href(`/apis/rest/${apiId}/stages/${stageName}`)}>{stageName}</Link>
            ),
          },
          {
            id: "url",
            header: "Invoke URL",
            cell: ({ stageName = "" }) => <CopyText text={urls.value?.get(stageName)} />,
          },
          {
            id: "deployment",
            header: "Active deployment",
            sortingField: "deploymentId",
            cell: ({ deploymentId }) => deploymentId ?? "–",
          },
          {
            id: "behind",
            header: "Not deployed",
            cell: ({ stageName }) => <Behind count={behind.get(stageName)} />,
          },
          {
            id: "updated",
            header: "Last updated",
            sortingComparator: (a, b) => Number(a.lastUpdatedDate) - Number(b.lastUpdatedDate),
            cell: ({ lastUpdatedDate }) => lastUpdatedDate?.toLocaleString() ?? "–",
          },
        ]}
        textOf={({ stageName = "", deploymentId = "", description = "" }) =>
          `${stageName} ${deploymentId} ${description}`
        }
        idOf={({ stageName = "" }) => stageName}
        actions={[
          <Button key="create" onClick={() => setCreating(true)}>
            Create stage
          </Button>,
        ]}
      />
      {isCreating ? (
        <CreateStage
          apiId={apiId}
          onCancel={() => setCreating(false)}
          onDone={() => {
            setCreating(false);
            loaded.reload();
            reload();
          }}
        />
      ) : null}
    </>
  );
}

function Behind({ count }: { readonly count: number | undefined }): ReactNode {
  if (count === undefined) return "–";
  return count === 0 ? "Nothing" : <Badge color="severity-medium">{changesText(count)}</Badge>;
}
