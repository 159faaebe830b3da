// Authorizers → Create authorizer.
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { ApiFormPage } from "./api-form-page.tsx";
import { isDraftComplete, NEW_AUTHORIZER } from "./authorizer-draft.ts";
import { AuthorizerFields } from "./authorizer-fields.tsx";
import { createAuthorizer } from "./authorizers.ts";
import { getRestApi } from "./rest-apis.ts";

export function CreateAuthorizer(): ReactNode {
  const { apiId = "" } = useParams();
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [draft, setDraft] = useState(NEW_AUTHORIZER);
  const api = useLoaded(() => getRestApi(apiId), [apiId]);
  const address = `/apis/rest/${apiId}/authorizers`;
  const create = () =>
    action.run(async () => {
      const id = await createAuthorizer(apiId, draft);
      tell({ type: "success", header: `Created authorizer ${draft.name}` });
      await navigate(`${address}/${id}`);
    });
  return (
    <ApiFormPage
      title="Create authorizer"
      apiId={apiId}
      apiName={api.value?.name ?? apiId}
      backAddress={address}
      backText="Authorizers"
      submitText="Create authorizer"
      isComplete={isDraftComplete(draft)}
      action={action}
      loadError={api.error}
      onSubmit={() => void create()}
    >
      <Container header={<Header variant="h2">Authorizer details</Header>}>
        <AuthorizerFields draft={draft} onChange={setDraft} isNew />
      </Container>
    </ApiFormPage>
  );
}
