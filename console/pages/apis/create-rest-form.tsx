// A new REST API; its resources and methods are made on its own pages.
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { apiGateway } from "../../commons/aws-clients.ts";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";
import { type EndpointType, EndpointTypeField } from "./endpoint-type-field.tsx";
import { ApiIdentityFields, type ApiIdentityProps } from "./api-identity-fields.tsx";

export function CreateRestForm({ identity, onIdentity }: ApiIdentityProps): ReactNode {
  const navigate = useNavigate();
  const action = useAction();
  const { tell } = useShell();
  const { name, description } = identity;
  const [type, setType] = useState<EndpointType>("REGIONAL");
  const create = () =>
    action.run(async () => {
      const client = await apiGateway();
      const { id = "" } = await client.createRestApi({
        name,
        endpointConfiguration: { types: [type] },
        ...(description !== "" && { description }),
      });
      tell({ type: "success", header: `API ${name} was created` });
      await navigate(`/apis/rest/${id}`);
    });
  return (
    <PageForm
      cancelTo="/apis"
      submitText="Create"
      isComplete={name !== ""}
      action={action}
      onSubmit={() => void create()}
    >
      <ApiIdentityFields identity={identity} onIdentity={onIdentity}>
        <EndpointTypeField value={type} onChange={setType} />
      </ApiIdentityFields>
    </PageForm>
  );
}
