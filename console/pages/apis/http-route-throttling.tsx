// Throttling of single routes in a stage: limits that stand instead of the stage's default ones.
import Button from "@cloudscape-design/components/button";
import type { RouteSettings, Stage } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { HttpApi } from "./http-api-data.ts";
import { ThrottlingDialog } from "./http-throttling-dialog.tsx";

export interface RouteThrottlingProps {
  readonly http: HttpApi;
  readonly stage: Stage;
  readonly onChange: () => void;
}

interface Row {
  readonly routeKey: string;
  readonly settings: RouteSettings | undefined;
}

export function RouteThrottling({ http, stage, onChange }: RouteThrottlingProps): ReactNode {
  const [selected, setSelected] = useState<readonly Row[]>([]);
  const [isOpen, setOpen] = useState(false);
  const rows = http.routes.map(({ RouteKey = "" }): Row => ({
    routeKey: RouteKey,
    settings: stage.RouteSettings?.[RouteKey],
  }));
  const row = rows.find(({ routeKey }) => routeKey === selected[0]?.routeKey);
  return (
    <>
      <ResourceTable<Row>
        title="Route throttling"
        itemName="route"
        loaded={{ value: rows, isLoading: false, error: "", reload: onChange }}
        columns={[
          {
            id: "route",
            header: "Route",
            isRowHeader: true,
            sortingField: "routeKey",
            cell: ({ routeKey }) => routeKey,
          },
          {
            id: "burst",
            header: "Burst limit",
            cell: ({ settings }) => settings?.ThrottlingBurstLimit ?? "Default",
          },
          {
            id: "rate",
            header: "Rate limit",
            cell: ({ settings }) => settings?.ThrottlingRateLimit ?? "Default",
          },
        ]}
        textOf={({ routeKey }) => routeKey}
        idOf={({ routeKey }) => routeKey}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button key="edit" disabled={row === undefined} onClick={() => setOpen(true)}>
            Edit throttling
          </Button>,
        ]}
      />
      {isOpen && row !== undefined ? (
        <ThrottlingDialog
          apiId={http.apiId}
          stageName={stage.StageName ?? ""}
          routeKey={row.routeKey}
          settings={row.settings}
          onCancel={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onChange();
          }}
        />
      ) : null}
    </>
  );
}
