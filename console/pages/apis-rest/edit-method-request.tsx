// Method request → Edit.
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { ApiFormPage } from "./api-form-page.tsx";
import {
  draftOfMethod,
  type MethodRequestDraft,
  NEW_METHOD_REQUEST,
  saveMethodRequest,
} from "./method-request-draft.ts";
import { MethodRequestFields } from "./method-request-fields.tsx";
import { getMethod, getResource, getRestApi } from "./rest-apis.ts";

export function EditMethodRequest(): ReactNode {
  const { apiId = "", resourceId = "", httpMethod = "" } = useParams();
  const place = { restApiId: apiId, resourceId, httpMethod };
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [changed, setChanged] = useState<MethodRequestDraft | null>(null);
  const loaded = useLoaded(
    async () => ({
      api: await getRestApi(apiId),
      resource: await getResource(apiId, resourceId),
      method: await getMethod(place),
    }),
    [apiId, resourceId, httpMethod],
  );
  const method = loaded.value?.method;
  const draft = changed ?? (method === undefined ? NEW_METHOD_REQUEST : draftOfMethod(method));
  const address = `/apis/rest/${apiId}/resources/${resourceId}/${httpMethod}/method-request`;
  const path = loaded.value?.resource.path ?? "";
  const save = () =>
    action.run(async () => {
      if (method === undefined) return;
      await saveMethodRequest(place, method, draft);
      tell({
        type: "success",
        header: `Saved the method request of ${httpMethod} ${path}`,
        content: "It takes effect at a stage once the API is deployed there.",
      });
      await navigate(address);
    });
  return (
    <ApiFormPage
      title="Edit method request"
      apiId={apiId}
      apiName={loaded.value?.api.name ?? apiId}
      backAddress={address}
      backText={`${path} - ${httpMethod}`}
      submitText="Save"
      isComplete={method !== undefined}
      action={action}
      loadError={loaded.error}
      onSubmit={() => void save()}
    >
      <Container header={<Header variant="h2">Method request settings</Header>}>
        {method === undefined ? null : (
          <MethodRequestFields apiId={apiId} draft={draft} onChange={setChanged} />
        )}
      </Container>
    </ApiFormPage>
  );
}
