// Gateway responses: what API Gateway answers when a request does not come to its integration.
import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import type { GatewayResponse } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { EditGatewayResponse } from "./edit-gateway-response.tsx";
import { useRestApi } from "./rest-api-context.ts";
import { listGatewayResponses } from "./rest-apis.ts";
import { useChosenPart } from "./use-chosen-part.ts";

export function GatewayResponseList(): ReactNode {
  const { apiId } = useRestApi();
  const loaded = useLoaded(() => listGatewayResponses(apiId), [apiId]);
  const part = useChosenPart<GatewayResponse, "edit" | "reset">(loaded);
  const { chosen, open, setOpen, done } = part;
  return (
    <>
      <ResourceTable<GatewayResponse>
        title="Gateway responses"
        itemName="gateway response"
        loaded={loaded}
        columns={[
          {
            id: "type",
            header: "Response type",
            sortingField: "responseType",
            isRowHeader: true,
            cell: ({ responseType }) => responseType,
          },
          {
            id: "status",
            header: "Status code",
            sortingField: "statusCode",
            cell: ({ statusCode }) => statusCode ?? "–",
          },
          {
            id: "default",
            header: "State",
            cell: ({ defaultResponse }) =>
              defaultResponse === true ? "Default" : <Badge color="blue">Customized</Badge>,
          },
        ]}
        textOf={({ responseType = "", statusCode = "" }) => `${responseType} ${statusCode}`}
        idOf={({ responseType = "" }) => responseType}
        selection="single"
        selected={part.selected}
        onSelect={part.setSelected}
        actions={[
          <Button
            key="reset"
            disabled={chosen === undefined || chosen.defaultResponse === true}
            onClick={() => setOpen("reset")}
          >
            Reset to default
          </Button>,
          <Button key="edit" disabled={chosen === undefined} onClick={() => setOpen("edit")}>
            Edit
          </Button>,
        ]}
      />
      {open === "edit" && chosen !== undefined ? (
        <EditGatewayResponse
          apiId={apiId}
          response={chosen}
          onDone={done}
          onCancel={() => setOpen(null)}
        />
      ) : null}
      {open === "reset" && chosen !== undefined ? (
        <DeleteDialog
          itemName="customized gateway response"
          name={chosen.responseType ?? ""}
          onDelete={async () => {
            const { responseType } = chosen;
            await (await apiGateway()).deleteGatewayResponse({ restApiId: apiId, responseType });
          }}
          onCancel={() => setOpen(null)}
          onDone={done}
        >
          The default response takes its place.
        </DeleteDialog>
      ) : null}
    </>
  );
}
