// How often one route may be called, by stage: its own limits there, or the stage's default ones.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useDialog } from "../../commons/use-dialog.ts";
import type { HttpApi } from "./http-api-data.ts";
import { ThrottlingDialog } from "./http-throttling-dialog.tsx";

export interface StageThrottlingProps {
  readonly http: HttpApi;
  readonly routeKey: string;
  readonly onChange: () => void;
}

export function StageThrottling({ http, routeKey, onChange }: StageThrottlingProps): ReactNode {
  const dialog = useDialog<"edit">(http);
  const [selected, setSelected] = useState<readonly Stage[]>(
    // Where there is one, it is the one.
    http.stages.length === 1 ? http.stages : [],
  );
  const stage = http.stages.find(({ StageName }) => StageName === selected[0]?.StageName);
  return (
    <>
      <ResourceTable<Stage>
        title="Throttling"
        itemName="stage"
        loaded={{ value: http.stages, isLoading: false, error: "", reload: onChange }}
        columns={[
          {
            id: "stage",
            header: "Stage",
            isRowHeader: true,
            sortingField: "StageName",
            cell: ({ StageName = "" }) => (
              <Link href={href(`/apis/http/${http.apiId}/stages/${encodeURIComponent(StageName)}`)}>
                {StageName}
              </Link>
            ),
          },
          {
            id: "burst",
            header: "Burst limit",
            cell: (item) => limitText(item, routeKey, "ThrottlingBurstLimit"),
          },
          {
            id: "rate",
            header: "Rate limit",
            cell: (item) => limitText(item, routeKey, "ThrottlingRateLimit"),
          },
        ]}
        textOf={({ StageName = "" }) => StageName}
        idOf={({ StageName = "" }) => StageName}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button key="edit" disabled={stage === undefined} onClick={() => dialog.show("edit")}>
            Edit throttling
          </Button>,
        ]}
      />
      {dialog.open === "edit" && stage !== undefined ? (
        <ThrottlingDialog
          apiId={http.apiId}
          stageName={stage.StageName ?? ""}
          routeKey={routeKey}
          settings={stage.RouteSettings?.[routeKey]}
          onCancel={dialog.close}
          onDone={() => {
            dialog.closeWhenLoaded();
            onChange();
          }}
        />
      ) : null}
    </>
  );
}

/** The limit that counts, and whose it is. */
function limitText(
  { RouteSettings: settings, DefaultRouteSettings: defaults }: Stage,
  routeKey: string,
  name: "ThrottlingBurstLimit" | "ThrottlingRateLimit",
): string {
  const own = settings?.[routeKey]?.[name];
  if (own !== undefined) return String(own);
  const common = defaults?.[name];
  return common === undefined ? "Default" : `${common} (the stage's default)`;
}
