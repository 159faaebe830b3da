// Authorizers: who decides whether a method may be called.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { authorizerTypeName, methodsWith, sourceText } from "./authorizers.ts";
import { DeleteAuthorizer } from "./delete-authorizer.tsx";
import { useRestApi } from "./rest-api-context.ts";
import { listAuthorizers } from "./rest-apis.ts";

export function AuthorizerList(): ReactNode {
  const { apiId, resources, reload } = useRestApi();
  const loaded = useLoaded(() => listAuthorizers(apiId), [apiId]);
  const [selected, setSelected] = useState<readonly Authorizer[]>([]);
  const [isDeleting, setDeleting] = useState(false);
  const [chosen] = selected;
  const address = `/apis/rest/${apiId}/authorizers`;
  const users = ({ id = "" }: Authorizer) => methodsWith(apiId, id, resources.value ?? []).length;
  return (
    <>
      <ResourceTable<Authorizer>
        title="Authorizers"
        itemName="authorizer"
        loaded={loaded}
        columns={[
          {
            id: "name",
            header: "Name",
            sortingField: "name",
            isRowHeader: true,
            cell: ({ id, name }) => <Link href={href(`${address}/${id}`)}>{name}</Link>,
          },
          {
            id: "type",
            header: "Authorizer type",
            sortingComparator: (a, b) => authorizerTypeName(a).localeCompare(authorizerTypeName(b)),
            cell: authorizerTypeName,
          },
          { id: "source", header: "Identity source", cell: (each) => sourceText(each) || "–" },
          {
            id: "methods",
            header: "Methods",
            sortingComparator: (a, b) => users(a) - users(b),
            cell: users,
          },
          { id: "id", header: "Authorizer ID", sortingField: "id", cell: ({ id }) => id },
        ]}
        textOf={(each) => `${each.name} ${each.id} ${authorizerTypeName(each)} ${sourceText(each)}`}
        idOf={({ name = "" }) => name}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button key="delete" disabled={chosen === undefined} onClick={() => setDeleting(true)}>
            Delete
          </Button>,
          <Button
            key="edit"
            disabled={chosen === undefined}
            href={href(`${address}/${chosen?.id}/edit`)}
          >
            Edit
          </Button>,
          <Button key="create" href={href(`${address}/create`)}>
            Create authorizer
          </Button>,
        ]}
      />
      {isDeleting && chosen !== undefined ? (
        <DeleteAuthorizer
          authorizer={chosen}
          onCancel={() => setDeleting(false)}
          onDone={() => {
            setDeleting(false);
            setSelected([]);
            loaded.reload();
            reload();
          }}
        />
      ) : null}
    </>
  );
}
