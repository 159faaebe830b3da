// One stage: where it answers, its settings, and what is deployed there.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { ChangeList } from "./change-list.tsx";
import { changesText } from "./deployment-badges.tsx";
import { EditStage } from "./edit-stage.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { useRestApi } from "./rest-api-context.ts";
import { StageCanary } from "./stage-canary.tsx";
import { StageLogs } from "./stage-logs.tsx";
import { StageVariables } from "./stage-variables.tsx";
import { ALL_METHODS, deleteStage, getStage, invokeUrls } from "./stages.ts";

export function StageDetail(): ReactNode {
  const { stageName = "" } = useParams();
  return <StageView key={stageName} stageName={stageName} />;
}

function StageView({ stageName }: { readonly stageName: string }): ReactNode {
  const { apiId, undeployed, reload } = useRestApi();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"edit" | "delete" | "export" | null>(null);
  // A deployment is another reason to load the stage again.
  const deployed = undeployed.value?.find(({ stage: each }) => each.stageName === stageName);
  const loaded = useLoaded(
    () => getStage(apiId, stageName),
    [apiId, stageName, deployed?.stage.deploymentId, deployed?.stage.canarySettings?.deploymentId],
  );
  const urls = useLoaded(() => invokeUrls(apiId), [apiId, stageName]);
  const stage = loaded.value;
  const all = stage?.methodSettings?.[ALL_METHODS];
  const changed = () => {
    setOpen(null);
    loaded.reload();
    reload();
  };
  // Away first: this page would be loaded again with the stages.
  const leave = async () => {
    await navigate(`/apis/rest/${apiId}/stages`);
    reload();
  };
  if (stage === undefined) {
    return loaded.error === "" ? <Spinner /> : <Alert type="error">{loaded.error}</Alert>;
  }
  const tabProps = { apiId, stage, onChanged: changed };
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setOpen("delete")}>Delete stage</Button>
                <Button onClick={() => setOpen("export")}>Export</Button>
                <Button onClick={() => setOpen("edit")}>Edit stage</Button>
              </SpaceBetween>
            }
          >
            Stage details
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Details
            columns={2}
            items={[
              { label: "Stage name", value: stageName },
              { label: "Invoke URL", value: <CopyText text={urls.value?.get(stageName)} /> },
              { label: "Active deployment", value: stage.deploymentId },
              { label: "Description", value: stage.description },
              { label: "Documentation version", value: stage.documentationVersion },
              { label: "Rate", value: rateText(all?.throttlingRateLimit) },
              { label: "Burst", value: rateText(all?.throttlingBurstLimit) },
              {
                label: "Cache cluster",
                value:
                  stage.cacheClusterEnabled === true
                    ? `${stage.cacheClusterSize ?? ""} GB, ${stage.cacheClusterStatus?.toLowerCase() ?? ""}`
                    : "Inactive",
              },
              {
                label: "Default method-level caching",
                value: all?.cachingEnabled === true ? "Active" : "Inactive",
              },
            ]}
          />
        </SpaceBetween>
      </Container>
      {deployed === undefined || deployed.changes.length === 0 ? null : (
        <Container
          header={
            <Header variant="h2">
              {changesText(deployed.changes.length)} not deployed to {stageName}
            </Header>
          }
        >
          <ChangeList changes={deployed.changes} />
        </Container>
      )}
      <Tabs
        ariaLabel="Parts of the stage"
        i18nStrings={{
          scrollLeftAriaLabel: "Scroll left",
          scrollRightAriaLabel: "Scroll right",
        }}
        tabs={[
          {
            id: "variables",
            label: "Stage variables",
            content: <StageVariables {...tabProps} />,
          },
          { id: "logs", label: "Logs and tracing", content: <StageLogs {...tabProps} /> },
          { id: "canary", label: "Canary", content: <StageCanary {...tabProps} /> },
        ]}
      />
      {open === "edit" ? (
        <EditStage {...tabProps} onDone={changed} onCancel={() => setOpen(null)} />
      ) : null}
      {open === "export" ? (
        <ExportDialog apiId={apiId} stageName={stageName} onClose={() => setOpen(null)} />
      ) : null}
      {open === "delete" ? (
        <DeleteDialog
          itemName="stage"
          name={stageName}
          onDelete={() => deleteStage(apiId, stageName)}
          onCancel={() => setOpen(null)}
          onDone={() => void leave()}
        >
          <Alert type="warning">Its invoke URL no longer answers, at once.</Alert>
        </DeleteDialog>
      ) : null}
    </SpaceBetween>
  );
}

/** Nothing set is the account's quota; minus one is none. */
function rateText(limit: number | undefined): string {
  if (limit === undefined) return "The account's";
  return limit < 0 ? "Not limited" : String(limit);
}
