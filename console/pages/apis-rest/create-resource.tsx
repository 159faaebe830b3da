// Creates a resource below another one.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import Toggle from "@cloudscape-design/components/toggle";
import type { Resource } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useRef, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";

export interface CreateResourceProps {
  readonly apiId: string;
  readonly resources: readonly Resource[];
  readonly parent: Resource;
  readonly onDone: (resourceId: string) => void;
  readonly onCancel: () => void;
}

export function CreateResource(props: CreateResourceProps): ReactNode {
  const { apiId, resources } = props;
  const [parentId, setParentId] = useState(props.parent.id ?? "");
  const [name, setName] = useState("");
  const [isProxy, setProxy] = useState(false);
  const madeId = useRef("");
  const create = async () => {
    const client = await apiGateway();
    const made = await client.createResource({ restApiId: apiId, parentId, pathPart: name });
    madeId.current = made.id ?? "";
  };
  const options = resources.map(({ id = "", path = "" }) => ({ value: id, label: path }));
  return (
    <DialogForm
      title="Create resource"
      submitText="Create resource"
      isComplete={name !== ""}
      onSubmit={create}
      onDone={() => props.onDone(madeId.current)}
      onCancel={props.onCancel}
    >
      <Toggle
        checked={isProxy}
        description="Takes requests to all paths below: {proxy+}"
        onChange={({ detail }) => {
          setProxy(detail.checked);
          setName(detail.checked ? "{proxy+}" : "");
        }}
      >
        Proxy resource
      </Toggle>
      <FormField label="Resource path">
        <Select
          selectedOption={options.find(({ value }) => value === parentId) ?? null}
          options={options}
          onChange={({ detail }) => setParentId(detail.selectedOption.value ?? "")}
        />
      </FormField>
      <FormField
        label="Resource name"
        description="One segment of the path: pets, or {petId} for a path parameter"
      >
        <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
