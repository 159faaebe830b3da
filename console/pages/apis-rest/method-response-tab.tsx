// Method response: the status codes that a method declares, with their headers and models.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { MethodResponseDialog } from "./method-response-dialog.tsx";
import type { MethodTabProps } from "./method-view.tsx";
import { entriesOf, ValueList } from "./value-list.tsx";

const PREFIX = "method.response.header.";

export function MethodResponseTab({ place, method, reload }: MethodTabProps): ReactNode {
  const [edited, setEdited] = useState<MethodResponse | "new" | null>(null);
  const [toDelete, setToDelete] = useState<string | null>(null);
  const responses = Object.values(method.methodResponses ?? {});
  return (
    <SpaceBetween size="l">
      <Header
        variant="h2"
        counter={`(${responses.length})`}
        actions={<Button onClick={() => setEdited("new")}>Create response</Button>}
      >
        Method responses
      </Header>
      {responses.map((response) => (
        <Container
          key={response.statusCode}
          header={
            <Header
              variant="h3"
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    ariaLabel={`Edit response ${response.statusCode}`}
                    onClick={() => setEdited(response)}
                  >
                    Edit
                  </Button>
                  <Button
                    ariaLabel={`Delete response ${response.statusCode}`}
                    onClick={() => setToDelete(response.statusCode ?? "")}
                  >
                    Delete
                  </Button>
                </SpaceBetween>
              }
            >
              Response {response.statusCode}
            </Header>
          }
        >
          <ValueList
            title="Response headers"
            nameHeader="Name"
            valueHeader="Required"
            entries={Object.entries(response.responseParameters ?? {}).map(
              ([name, isRequired]) => ({
                name: name.replace(PREFIX, ""),
                value: isRequired ? "Required" : "Optional",
              }),
            )}
          />
          <ValueList
            title="Response body"
            nameHeader="Content type"
            valueHeader="Model"
            entries={entriesOf(response.responseModels)}
          />
        </Container>
      ))}
      {edited === null ? null : (
        <MethodResponseDialog
          place={place}
          response={edited === "new" ? undefined : edited}
          onCancel={() => setEdited(null)}
          onDone={() => {
            setEdited(null);
            reload();
          }}
        />
      )}
      {toDelete === null ? null : (
        <DeleteDialog
          itemName="method response"
          name={toDelete}
          onDelete={async () => {
            const client = await apiGateway();
            await client.deleteMethodResponse({ ...place, statusCode: toDelete });
          }}
          onCancel={() => setToDelete(null)}
          onDone={() => {
            setToDelete(null);
            reload();
          }}
        />
      )}
    </SpaceBetween>
  );
}
