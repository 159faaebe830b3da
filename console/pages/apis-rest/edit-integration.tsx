// Integration request → Edit.
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { useAction } from "../../commons/use-action.ts";
import { draftOfIntegration, type IntegrationDraft, NEW_INTEGRATION } from "./integration-draft.ts";
import { IntegrationFields } from "./integration-fields.tsx";
import { ApiFormPage } from "./api-form-page.tsx";
import { saveIntegration } from "./save-integration.ts";
import { useEditedMethod } from "./use-edited-method.ts";

export function EditIntegration(): ReactNode {
  const edited = useEditedMethod("integration-request", "integration request");
  const { place, loaded } = edited;
  const action = useAction();
  const [changed, setChanged] = useState<IntegrationDraft | null>(null);
  const before = loaded.value?.method.methodIntegration;
  const draft = changed ?? (before === undefined ? NEW_INTEGRATION : draftOfIntegration(before));
  const save = () =>
    action.run(async () => {
      await saveIntegration(place, before, draft);
      await edited.saved();
    });
  return (
    <ApiFormPage
      title="Edit integration request"
      apiId={place.restApiId}
      apiName={edited.apiName}
      backAddress={edited.address}
      backText={edited.title}
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
