// One route of an HTTP API, as AWS's console shows it: where it leads, who may call it, and how often.
import Button from "@cloudscape-design/components/button";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Integration, Route } from "@aws-sdk/client-apigatewayv2";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { useDialog } from "../../commons/use-dialog.ts";
import { useShell } from "../../shell/shell-context.ts";
import { type HttpApi, targetText } from "./http-api-data.ts";
import { typeOf } from "./http-integrations.tsx";
import { RouteDialog } from "./http-route-dialog.tsx";
import { StageThrottling } from "./http-stage-throttling.tsx";

export interface HttpRouteDetailProps {
  readonly http: HttpApi;
  readonly route: Route;
  readonly onChange: () => void;
}

export function HttpRouteDetail({ http, route, onChange }: HttpRouteDetailProps): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const dialog = useDialog<"edit" | "delete">(http);
  const { RouteKey: routeKey = "", RouteId: routeId = "", Target: target } = route;
  const integration = http.integrations.find(
    ({ IntegrationId }) => `integrations/${IntegrationId}` === target,
  );
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => dialog.show("delete")}>Delete</Button>
                <Button onClick={() => dialog.show("edit")}>Edit</Button>
              </SpaceBetween>
            }
          >
            Route details
          </Header>
        }
      >
        <Details
          columns={2}
          items={[
            { label: "Route", value: <Box fontWeight="bold">{routeKey}</Box> },
            { label: "Route ID", value: <CopyText text={routeId} /> },
            { label: "Operation name", value: route.OperationName },
            { label: "Authorization", value: authorizationText(route) },
          ]}
        />
      </Container>
      <RouteIntegration
        http={http}
        integration={integration}
        onAttach={() => dialog.show("edit")}
      />
      <StageThrottling http={http} routeKey={routeKey} onChange={onChange} />
      {dialog.open === "edit" ? (
        <RouteDialog
          http={http}
          route={route}
          onCancel={dialog.close}
          onDone={() => {
            dialog.closeWhenLoaded();
            onChange();
          }}
        />
      ) : null}
      {dialog.open === "delete" ? (
        <DeleteDialog
          itemName="route"
          name={routeKey}
          onDelete={async () =>
            (await apiGatewayV2()).deleteRoute({ ApiId: http.apiId, RouteId: routeId })
          }
          onCancel={dialog.close}
          onDone={() => {
            tell({ type: "success", header: `Route ${routeKey} was deleted` });
            onChange();
            void navigate(`/apis/http/${http.apiId}/routes`);
          }}
        >
          Its integration stays, also where no other route leads to it.
        </DeleteDialog>
      ) : null}
    </SpaceBetween>
  );
}

/** In the words of AWS's console. */
function authorizationText({ AuthorizationType: type = "NONE", AuthorizerId }: Route): string {
  if (type === "NONE") return "None: everybody who reaches a stage may call it";
  return AuthorizerId === undefined ? type : `${type} (authorizer ${AuthorizerId})`;
}

interface RouteIntegrationProps {
  readonly http: HttpApi;
  readonly integration: Integration | undefined;
  readonly onAttach: () => void;
}

function RouteIntegration({ http, integration, onAttach }: RouteIntegrationProps): ReactNode {
  const base = `/apis/http/${http.apiId}/integrations`;
  if (integration === undefined) {
    return (
      <Container
        header={
          <Header variant="h2" actions={<Button onClick={onAttach}>Attach integration</Button>}>
            Integration
          </Header>
        }
      >
        <StatusIndicator type="warning">
          None attached: no backend sees a request that takes this route
        </StatusIndicator>
      </Container>
    );
  }
  const { IntegrationId: id = "", IntegrationUri: uri = "", ConnectionId, TlsConfig } = integration;
  const isPrivate = integration.ConnectionType === "VPC_LINK";
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={onAttach}>Change integration</Button>
              <Button href={href(`${base}/${id}/edit`)}>Configure</Button>
            </SpaceBetween>
          }
        >
          Integration
        </Header>
      }
    >
      <Details
        columns={2}
        items={[
          {
            label: "Integration",
            value: <Link href={href(`${base}/${id}`)}>{targetText(uri)}</Link>,
          },
          { label: "Integration type", value: typeOf(integration) },
          { label: "HTTP method", value: integration.IntegrationMethod },
          { label: "Timeout", value: `${integration.TimeoutInMillis} ms` },
          ...(isPrivate
            ? [
                {
                  label: "VPC link",
                  value: <Link href={href(`/vpc-links/v2/${ConnectionId}`)}>{ConnectionId}</Link>,
                },
                { label: "Secure server name", value: TlsConfig?.ServerNameToVerify },
              ]
            : []),
        ]}
      />
    </Container>
  );
}
