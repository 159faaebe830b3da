// The Integrations tab of an HTTP API.
import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { integrationText, routesTo } from "./http-api-data.ts";
import type { HttpTabProps } from "./http-api-page.tsx";

export function HttpIntegrations({ http, onChange }: HttpTabProps): ReactNode {
  const base = `/apis/http/${http.apiId}/integrations`;
  const keysOf = ({ IntegrationId }: Integration) =>
    routesTo(http, IntegrationId)
      .map(({ RouteKey }) => RouteKey)
      .join(", ");
  return (
    <ResourceTable<Integration>
      title="Integrations"
      itemName="integration"
      loaded={{ value: [...http.integrations], isLoading: false, error: "", reload: onChange }}
      columns={[
        {
          id: "target",
          header: "Integration",
          isRowHeader: true,
          sortingComparator: (a, b) => integrationText(a).localeCompare(integrationText(b)),
          cell: (item) => (
            <Link href={href(`${base}/${item.IntegrationId}`)}>{integrationText(item)}</Link>
          ),
        },
        { id: "type", header: "Type", cell: (item) => typeOf(item) },
        { id: "routes", header: "Routes", cell: (item) => keysOf(item) || "–" },
        {
          id: "server",
          header: "Secure server name",
          cell: ({ TlsConfig }) => TlsConfig?.ServerNameToVerify ?? "–",
        },
        { id: "id", header: "Integration ID", cell: ({ IntegrationId }) => IntegrationId },
      ]}
      textOf={(item) => `${integrationText(item)} ${item.IntegrationId} ${keysOf(item)}`}
      idOf={({ IntegrationId = "" }) => IntegrationId}
      actions={[
        <Button key="create" variant="primary" href={href(`${base}/create`)}>
          Create
        </Button>,
      ]}
    />
  );
}

/** As AWS's console names the types. */
export function typeOf({ ConnectionType, IntegrationType }: Integration): ReactNode {
  if (IntegrationType === "AWS_PROXY") return "Lambda function";
  return ConnectionType === "VPC_LINK" ? <Badge color="blue">Private resource</Badge> : "HTTP URI";
}
