// The base path mappings of one custom domain name.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { listRestApis } from "../../commons/rest-stages.ts";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { deleteMapping, listMappings, pathOf } from "./custom-domains.ts";
import { MappingDialog } from "./mapping-dialog.tsx";

export function DomainMappings({ domainName }: { readonly domainName: string }): ReactNode {
  const loaded = useLoaded(() => listMappings(domainName), [domainName]);
  const apis = useLoaded(listRestApis);
  const [selected, setSelected] = useState<readonly BasePathMapping[]>([]);
  const dialog = useDialog<"add" | "edit" | "remove">(loaded.value);
  // The selection is of mappings as they were loaded before.
  const mapping = loaded.value?.find(({ basePath }) => basePath === selected[0]?.basePath);
  const nameOf = ({ restApiId = "" }: BasePathMapping) =>
    apis.value?.find(({ id }) => id === restApiId)?.name ?? restApiId;
  const changed = () => {
    dialog.closeWhenLoaded();
    loaded.reload();
  };
  const dialogProps = { domainName, onCancel: dialog.close, onDone: changed };
  return (
    <>
      <ResourceTable
        title="API mappings"
        itemName="API mapping"
        loaded={loaded}
        columns={[
          {
            id: "path",
            header: "Path",
            isRowHeader: true,
            sortingComparator: (a, b) => pathOf(a).localeCompare(pathOf(b)),
            cell: pathText,
          },
          {
            id: "api",
            header: "API",
            sortingComparator: (a, b) => nameOf(a).localeCompare(nameOf(b)),
            cell: (each) => <Link href={href(`/apis/rest/${each.restApiId}`)}>{nameOf(each)}</Link>,
          },
          {
            id: "stage",
            header: "Stage",
            sortingField: "stage",
            cell: ({ stage }) => stage ?? "Named by the path",
          },
        ]}
        textOf={(each) => `${pathText(each)} ${nameOf(each)} ${each.stage ?? ""}`}
        idOf={pathText}
        selection="single"
        selected={mapping === undefined ? [] : [mapping]}
        onSelect={setSelected}
        actions={[
          <Button
            key="remove"
            disabled={mapping === undefined}
            onClick={() => dialog.show("remove")}
          >
            Remove
          </Button>,
          <Button key="edit" disabled={mapping === undefined} onClick={() => dialog.show("edit")}>
            Edit
          </Button>,
          <Button key="add" variant="primary" onClick={() => dialog.show("add")}>
            Add mapping
          </Button>,
        ]}
      />
      {dialog.open === "add" ? <MappingDialog {...dialogProps} /> : null}
      {dialog.open === "edit" && mapping !== undefined ? (
        <MappingDialog {...dialogProps} mapping={mapping} />
      ) : null}
      {dialog.open === "remove" && mapping !== undefined ? (
        <DialogForm
          title={`Remove the mapping of ${pathText(mapping)}?`}
          submitText="Remove"
          isComplete
          onSubmit={() => deleteMapping(domainName, mapping)}
          onCancel={dialogProps.onCancel}
          onDone={changed}
        >
          The API itself stays.
        </DialogForm>
      ) : null}
    </>
  );
}

function pathText(mapping: BasePathMapping): string {
  const path = pathOf(mapping);
  return path === "" ? "(none)" : path;
}
