// One stage of an HTTP API: its URL, what it serves, its settings, and what it is behind by.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { type HttpApi, loadHttpApi } from "./http-api-data.ts";
import { httpCrumbs, STAGES_TAB } from "./http-crumbs.ts";
import { DeployControl } from "./http-deploy.tsx";
import { DifferenceList } from "./http-difference-list.tsx";
import { RouteThrottling } from "./http-route-throttling.tsx";
import { DeploymentState, stageAddress } from "./http-stage-table.tsx";

export function HttpStageDetail(): ReactNode {
  const { apiId = "", stageName = "" } = useParams();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const loaded = useLoaded(() => loadHttpApi(apiId), [apiId]);
  const http = loaded.value;
  const stage = http?.stages.find(({ StageName }) => StageName === stageName);
  return (
    <Page
      title={`Stage ${stageName}`}
      parents={httpCrumbs(apiId, http?.name, STAGES_TAB)}
      actions={
        http === undefined || stage === undefined ? null : (
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <DeployControl http={http} onChange={loaded.reload} />
            <Button onClick={() => setDeleting(true)}>Delete</Button>
            <Button href={href(`${stageAddress(apiId, stageName)}/edit`)}>Edit</Button>
          </SpaceBetween>
        )
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {loaded.isLoading && http === undefined ? <Spinner size="large" /> : null}
        {http !== undefined && stage === undefined ? (
          <Alert type="warning">There is no stage {stageName} in this API.</Alert>
        ) : null}
        {http === undefined || stage === undefined ? null : (
          <StageParts http={http} stage={stage} onChange={loaded.reload} />
        )}
      </SpaceBetween>
      {isDeleting ? (
        <DeleteDialog
          itemName="stage"
          name={stageName}
          onDelete={async () =>
            (await apiGatewayV2()).deleteStage({ ApiId: apiId, StageName: stageName })
          }
          onCancel={() => setDeleting(false)}
          onDone={() => void navigate(`/apis/http/${apiId}/stages`)}
        >
          Its invoke URL stops answering at once. Its deployment stays.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}

interface PartProps {
  readonly http: HttpApi;
  readonly stage: Stage;
  readonly onChange: () => void;
}

function StageParts({ http, stage, onChange }: PartProps): ReactNode {
  const { StageName = "", AccessLogSettings: log, DefaultRouteSettings: settings = {} } = stage;
  const behind = http.undeployed.get(StageName);
  const variables = Object.entries(stage.StageVariables ?? {});
  return (
    <SpaceBetween size="l">
      {behind === undefined ? null : (
        <Container header={<Header variant="h2">Not deployed yet</Header>}>
          <DifferenceList list={behind} />
        </Container>
      )}
      <Container header={<Header variant="h2">Stage details</Header>}>
        <Details
          items={[
            { label: "Invoke URL", value: <CopyText text={http.invokeUrls.get(StageName)} /> },
            {
              label: "Attached deployment",
              value: <DeploymentState http={http} stage={stage} />,
            },
            {
              label: "Automatic deployment",
              value: stage.AutoDeploy === true ? "Enabled" : "Disabled",
            },
            { label: "Last deployment", value: stage.LastDeploymentStatusMessage },
            { label: "Description", value: stage.Description },
            { label: "Last updated", value: stage.LastUpdatedDate?.toLocaleString() },
            {
              label: "Detailed route metrics",
              value: settings.DetailedMetricsEnabled === true ? "Enabled" : "Disabled",
            },
            { label: "Default burst limit", value: settings.ThrottlingBurstLimit },
            { label: "Default rate limit", value: settings.ThrottlingRateLimit },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">Stage variables</Header>}>
        {variables.length === 0 ? (
          <Box color="text-body-secondary">The stage has no variables.</Box>
        ) : (
          <Details items={variables.map(([label, value]) => ({ label, value }))} />
        )}
      </Container>
      <Container header={<Header variant="h2">Access logging</Header>}>
        {log === undefined ? (
          <Box color="text-body-secondary">Disabled</Box>
        ) : (
          <Details
            columns={1}
            items={[
              { label: "Log destination ARN", value: <CopyText text={log.DestinationArn} /> },
              { label: "Log format", value: <Box variant="code">{log.Format}</Box> },
            ]}
          />
        )}
      </Container>
      <RouteThrottling http={http} stage={stage} onChange={onChange} />
    </SpaceBetween>
  );
}
