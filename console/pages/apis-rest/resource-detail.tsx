// One resource: its path, its methods, and what can be done with it.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Method, Resource } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { apiGateway } from "../../commons/aws-clients.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { integrationTypeName } from "./integration-draft.ts";
import { useRestApi } from "./rest-api-context.ts";

export function ResourceDetail({ resource }: { readonly resource: Resource }): ReactNode {
  const { apiId, resources, reload } = useRestApi();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const { id: resourceId = "", path = "", parentId } = resource;
  const address = `/apis/rest/${apiId}/resources/${resourceId}`;
  const remove = async () => {
    await (await apiGateway()).deleteResource({ restApiId: apiId, resourceId });
  };
  const rows: Method[] = Object.entries(resource.resourceMethods ?? {}).map(
    ([httpMethod, method]) => ({ ...method, httpMethod }),
  );
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Button disabled={parentId === undefined} onClick={() => setDeleting(true)}>
                Delete resource
              </Button>
            }
          >
            Resource details
          </Header>
        }
      >
        <Details
          columns={2}
          items={[
            { label: "Path", value: path },
            { label: "Resource ID", value: <CopyText text={resourceId} /> },
          ]}
        />
      </Container>
      <ResourceTable<Method>
        title="Methods"
        itemName="method"
        loaded={{ ...resources, value: rows }}
        columns={[
          {
            id: "httpMethod",
            header: "Method type",
            sortingField: "httpMethod",
            isRowHeader: true,
            cell: ({ httpMethod }) => (
              <Link href={href(`${address}/${httpMethod}`)}>{httpMethod}</Link>
            ),
          },
          {
            id: "integration",
            header: "Integration type",
            cell: ({ methodIntegration }) => integrationTypeName(methodIntegration),
          },
          {
            id: "authorization",
            header: "Authorization",
            sortingField: "authorizationType",
            cell: ({ authorizationType }) => authorizationType,
          },
          {
            id: "key",
            header: "API key",
            cell: ({ apiKeyRequired }) => (apiKeyRequired === true ? "Required" : "Not required"),
          },
        ]}
        textOf={(method) => `${method.httpMethod} ${integrationTypeName(method.methodIntegration)}`}
        idOf={({ httpMethod = "" }) => httpMethod}
        actions={[
          <Button key="create" href={href(`${address}/create-method`)}>
            Create method
          </Button>,
        ]}
      />
      {isDeleting ? (
        <DeleteDialog
          itemName="resource"
          name={path}
          onDelete={remove}
          onCancel={() => setDeleting(false)}
          onDone={() => {
            reload();
            void navigate(`/apis/rest/${apiId}/resources/${parentId ?? ""}`);
          }}
        >
          Its methods and all resources below it are deleted with it.
        </DeleteDialog>
      ) : null}
    </SpaceBetween>
  );
}
