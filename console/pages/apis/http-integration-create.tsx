// Creates an integration of an HTTP API; routes are attached to it on the Routes tab.
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Page } from "../../commons/page.tsx";
import { httpCrumbs, INTEGRATIONS_TAB } from "./http-crumbs.ts";
import { createIntegration, EMPTY_DRAFT } from "./http-integration-draft.ts";
import { IntegrationForm } from "./http-integration-form.tsx";

export function HttpIntegrationCreate(): ReactNode {
  const { apiId = "" } = useParams();
  const base = `/apis/http/${apiId}/integrations`;
  return (
    <Page title="Create integration" parents={httpCrumbs(apiId, undefined, INTEGRATIONS_TAB)}>
      <IntegrationForm
        start={EMPTY_DRAFT}
        submitText="Create"
        cancelTo={base}
        onSubmit={async (draft) => `${base}/${await createIntegration(apiId, draft)}`}
      />
    </Page>
  );
}
