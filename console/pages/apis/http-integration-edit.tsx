// Changes an integration of an HTTP API.
import Alert from "@cloudscape-design/components/alert";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { httpCrumbs, INTEGRATIONS_TAB } from "./http-crumbs.ts";
import { draftOf, updateIntegration } from "./http-integration-draft.ts";
import { IntegrationForm } from "./http-integration-form.tsx";

export function HttpIntegrationEdit(): ReactNode {
  const { apiId = "", integrationId = "" } = useParams();
  const { tell } = useShell();
  const loaded = useLoaded(async () => {
    const client = await apiGatewayV2();
    const [api, found] = await Promise.all([
      client.getApi({ ApiId: apiId }),
      client.getIntegration({ ApiId: apiId, IntegrationId: integrationId }),
    ]);
    return { name: api.Name, integration: found };
  }, [apiId, integrationId]);
  const integration = loaded.value?.integration;
  const back = `/apis/http/${apiId}/integrations/${integrationId}`;
  return (
    <Page
      title={`Edit integration ${integrationId}`}
      parents={httpCrumbs(apiId, loaded.value?.name, INTEGRATIONS_TAB)}
    >
      {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
      {loaded.isLoading && integration === undefined ? <Spinner size="large" /> : null}
      {integration === undefined ? null : (
        <IntegrationForm
          start={draftOf(integration)}
          submitText="Save"
          cancelTo={back}
          onSubmit={async (draft) => {
            await updateIntegration(apiId, integration, draft);
            tell({ type: "success", header: `Integration ${integrationId} was saved` });
            return back;
          }}
        />
      )}
    </Page>
  );
}
