// Creates an integration of an HTTP API; routes are attached to it on the Routes tab.
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { httpCrumbs, INTEGRATIONS_TAB } from "./http-crumbs.ts";
import { createIntegration, EMPTY_DRAFT } from "./http-integration-draft.ts";
import { IntegrationForm } from "./http-integration-form.tsx";

export function HttpIntegrationCreate(): ReactNode {
  const { apiId = "" } = useParams();
  const api = useLoaded(async () => (await apiGatewayV2()).getApi({ ApiId: apiId }), [apiId]);
  const base = `/apis/http/${apiId}/integrations`;
  return (
    <Page title="Create integration" parents={httpCrumbs(apiId, api.value?.Name, INTEGRATIONS_TAB)}>
      <IntegrationForm
        start={EMPTY_DRAFT}
        submitText="Create"
        cancelTo={base}
        onSubmit={async (draft) => `${base}/${await createIntegration(apiId, draft)}`}
      />
    </Page>
  );
}
