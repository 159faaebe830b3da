// A new REST API; its resources and methods are made on its own pages.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { apiGateway } from "../../commons/aws-clients.ts";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";
import { ApiForm } from "./api-form.tsx";
import { type EndpointType, EndpointTypeField } from "./endpoint-type-field.tsx";

export function CreateRestForm(): ReactNode {
  const navigate = useNavigate();
  const action = useAction();
  const { tell } = useShell();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [type, setType] = useState<EndpointType>("REGIONAL");
  const create = async () => {
    let apiId = "";
    const isDone = await action.run(async () => {
      const client = await apiGateway();
      const { id = "" } = await client.createRestApi({
        name,
        endpointConfiguration: { types: [type] },
        ...(description !== "" && { description }),
      });
      apiId = id;
    });
    if (!isDone) return;
    tell({ type: "success", header: `API ${name} was created` });
    await navigate(`/apis/rest/${apiId}`);
  };
  return (
    <ApiForm
      submitText="Create"
      isComplete={name !== ""}
      action={action}
      onSubmit={() => void create()}
    >
      <Container header={<Header variant="h2">API details</Header>}>
        <SpaceBetween size="l">
          <FormField label="API name">
            <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
          </FormField>
          <FormField label="Description" description="Optional">
            <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
          </FormField>
          <EndpointTypeField value={type} onChange={setType} />
        </SpaceBetween>
      </Container>
    </ApiForm>
  );
}
