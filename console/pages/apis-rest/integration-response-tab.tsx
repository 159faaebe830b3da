// Integration response: how answers of the endpoint become answers of the method, by their status or error.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { IntegrationResponseDialog } from "./integration-response-dialog.tsx";
import type { MethodTabProps } from "./method-view.tsx";
import { TemplateList } from "./template-list.tsx";
import { entriesOf, ValueList } from "./value-list.tsx";

export function IntegrationResponseTab({ place, method, reload }: MethodTabProps): ReactNode {
  const [edited, setEdited] = useState<IntegrationResponse | "new" | null>(null);
  const [toDelete, setToDelete] = useState<string | null>(null);
  const integration = method.methodIntegration;
  const responses = Object.values(integration?.integrationResponses ?? {});
  const isProxy = integration?.type === "HTTP_PROXY" || integration?.type === "AWS_PROXY";
  return (
    <SpaceBetween size="l">
      {isProxy ? (
        <Alert type="info">
          Proxy integrations pass the endpoint’s answers on as they are; they cannot be configured
          to transform responses.
        </Alert>
      ) : null}
      <Header
        variant="h2"
        counter={`(${responses.length})`}
        actions={
          <Button disabled={integration === undefined} onClick={() => setEdited("new")}>
            Create response
          </Button>
        }
      >
        Integration responses
      </Header>
      {responses.map((response) => (
        <ResponseContainer
          key={response.statusCode}
          response={response}
          onEdit={() => setEdited(response)}
          onDelete={() => setToDelete(response.statusCode ?? "")}
        />
      ))}
      {edited === null ? null : (
        <IntegrationResponseDialog
          place={place}
          statusCodes={Object.keys(method.methodResponses ?? {})}
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
          itemName="integration response"
          name={toDelete}
          onDelete={async () => {
            const client = await apiGateway();
            await client.deleteIntegrationResponse({ ...place, statusCode: toDelete });
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

interface ResponseContainerProps {
  readonly response: IntegrationResponse;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

function ResponseContainer({ response, onEdit, onDelete }: ResponseContainerProps): ReactNode {
  const { statusCode = "", selectionPattern = "" } = response;
  return (
    <Container
      header={
        <Header
          variant="h3"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button ariaLabel={`Edit response ${statusCode}`} onClick={onEdit}>
                Edit
              </Button>
              <Button ariaLabel={`Delete response ${statusCode}`} onClick={onDelete}>
                Delete
              </Button>
            </SpaceBetween>
          }
        >
          {selectionPattern === "" ? "Default – " : ""}Response {statusCode}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Details
          columns={2}
          items={[
            {
              label: "HTTP status regex",
              value:
                selectionPattern === "" ? "None: what no other response takes" : selectionPattern,
            },
            { label: "Content handling", value: response.contentHandling ?? "Passthrough" },
          ]}
        />
        <ValueList
          title="Header mappings"
          nameHeader="Response header"
          valueHeader="Mapping value"
          entries={entriesOf(response.responseParameters, "method.response.header.")}
        />
        <TemplateList templates={response.responseTemplates} />
      </SpaceBetween>
    </Container>
  );
}
