// One integration of an HTTP API: what it leads to and how, its mappings and its routes.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { loadHttpApi, routesTo, targetText } from "./http-api-data.ts";
import { httpCrumbs, INTEGRATIONS_TAB } from "./http-crumbs.ts";
import { DeployControl } from "./http-deploy.tsx";
import { typeOf } from "./http-integrations.tsx";
import { balancerOf } from "./http-listener-choice.tsx";
import { MappingTable } from "./http-mapping-table.tsx";

export function HttpIntegrationDetail(): ReactNode {
  const { apiId = "", integrationId = "" } = useParams();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const loaded = useLoaded(() => loadHttpApi(apiId), [apiId]);
  const http = loaded.value;
  const integration = http?.integrations.find((item) => item.IntegrationId === integrationId);
  const base = `/apis/http/${apiId}/integrations`;
  const routes = http === undefined ? [] : routesTo(http, integrationId);
  return (
    <Page
      title={`Integration ${integrationId}`}
      parents={httpCrumbs(apiId, http?.name, INTEGRATIONS_TAB)}
      actions={
        http === undefined || integration === undefined ? null : (
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <DeployControl http={http} onChange={loaded.reload} />
            <Button onClick={() => setDeleting(true)}>Delete</Button>
            <Button href={href(`${base}/${integrationId}/edit`)}>Edit</Button>
          </SpaceBetween>
        )
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {loaded.isLoading && http === undefined ? <Spinner size="large" /> : null}
        {http !== undefined && integration === undefined ? (
          <Alert type="warning">There is no integration {integrationId} in this API.</Alert>
        ) : null}
        {integration === undefined ? null : (
          <SpaceBetween size="l">
            <IntegrationDetails
              integration={integration}
              routeKeys={routes.map(({ RouteKey = "" }) => RouteKey)}
            />
            <MappingTable integration={integration} />
          </SpaceBetween>
        )}
      </SpaceBetween>
      {isDeleting ? (
        <DeleteDialog
          itemName="integration"
          name={integrationId}
          onDelete={async () =>
            (await apiGatewayV2()).deleteIntegration({
              ApiId: apiId,
              IntegrationId: integrationId,
            })
          }
          onCancel={() => setDeleting(false)}
          onDone={() => void navigate(base)}
        >
          {routes.length === 0 ? null : (
            <Alert type="warning">
              Routes lead to it; the API refuses to delete it until they lead elsewhere:{" "}
              <Link href={href(`/apis/http/${apiId}/routes`)}>Routes</Link>
            </Alert>
          )}
        </DeleteDialog>
      ) : null}
    </Page>
  );
}

function IntegrationDetails({
  integration,
  routeKeys,
}: {
  readonly integration: Integration;
  readonly routeKeys: readonly string[];
}): ReactNode {
  const { IntegrationUri = "", ConnectionId, ConnectionType, TlsConfig } = integration;
  const isPrivate = ConnectionType === "VPC_LINK";
  const balancerArn = balancerOf(IntegrationUri);
  return (
    <Container header={<Header variant="h2">Integration details</Header>}>
      <Details
        items={[
          { label: "Integration type", value: typeOf(integration) },
          { label: "HTTP method", value: integration.IntegrationMethod },
          { label: "Routes", value: routeKeys.join(", ") },
          {
            label: "Integration target",
            value:
              balancerArn === "" ? (
                <CopyText text={IntegrationUri} />
              ) : (
                <Link href={href(`/load-balancers/${encodeURIComponent(balancerArn)}`)}>
                  {targetText(IntegrationUri)}
                </Link>
              ),
          },
          ...(isPrivate
            ? [
                {
                  label: "VPC link",
                  value: <Link href={href(`/vpc-links/v2/${ConnectionId}`)}>{ConnectionId}</Link>,
                },
                { label: "Secure server name", value: TlsConfig?.ServerNameToVerify },
              ]
            : []),
          { label: "Timeout", value: `${integration.TimeoutInMillis} ms` },
          { label: "Payload format version", value: integration.PayloadFormatVersion },
          { label: "Description", value: integration.Description },
        ]}
      />
    </Container>
  );
}
