// Documentation parts: a JSON object for each thing in the API that is documented.
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import type { DocumentationPart } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { Loaded } from "../../commons/use-loaded.ts";
import { kindOf, locationText } from "./documentation-locations.ts";
import { DocumentationPartDialog } from "./documentation-part-dialog.tsx";
import { deleteDocumentationPart } from "./documentation.ts";
import { ImportDocumentation } from "./import-documentation.tsx";
import { prettyJson } from "./json-value.ts";
import { Preformatted } from "./preformatted.tsx";
import { useRestApi } from "./rest-api-context.ts";
import { useChosenPart } from "./use-chosen-part.ts";

export interface DocumentationPartListProps {
  readonly parts: Loaded<readonly DocumentationPart[]>;
}

export function DocumentationPartList({ parts }: DocumentationPartListProps): ReactNode {
  const { apiId } = useRestApi();
  const part = useChosenPart<DocumentationPart, "create" | "edit" | "delete" | "import">(parts);
  const { chosen, open, setOpen, done } = part;
  return (
    <>
      <ResourceTable<DocumentationPart>
        title="Documentation parts"
        itemName="documentation part"
        loaded={parts}
        columns={[
          {
            id: "type",
            header: "Type",
            sortingComparator: (a, b) => typeText(a).localeCompare(typeText(b)),
            isRowHeader: true,
            cell: typeText,
          },
          {
            id: "path",
            header: "Path",
            sortingComparator: (a, b) => pathText(a).localeCompare(pathText(b)),
            cell: pathText,
          },
          { id: "method", header: "Method", cell: methodText },
          { id: "status", header: "Status code", cell: statusText },
          { id: "name", header: "Name", cell: ({ location }) => location?.name ?? "–" },
          {
            id: "properties",
            header: "Content",
            cell: ({ location, properties = "" }) => (
              <ExpandableSection
                headerText="Content"
                headerAriaLabel={`Content of ${locationText(location)}`}
              >
                <Preformatted text={prettyJson(properties)} />
              </ExpandableSection>
            ),
          },
        ]}
        textOf={({ location, properties = "" }) => `${locationText(location)} ${properties}`}
        idOf={({ location }) => locationText(location)}
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
          <Button key="import" onClick={() => setOpen("import")}>
            Import documentation
          </Button>,
          <Button key="create" onClick={() => setOpen("create")}>
            Create documentation part
          </Button>,
        ]}
      />
      {open === "create" || (open === "edit" && chosen !== undefined) ? (
        <DocumentationPartDialog
          part={open === "create" ? undefined : chosen}
          onDone={done}
          onCancel={() => setOpen(null)}
        />
      ) : null}
      {open === "import" ? (
        <ImportDocumentation apiId={apiId} onDone={done} onCancel={() => setOpen(null)} />
      ) : null}
      {open === "delete" && chosen !== undefined ? (
        <DeleteDialog
          itemName="documentation part"
          name={locationText(chosen.location)}
          onDelete={() => deleteDocumentationPart(apiId, chosen.id ?? "")}
          onCancel={() => setOpen(null)}
          onDone={done}
        >
          Versions that were published keep it.
        </DeleteDialog>
      ) : null}
    </>
  );
}

function typeText({ location }: DocumentationPart): string {
  return kindOf(location?.type)?.label ?? location?.type ?? "–";
}

function pathText({ location }: DocumentationPart): string {
  return kindOf(location?.type)?.hasPath === true ? (location?.path ?? "/") : "–";
}

/** "*" stands for all that have no part of their own. */
function methodText({ location }: DocumentationPart): string {
  return kindOf(location?.type)?.hasMethod === true ? (location?.method ?? "*") : "–";
}

function statusText({ location }: DocumentationPart): string {
  return kindOf(location?.type)?.hasStatusCode === true ? (location?.statusCode ?? "*") : "–";
}
