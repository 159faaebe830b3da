// Throttling of single routes in a stage: limits that stand instead of the stage's default ones.
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { RouteSettings, Stage } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { HttpApi } from "./http-api-data.ts";

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
          row={row}
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

interface DialogProps {
  readonly apiId: string;
  readonly stageName: string;
  readonly row: Row;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

function ThrottlingDialog({ apiId, stageName, row, onCancel, onDone }: DialogProps): ReactNode {
  const { routeKey, settings } = row;
  const [burst, setBurst] = useState(String(settings?.ThrottlingBurstLimit ?? ""));
  const [rate, setRate] = useState(String(settings?.ThrottlingRateLimit ?? ""));
  const save = async () => {
    const client = await apiGatewayV2();
    const place = { ApiId: apiId, StageName: stageName };
    if (burst.trim() === "" && rate.trim() === "") {
      if (settings !== undefined)
        await client.deleteRouteSettings({ ...place, RouteKey: routeKey });
      return;
    }
    await client.updateStage({
      ...place,
      RouteSettings: {
        [routeKey]: {
          DetailedMetricsEnabled: settings?.DetailedMetricsEnabled ?? false,
          ...(burst.trim() !== "" && { ThrottlingBurstLimit: Number(burst) }),
          ...(rate.trim() !== "" && { ThrottlingRateLimit: Number(rate) }),
        },
      },
    });
  };
  return (
    <DialogForm
      title={`Throttling of ${routeKey}`}
      submitText="Save"
      isComplete
      onCancel={onCancel}
      onDone={onDone}
      onSubmit={save}
    >
      <FormField label="Burst limit" description="Requests at once; empty for the stage's default">
        <Input
          value={burst}
          inputMode="numeric"
          onChange={({ detail }) => setBurst(detail.value)}
        />
      </FormField>
      <FormField
        label="Rate limit"
        description="Requests per second; empty for the stage's default"
      >
        <Input value={rate} inputMode="decimal" onChange={({ detail }) => setRate(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
