// Changes a stage of an HTTP API.
import Alert from "@cloudscape-design/components/alert";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { loadHttpApi } from "./http-api-data.ts";
import { httpCrumbs, STAGES_TAB } from "./http-crumbs.ts";
import { stageDraftOf, updateStage } from "./http-stage-draft.ts";
import { StageForm } from "./http-stage-form.tsx";
import { stageAddress } from "./http-stage-table.tsx";

export function HttpStageEdit(): ReactNode {
  const { apiId = "", stageName = "" } = useParams();
  const { tell } = useShell();
  const loaded = useLoaded(() => loadHttpApi(apiId), [apiId]);
  const stage = loaded.value?.stages.find(({ StageName }) => StageName === stageName);
  const back = stageAddress(apiId, stageName);
  return (
    <Page
      title={`Edit stage ${stageName}`}
      parents={httpCrumbs(apiId, loaded.value?.name, STAGES_TAB)}
    >
      {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
      {loaded.isLoading && stage === undefined ? <Spinner size="large" /> : null}
      {!loaded.isLoading && loaded.error === "" && stage === undefined ? (
        <Alert type="warning">There is no stage {stageName} in this API.</Alert>
      ) : null}
      {stage === undefined ? null : (
        <StageForm
          isNew={false}
          start={stageDraftOf(stage)}
          deployments={loaded.value?.deployments ?? []}
          cancelTo={back}
          onSubmit={async (draft) => {
            await updateStage(apiId, stage, draft);
            tell({ type: "success", header: `Stage ${stageName} was saved` });
            return back;
          }}
        />
      )}
    </Page>
  );
}
