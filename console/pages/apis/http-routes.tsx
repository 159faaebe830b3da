// The Routes tab of an HTTP API: by path and method, each with the integration that it leads to.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Route } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { integrationText } from "./http-api-data.ts";
import type { HttpApi } from "./http-api-data.ts";
import type { HttpTabProps } from "./http-api-page.tsx";
import { RouteDialog } from "./http-route-dialog.tsx";

export function HttpRoutes({ http, onChange }: HttpTabProps): ReactNode {
  const [selected, setSelected] = useState<readonly Route[]>([]);
  const [open, setOpen] = useState<"create" | "edit" | "delete" | null>(null);
  const route = http.routes.find(({ RouteId }) => RouteId === selected[0]?.RouteId);
  const done = () => {
    setOpen(null);
    setSelected([]);
    onChange();
  };
  return (
    <>
      <ResourceTable<Route>
        title="Routes"
        itemName="route"
        loaded={{ value: [...http.routes], isLoading: false, error: "", reload: onChange }}
        columns={[
          {
            id: "path",
            header: "Path",
            isRowHeader: true,
            sortingComparator: (a, b) => pathOf(a).localeCompare(pathOf(b)),
            cell: (item) => pathOf(item),
          },
          {
            id: "method",
            header: "Method",
            sortingComparator: (a, b) => methodOf(a).localeCompare(methodOf(b)),
            cell: (item) => methodOf(item),
          },
          {
            id: "integration",
            header: "Integration",
            cell: (item) => <RouteTarget http={http} route={item} />,
          },
          { id: "id", header: "Route ID", cell: ({ RouteId }) => RouteId },
        ]}
        textOf={(item) => `${item.RouteKey} ${item.RouteId} ${targetOf(http, item)}`}
        idOf={({ RouteKey = "" }) => RouteKey}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button key="delete" disabled={route === undefined} onClick={() => setOpen("delete")}>
            Delete
          </Button>,
          <Button key="edit" disabled={route === undefined} onClick={() => setOpen("edit")}>
            Edit
          </Button>,
          <Button key="create" variant="primary" onClick={() => setOpen("create")}>
            Create
          </Button>,
        ]}
      />
      {open === "create" ? (
        <RouteDialog http={http} route={null} onCancel={() => setOpen(null)} onDone={done} />
      ) : null}
      {open === "edit" && route !== undefined ? (
        <RouteDialog http={http} route={route} onCancel={() => setOpen(null)} onDone={done} />
      ) : null}
      {open === "delete" && route !== undefined ? (
        <DeleteDialog
          itemName="route"
          name={route.RouteKey ?? ""}
          onDelete={async () =>
            (await apiGatewayV2()).deleteRoute({ ApiId: http.apiId, RouteId: route.RouteId })
          }
          onCancel={() => setOpen(null)}
          onDone={done}
        />
      ) : null}
    </>
  );
}

function RouteTarget({
  http,
  route,
}: {
  readonly http: HttpApi;
  readonly route: Route;
}): ReactNode {
  const id = route.Target?.split("/")[1];
  if (id === undefined) return <StatusIndicator type="warning">None attached</StatusIndicator>;
  return (
    <Link href={href(`/apis/http/${http.apiId}/integrations/${id}`)}>
      {targetOf(http, route) || id}
    </Link>
  );
}

function targetOf(http: HttpApi, { Target }: Route): string {
  const id = Target?.split("/")[1];
  return integrationText(http.integrations.find(({ IntegrationId }) => IntegrationId === id));
}

function pathOf({ RouteKey = "" }: Route): string {
  return RouteKey.split(" ")[1] ?? RouteKey;
}

function methodOf({ RouteKey = "" }: Route): string {
  return RouteKey.includes(" ") ? (RouteKey.split(" ")[0] ?? "") : "Any other request";
}
