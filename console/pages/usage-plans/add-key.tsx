// Adds an API key to a usage plan: one that is there, or a new one.
import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useRef, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { addKeyToPlan, createApiKey, keyName, listApiKeys } from "../api-keys/api-keys.ts";

export interface AddKeyProps {
  readonly plan: UsagePlan;
  /** The ids of keys that are in the plan. */
  readonly without: readonly (string | undefined)[];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function AddKey({ plan, without, onDone, onCancel }: AddKeyProps): ReactNode {
  const [kind, setKind] = useState("existing");
  const [keyId, setKeyId] = useState("");
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  // When the plan refuses a new key, the key is there: the next try must not make another.
  const made = useRef("");
  const add = async () => {
    let id = keyId;
    if (kind === "new") {
      if (made.current === "") {
        made.current = (await createApiKey({ name, description: "", value })).id ?? "";
      }
      id = made.current;
    }
    await addKeyToPlan(plan.id ?? "", id);
  };
  return (
    <DialogForm
      title={`Add API key to usage plan ${plan.name}`}
      submitText="Add API key"
      isComplete={kind === "new" ? name !== "" : keyId !== ""}
      onSubmit={add}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="API key">
        <RadioGroup
          value={kind}
          ariaLabel="API key"
          items={[
            { value: "existing", label: "Add existing key" },
            { value: "new", label: "Create and add new key" },
          ]}
          onChange={({ detail }) => setKind(detail.value)}
        />
      </FormField>
      {kind === "existing" ? (
        <ExistingKey keyId={keyId} without={without} onChange={setKeyId} />
      ) : (
        <SpaceBetween size="m">
          <FormField label="Name">
            <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
          </FormField>
          <FormField
            label="Value - optional"
            description="20 to 128 characters; one is made when this is empty"
          >
            <Input
              value={value}
              spellcheck={false}
              autoComplete={false}
              onChange={({ detail }) => setValue(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      )}
    </DialogForm>
  );
}

interface ExistingKeyProps {
  readonly keyId: string;
  readonly without: readonly (string | undefined)[];
  readonly onChange: (keyId: string) => void;
}

function ExistingKey({ keyId, without, onChange }: ExistingKeyProps): ReactNode {
  const keys = useLoaded(listApiKeys);
  const options = (keys.value ?? [])
    .filter(({ id }) => !without.includes(id))
    .map((key) => ({ value: key.id ?? "", label: keyName(key), description: key.id ?? "" }));
  return (
    <SpaceBetween size="m">
      {keys.error === "" ? null : <Alert type="error">{keys.error}</Alert>}
      <FormField label="Existing API key">
        <Select
          selectedOption={options.find(({ value }) => value === keyId) ?? null}
          options={options}
          filteringType="auto"
          placeholder="Choose an API key"
          empty="There is no other API key"
          statusType={keys.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
        />
      </FormField>
    </SpaceBetween>
  );
}
