// Creates a method with its integration, as one step.
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { HTTP_METHODS } from "./integration-choices.ts";
import { NEW_INTEGRATION } from "./integration-draft.ts";
import { IntegrationFields } from "./integration-fields.tsx";
import { ApiFormPage } from "./api-form-page.tsx";
import { makeMethod } from "./make-method.ts";
import { NEW_METHOD_REQUEST } from "./method-request-draft.ts";
import { MethodRequestFields } from "./method-request-fields.tsx";
import { getResource, getRestApi } from "./rest-apis.ts";

export function CreateMethod(): ReactNode {
  const { apiId = "", resourceId = "" } = useParams();
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [httpMethod, setHttpMethod] = useState("");
  const [integration, setIntegration] = useState(NEW_INTEGRATION);
  const [request, setRequest] = useState(NEW_METHOD_REQUEST);
  const loaded = useLoaded(
    async () => ({
      api: await getRestApi(apiId),
      resource: await getResource(apiId, resourceId),
    }),
    [apiId, resourceId],
  );
  const { path = "", resourceMethods = {} } = loaded.value?.resource ?? {};
  const address = `/apis/rest/${apiId}/resources/${resourceId}`;
  const create = () =>
    action.run(async () => {
      const place = { restApiId: apiId, resourceId, httpMethod };
      await makeMethod(place, path, { integration, request });
      tell({ type: "success", header: `Created ${httpMethod} ${path}` });
      await navigate(`${address}/${httpMethod}`);
    });
  const options = HTTP_METHODS.filter((name) => resourceMethods[name] === undefined);
  return (
    <ApiFormPage
      title="Create method"
      apiId={apiId}
      apiName={loaded.value?.api.name ?? apiId}
      backAddress={address}
      backText={path}
      submitText="Create method"
      isComplete={loaded.value !== undefined && httpMethod !== ""}
      action={action}
      loadError={loaded.error}
      onSubmit={() => void create()}
    >
      <Container header={<Header variant="h2">Method details</Header>}>
        <SpaceBetween size="l">
          <FormField label="Method type">
            <Select
              selectedOption={httpMethod === "" ? null : { value: httpMethod, label: httpMethod }}
              options={options.map((value) => ({ value, label: value }))}
              placeholder="Choose a method type"
              onChange={({ detail }) => setHttpMethod(detail.selectedOption.value ?? "")}
            />
          </FormField>
          <IntegrationFields draft={integration} onChange={setIntegration} />
        </SpaceBetween>
      </Container>
      <ExpandableSection variant="container" headerText="Method request settings">
        <MethodRequestFields apiId={apiId} draft={request} onChange={setRequest} />
      </ExpandableSection>
    </ApiFormPage>
  );
}
