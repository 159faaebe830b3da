// Authorizers → Edit authorizer.
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { ApiFormPage } from "./api-form-page.tsx";
import {
  type AuthorizerDraft,
  draftOfAuthorizer,
  isDraftComplete,
  NEW_AUTHORIZER,
} from "./authorizer-draft.ts";
import { AuthorizerFields } from "./authorizer-fields.tsx";
import { getAuthorizer, updateAuthorizer } from "./authorizers.ts";
import { getRestApi } from "./rest-apis.ts";

export function EditAuthorizer(): ReactNode {
  const { apiId = "", authorizerId = "" } = useParams();
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [changed, setChanged] = useState<AuthorizerDraft | null>(null);
  const loaded = useLoaded(
    async () => ({
      api: await getRestApi(apiId),
      authorizer: await getAuthorizer(apiId, authorizerId),
    }),
    [apiId, authorizerId],
  );
  const before = loaded.value?.authorizer;
  const draft = changed ?? (before === undefined ? NEW_AUTHORIZER : draftOfAuthorizer(before));
  const address = `/apis/rest/${apiId}/authorizers/${authorizerId}`;
  const save = () =>
    action.run(async () => {
      if (before === undefined) return;
      await updateAuthorizer(apiId, before, draft);
      tell({
        type: "success",
        header: `Saved authorizer ${draft.name}`,
        content: "It takes effect at a stage once the API is deployed there.",
      });
      await navigate(address);
    });
  return (
    <ApiFormPage
      title="Edit authorizer"
      apiId={apiId}
      apiName={loaded.value?.api.name ?? apiId}
      backAddress={address}
      backText={before?.name ?? authorizerId}
      submitText="Save changes"
      isComplete={before !== undefined && isDraftComplete(draft)}
      action={action}
      loadError={loaded.error}
      onSubmit={() => void save()}
    >
      <Container header={<Header variant="h2">Authorizer details</Header>}>
        {before === undefined ? null : (
          <AuthorizerFields draft={draft} onChange={setChanged} isNew={false} />
        )}
      </Container>
    </ApiFormPage>
  );
}
