// A new HTTP API: its name, the URLs that its first routes lead to, and its stage.
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";
import { createHttpApi, type QuickRoute } from "./create-http-api.ts";
import { METHOD_CHOICES } from "./http-methods.ts";
import { ApiIdentityFields, type ApiIdentityProps } from "./api-identity-fields.tsx";

export function CreateHttpForm({ identity, onIdentity }: ApiIdentityProps): ReactNode {
  const navigate = useNavigate();
  const action = useAction();
  const { tell } = useShell();
  const { name, description } = identity;
  const [routes, setRoutes] = useState<readonly QuickRoute[]>([]);
  const [stageName, setStageName] = useState("$default");
  const [isAutomatic, setAutomatic] = useState(true);
  const create = () =>
    action.run(async () => {
      const apiId = await createHttpApi({ name, description, routes, stageName, isAutomatic });
      tell({ type: "success", header: `API ${name} was created` });
      await navigate(`/apis/http/${apiId}`);
    });
  return (
    <PageForm
      cancelTo="/apis"
      submitText="Create"
      isComplete={name !== ""}
      action={action}
      onSubmit={() => void create()}
    >
      <ApiIdentityFields identity={identity} onIdentity={onIdentity} />
      <Container
        header={
          <Header
            variant="h2"
            description="Optional. Private resources are integrated once the API is there."
          >
            Routes and integrations
          </Header>
        }
      >
        <QuickRoutes routes={routes} onChange={setRoutes} />
      </Container>
      <Container header={<Header variant="h2">Stage</Header>}>
        <SpaceBetween size="l">
          <FormField label="Stage name" description="Empty for none">
            <Input value={stageName} onChange={({ detail }) => setStageName(detail.value)} />
          </FormField>
          <Toggle
            checked={isAutomatic}
            description="Each change of the API goes to the stage at once."
            onChange={({ detail }) => setAutomatic(detail.checked)}
          >
            Automatic deployment
          </Toggle>
        </SpaceBetween>
      </Container>
    </PageForm>
  );
}

interface QuickRoutesProps {
  readonly routes: readonly QuickRoute[];
  readonly onChange: (routes: readonly QuickRoute[]) => void;
}

function QuickRoutes({ routes, onChange }: QuickRoutesProps): ReactNode {
  const change = (at: number, part: Partial<QuickRoute>) =>
    onChange(routes.map((route, index) => (index === at ? { ...route, ...part } : route)));
  return (
    <AttributeEditor<QuickRoute>
      items={routes}
      addButtonText="Add integration"
      removeButtonText="Remove"
      removeButtonAriaLabel={({ method, path }) => `Remove ${method} ${path}`}
      empty="No integration is added."
      onAddButtonClick={() => onChange([...routes, { method: "ANY", path: "/{proxy+}", url: "" }])}
      onRemoveButtonClick={({ detail }) =>
        onChange(routes.filter((_route, at) => at !== detail.itemIndex))
      }
      definition={[
        {
          label: "Method",
          control: ({ method }, at) => (
            <Select
              selectedOption={METHOD_CHOICES.find(({ value }) => value === method) ?? null}
              options={METHOD_CHOICES}
              onChange={({ detail }) => change(at, { method: detail.selectedOption.value ?? "" })}
            />
          ),
        },
        {
          label: "Path",
          control: ({ path }, at) => (
            <Input value={path} onChange={({ detail }) => change(at, { path: detail.value })} />
          ),
        },
        {
          label: "Integration URL",
          control: ({ url }, at) => (
            <Input
              value={url}
              placeholder="https://example.com/{proxy}"
              onChange={({ detail }) => change(at, { url: detail.value })}
            />
          ),
        },
      ]}
    />
  );
}
