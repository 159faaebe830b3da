// Integration request → Edit.
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { draftOfIntegration, type IntegrationDraft, NEW_INTEGRATION } from "./integration-draft.ts";
import { IntegrationFields } from "./integration-fields.tsx";
import { ApiFormPage } from "./api-form-page.tsx";
import { getMethod, getResource, getRestApi } from "./rest-apis.ts";
import { saveIntegration } from "./save-integration.ts";

export function EditIntegration(): ReactNode {
  const { apiId = "", resourceId = "", httpMethod = "" } = useParams();
  const place = { restApiId: apiId, resourceId, httpMethod };
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [changed, setChanged] = useState<IntegrationDraft | null>(null);
  const loaded = useLoaded(
    async () => ({
      api: await getRestApi(apiId),
      resource: await getResource(apiId, resourceId),
      method: await getMethod(place),
    }),
    [apiId, resourceId, httpMethod],
  );
  const before = loaded.value?.method.methodIntegration;
  const draft = changed ?? (before === undefined ? NEW_INTEGRATION : draftOfIntegration(before));
  const address = `/apis/rest/${apiId}/resources/${resourceId}/${httpMethod}/integration-request`;
  const path = loaded.value?.resource.path ?? "";
  const save = () =>
    action.run(async () => {
      await saveIntegration(place, before, draft);
      tell({
        type: "success",
        header: `Saved the integration request of ${httpMethod} ${path}`,
        content: "It takes effect at a stage once the API is deployed there.",
      });
      await navigate(address);
    });
  return (
    <ApiFormPage
      title="Edit integration request"
      apiId={apiId}
      apiName={loaded.value?.api.name ?? apiId}
      backAddress={address}
      backText={`${path} - ${httpMethod}`}
      submitText="Save"
      isComplete={loaded.value !== undefined}
      action={action}
      loadError={loaded.error}
      onSubmit={() => void save()}
    >
      <Container header={<Header variant="h2">Method details</Header>}>
        {loaded.value === undefined ? null : (
          <IntegrationFields draft={draft} onChange={setChanged} />
        )}
      </Container>
    </ApiFormPage>
  );
}
