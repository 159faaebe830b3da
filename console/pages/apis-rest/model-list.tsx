// Models: the schemas of bodies.
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import type { Model } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { ModelDialog } from "./model-dialog.tsx";
import { Preformatted } from "./preformatted.tsx";
import { useRestApi } from "./rest-api-context.ts";
import { listModels } from "./rest-apis.ts";
import { useChosenPart } from "./use-chosen-part.ts";

export function ModelList(): ReactNode {
  const { apiId } = useRestApi();
  const loaded = useLoaded(() => listModels(apiId), [apiId]);
  const part = useChosenPart<Model, "create" | "edit" | "delete">(loaded);
  const { chosen, open, setOpen, done } = part;
  return (
    <>
      <ResourceTable<Model>
        title="Models"
        itemName="model"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Name",
            sortingField: "name",
            isRowHeader: true,
            cell: ({ name }) => name,
          },
          {
            id: "type",
            header: "Content type",
            sortingField: "contentType",
            cell: ({ contentType }) => contentType,
          },
          {
            id: "description",
            header: "Description",
            cell: ({ description }) => description ?? "–",
          },
          {
            id: "schema",
            header: "Schema",
            cell: ({ name, schema }) => (
              <ExpandableSection headerText={`Schema of ${name ?? ""}`}>
                <Preformatted text={schema ?? ""} />
              </ExpandableSection>
            ),
          },
        ]}
        textOf={({ name = "", contentType = "", description = "" }) =>
          `${name} ${contentType} ${description}`
        }
        idOf={({ name = "" }) => name}
        selection="single"
        selected={part.selected}
        onSelect={part.setSelected}
        actions={[
          <Button key="delete" disabled={chosen === undefined} onClick={() => setOpen("delete")}>
            Delete
          </Button>,
          <Button key="edit" disabled={chosen === undefined} onClick={() => setOpen("edit")}>
            Edit
          </Button>,
          <Button key="create" onClick={() => setOpen("create")}>
            Create model
          </Button>,
        ]}
      />
      {open === "create" || (open === "edit" && chosen !== undefined) ? (
        <ModelDialog
          apiId={apiId}
          model={open === "create" ? undefined : chosen}
          onDone={done}
          onCancel={() => setOpen(null)}
        />
      ) : null}
      {open === "delete" && chosen !== undefined ? (
        <DeleteDialog
          itemName="model"
          name={chosen.name ?? ""}
          onDelete={async () => {
            const client = await apiGateway();
            await client.deleteModel({ restApiId: apiId, modelName: chosen.name });
          }}
          onCancel={() => setOpen(null)}
          onDone={done}
        />
      ) : null}
    </>
  );
}
