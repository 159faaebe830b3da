// Resource policy → Create policy, Edit policy.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { ApiFormPage } from "./api-form-page.tsx";
import { prettyJson } from "./json-value.ts";
import { POLICY_TEMPLATES, policyOf, savePolicy } from "./resource-policies.ts";
import { PolicyNotice } from "./resource-policy.tsx";
import { getRestApi } from "./rest-apis.ts";

const ROWS = 20;

export function EditResourcePolicy(): ReactNode {
  const { apiId = "" } = useParams();
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [changed, setChanged] = useState<string | null>(null);
  const loaded = useLoaded(() => getRestApi(apiId), [apiId]);
  const api = loaded.value;
  const before = api === undefined ? "" : prettyJson(policyOf(api));
  const policy = changed ?? before;
  const address = `/apis/rest/${apiId}/resource-policy`;
  const save = () =>
    action.run(async () => {
      await savePolicy(apiId, policy);
      tell({
        type: "success",
        header: `Saved the resource policy of ${api?.name ?? apiId}`,
        content: "It is deployed with the API.",
      });
      await navigate(address);
    });
  return (
    <ApiFormPage
      title={before === "" ? "Create resource policy" : "Edit resource policy"}
      apiId={apiId}
      apiName={api?.name ?? apiId}
      backAddress={address}
      backText="Resource policy"
      submitText="Save changes"
      isComplete={api !== undefined && policy.trim() !== ""}
      action={action}
      loadError={loaded.error}
      onSubmit={() => void save()}
    >
      <PolicyNotice />
      <Container header={<Header variant="h2">Policy details</Header>}>
        <SpaceBetween size="l">
          <FormField
            label="Template"
            description="Optional: takes the place of what is written below"
          >
            <Select
              selectedOption={null}
              options={POLICY_TEMPLATES.map(({ name }) => ({ value: name, label: name }))}
              placeholder="Select a template"
              onChange={({ detail }) => {
                const chosen = POLICY_TEMPLATES.find(
                  ({ name }) => name === detail.selectedOption.value,
                );
                if (chosen !== undefined) setChanged(JSON.stringify(chosen.policy, null, 2));
              }}
            />
          </FormField>
          <FormField
            label="Policy"
            description="JSON; execute-api:/* stands for everything in this API"
            stretch
          >
            <Textarea
              value={policy}
              rows={ROWS}
              spellcheck={false}
              disabled={api === undefined}
              onChange={({ detail }) => setChanged(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      </Container>
    </ApiFormPage>
  );
}
