// Documentation versions: what was published, and the stages whose exports show it.
import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { Loaded } from "../../commons/use-loaded.ts";
import { DescribeDocumentation } from "./describe-documentation.tsx";
import { deleteDocumentationVersion, type PublishedVersion } from "./documentation.ts";
import { PublishDocumentation } from "./publish-documentation.tsx";
import { useRestApi } from "./rest-api-context.ts";
import { ShowDocumentation } from "./show-documentation.tsx";
import { StageLinks } from "./stage-links.tsx";
import { useChosenPart } from "./use-chosen-part.ts";

export interface DocumentationVersionListProps {
  readonly versions: Loaded<readonly PublishedVersion[]>;
}

export function DocumentationVersionList({ versions }: DocumentationVersionListProps): ReactNode {
  const { apiId } = useRestApi();
  const part = useChosenPart<PublishedVersion, "publish" | "show" | "edit" | "delete">(versions);
  const { chosen, open, setOpen, done } = part;
  const dialogProps = { apiId, onDone: done, onCancel: () => setOpen(null) };
  return (
    <>
      <ResourceTable<PublishedVersion>
        title="Documentation versions"
        itemName="documentation version"
        loaded={versions}
        columns={[
          {
            id: "version",
            header: "Version",
            sortingField: "version",
            isRowHeader: true,
            cell: ({ version }) => version,
          },
          {
            id: "date",
            header: "Created",
            sortingComparator: (a, b) => Number(a.createdDate) - Number(b.createdDate),
            cell: ({ createdDate }) => createdDate?.toLocaleString() ?? "–",
          },
          {
            id: "description",
            header: "Description",
            cell: ({ description = "" }) => description || "–",
          },
          {
            id: "stages",
            header: "Stages",
            cell: ({ stageNames }) => <StageLinks apiId={apiId} stageNames={stageNames} />,
          },
        ]}
        textOf={({ version = "", description = "", stageNames }) =>
          `${version} ${description} ${stageNames.join(" ")}`
        }
        idOf={({ version = "" }) => version}
        selection="single"
        selected={part.selected}
        onSelect={part.setSelected}
        actions={[
          <Button
            key="delete"
            ariaLabel="Delete documentation version"
            disabled={chosen === undefined}
            onClick={() => setOpen("delete")}
          >
            Delete
          </Button>,
          <Button
            key="edit"
            ariaLabel="Edit documentation version"
            disabled={chosen === undefined}
            onClick={() => setOpen("edit")}
          >
            Edit
          </Button>,
          <Button key="show" disabled={chosen === undefined} onClick={() => setOpen("show")}>
            Associate with stage
          </Button>,
          <Button key="publish" onClick={() => setOpen("publish")}>
            Publish documentation
          </Button>,
        ]}
      />
      {open === "publish" ? <PublishDocumentation {...dialogProps} /> : null}
      {open === "show" && chosen !== undefined ? (
        <ShowDocumentation {...dialogProps} version={chosen.version ?? ""} />
      ) : null}
      {open === "edit" && chosen !== undefined ? (
        <DescribeDocumentation {...dialogProps} version={chosen} />
      ) : null}
      {open === "delete" && chosen !== undefined ? (
        <DeleteDialog
          itemName="documentation version"
          name={chosen.version ?? ""}
          onDelete={() => deleteDocumentationVersion(apiId, chosen.version ?? "")}
          onCancel={() => setOpen(null)}
          onDone={done}
        >
          {chosen.stageNames.length === 0
            ? null
            : `The export of ${chosen.stageNames.join(", ")} has no documentation then.`}
        </DeleteDialog>
      ) : null}
    </>
  );
}
