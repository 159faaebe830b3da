// Creates an API key, with a value of its own or a made one.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";
import { createApiKey } from "./api-keys.ts";

export function CreateApiKey(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [isCustom, setCustom] = useState(false);
  const [value, setValue] = useState("");
  const isComplete = name !== "" && (!isCustom || value !== "");
  const create = () =>
    action.run(async () => {
      const { id } = await createApiKey({ name, description, value: isCustom ? value : "" });
      tell({ type: "success", header: `API key ${name} is created` });
      await navigate(`/api-keys/${id}`);
    });
  return (
    <Page title="Create API key" parents={[{ text: "API keys", href: href("/api-keys") }]}>
      <PageForm
        submitText="Save"
        isComplete={isComplete}
        action={action}
        cancelTo="/api-keys"
        onSubmit={() => void create()}
      >
        <Container header={<Header variant="h2">API key details</Header>}>
          <SpaceBetween size="l">
            <FormField label="Name">
              <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <FormField label="Description - optional">
              <Textarea
                value={description}
                rows={3}
                onChange={({ detail }) => setDescription(detail.value)}
              />
            </FormField>
            <FormField label="API key" description="The value cannot be changed later">
              <RadioGroup
                value={isCustom ? "custom" : "generate"}
                ariaLabel="API key"
                items={[
                  { value: "generate", label: "Auto generate" },
                  { value: "custom", label: "Custom" },
                ]}
                onChange={({ detail }) => setCustom(detail.value === "custom")}
              />
            </FormField>
            {isCustom ? (
              <FormField label="Value" description="20 to 128 characters">
                <Input
                  value={value}
                  ariaRequired
                  spellcheck={false}
                  autoComplete={false}
                  onChange={({ detail }) => setValue(detail.value)}
                />
              </FormField>
            ) : null}
          </SpaceBetween>
        </Container>
      </PageForm>
    </Page>
  );
}
