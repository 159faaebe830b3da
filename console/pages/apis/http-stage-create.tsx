// Creates a stage of an HTTP API.
import Alert from "@cloudscape-design/components/alert";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { loadHttpApi } from "./http-api-data.ts";
import { httpCrumbs, STAGES_TAB } from "./http-crumbs.ts";
import { createStage, EMPTY_STAGE } from "./http-stage-draft.ts";
import { StageForm } from "./http-stage-form.tsx";

export function HttpStageCreate(): ReactNode {
  const { apiId = "" } = useParams();
  const loaded = useLoaded(() => loadHttpApi(apiId), [apiId]);
  const base = `/apis/http/${apiId}/stages`;
  return (
    <Page title="Create stage" parents={httpCrumbs(apiId, loaded.value?.name, STAGES_TAB)}>
      {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
      {loaded.isLoading ? <Spinner size="large" /> : null}
      {loaded.value === undefined ? null : (
        <StageForm
          isNew
          start={EMPTY_STAGE}
          deployments={loaded.value.deployments}
          cancelTo={base}
          onSubmit={async (draft) => {
            await createStage(apiId, draft);
            return base;
          }}
        />
      )}
    </Page>
  );
}
