// One method as AWS's console draws it: the way of a request in boxes, and a tab for each box.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Alert from "@cloudscape-design/components/alert";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import type { Method, Resource } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { IntegrationRequestTab } from "./integration-request-tab.tsx";
import { IntegrationResponseTab } from "./integration-response-tab.tsx";
import { MethodExecution } from "./method-execution.tsx";
import { MethodRequestTab } from "./method-request-tab.tsx";
import { MethodResponseTab } from "./method-response-tab.tsx";
import { useRestApi } from "./rest-api-context.ts";
import type { MethodPlace } from "./rest-apis.ts";
import { TestPane } from "./test-pane.tsx";

/** What every tab gets. */
export interface MethodTabProps {
  readonly place: MethodPlace;
  readonly resource: Resource;
  readonly method: Method;
  /** Of the method's page, without the tab. */
  readonly address: string;
  readonly reload: () => void;
}

const TABS = [
  { id: "method-request", label: "Method request", Content: MethodRequestTab },
  { id: "integration-request", label: "Integration request", Content: IntegrationRequestTab },
  { id: "integration-response", label: "Integration response", Content: IntegrationResponseTab },
  { id: "method-response", label: "Method response", Content: MethodResponseTab },
  { id: "test", label: "Test", Content: TestPane },
];

export interface MethodViewProps {
  readonly resource: Resource;
  readonly httpMethod: string;
}

export function MethodView({ resource, httpMethod }: MethodViewProps): ReactNode {
  const { apiId, reload } = useRestApi();
  const { part = "method-request" } = useParams();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const { id: resourceId = "", path = "" } = resource;
  const place: MethodPlace = { restApiId: apiId, resourceId, httpMethod };
  const address = `/apis/rest/${apiId}/resources/${resourceId}/${httpMethod}`;
  const method = resource.resourceMethods?.[httpMethod];
  if (method === undefined) {
    return (
      <Alert type="warning">
        {path} has no method {httpMethod}; it may have been deleted.
      </Alert>
    );
  }
  const remove = async () => {
    await (await apiGateway()).deleteMethod({ ...place });
  };
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setDeleting(true)}>Delete</Button>
                <Button href={href(`${address}/test`)}>Test</Button>
              </SpaceBetween>
            }
          >
            {path} - {httpMethod} - Method execution
          </Header>
        }
      >
        <MethodExecution address={address} part={part} method={method} />
      </Container>
      <Tabs
        ariaLabel="Parts of the method"
        i18nStrings={{
          scrollLeftAriaLabel: "Scroll left",
          scrollRightAriaLabel: "Scroll right",
        }}
        activeTabId={part}
        onChange={({ detail }) => void navigate(`${address}/${detail.activeTabId}`)}
        tabs={TABS.map(({ id, label, Content }) => ({
          id,
          label,
          href: href(`${address}/${id}`),
          content:
            id === part ? (
              <Content
                place={place}
                resource={resource}
                method={method}
                address={address}
                reload={reload}
              />
            ) : null,
        }))}
      />
      {isDeleting ? (
        <DeleteDialog
          itemName="method"
          name={httpMethod}
          onDelete={remove}
          onCancel={() => setDeleting(false)}
          onDone={() => {
            reload();
            void navigate(`/apis/rest/${apiId}/resources/${resourceId}`);
          }}
        >
          {httpMethod} {path} answers until the API is deployed again.
        </DeleteDialog>
      ) : null}
    </SpaceBetween>
  );
}
