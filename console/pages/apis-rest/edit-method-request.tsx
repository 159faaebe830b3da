// Method request → Edit.
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { useAction } from "../../commons/use-action.ts";
import { ApiFormPage } from "./api-form-page.tsx";
import {
  draftOfMethod,
  type MethodRequestDraft,
  NEW_METHOD_REQUEST,
  saveMethodRequest,
} from "./method-request-draft.ts";
import { MethodRequestFields } from "./method-request-fields.tsx";
import { useEditedMethod } from "./use-edited-method.ts";

export function EditMethodRequest(): ReactNode {
  const edited = useEditedMethod("method-request", "method request");
  const { place, loaded } = edited;
  const action = useAction();
  const [changed, setChanged] = useState<MethodRequestDraft | null>(null);
  const method = loaded.value?.method;
  const draft = changed ?? (method === undefined ? NEW_METHOD_REQUEST : draftOfMethod(method));
  const save = () =>
    action.run(async () => {
      if (method === undefined) return;
      await saveMethodRequest(place, method, draft);
      await edited.saved();
    });
  return (
    <ApiFormPage
      title="Edit method request"
      apiId={place.restApiId}
      apiName={edited.apiName}
      backAddress={edited.address}
      backText={edited.title}
      submitText="Save"
      isComplete={method !== undefined}
      action={action}
      loadError={loaded.error}
      onSubmit={() => void save()}
    >
      <Container header={<Header variant="h2">Method request settings</Header>}>
        {method === undefined ? null : (
          <MethodRequestFields apiId={place.restApiId} draft={draft} onChange={setChanged} />
        )}
      </Container>
    </ApiFormPage>
  );
}
