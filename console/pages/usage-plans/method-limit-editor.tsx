// Rows of a method of an API, its rate and its burst.
import Alert from "@cloudscape-design/components/alert";
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useLoaded } from "../../commons/use-loaded.ts";
import { listResources } from "../apis-rest/rest-apis.ts";
import type { MethodLimit } from "./usage-plans.ts";

export interface MethodLimitEditorProps {
  readonly apiId: string;
  readonly limits: readonly MethodLimit[];
  readonly onChange: (limits: readonly MethodLimit[]) => void;
}

interface Choice {
  /** "/pets/GET", as usage plans name methods. */
  readonly value: string;
  readonly label: string;
}

async function loadMethods(apiId: string): Promise<Choice[]> {
  return (await listResources(apiId)).flatMap(({ path = "", resourceMethods = {} }) =>
    Object.keys(resourceMethods)
      .sort()
      .map((method) => ({ value: `${path}/${method}`, label: `${method} ${path}` })),
  );
}

export function MethodLimitEditor({ apiId, limits, onChange }: MethodLimitEditorProps): ReactNode {
  const methods = useLoaded(() => loadMethods(apiId), [apiId]);
  const choices = methods.value ?? [];
  const change = (at: number, part: Partial<MethodLimit>) =>
    onChange(limits.map((limit, index) => (index === at ? { ...limit, ...part } : limit)));
  return (
    <SpaceBetween size="s">
      {methods.error === "" ? null : <Alert type="error">{methods.error}</Alert>}
      <AttributeEditor<MethodLimit>
        items={limits}
        empty="No method has limits of its own"
        addButtonText="Add method"
        removeButtonText="Remove"
        removeButtonAriaLabel={({ key }) => `Remove ${key}`}
        onAddButtonClick={() => onChange([...limits, { key: "", rate: "", burst: "" }])}
        onRemoveButtonClick={({ detail }) =>
          onChange(limits.filter((_limit, index) => index !== detail.itemIndex))
        }
        definition={[
          {
            label: "Method",
            control: ({ key }, at) => (
              <Select
                selectedOption={key === "" ? null : (choiceOf(choices, key) ?? { value: key })}
                options={choices.filter(
                  ({ value }) => value === key || limits.every((limit) => limit.key !== value),
                )}
                // Spoken after the column's label: "Method 1".
                ariaLabel={String(at + 1)}
                placeholder="Choose a method"
                empty="The API has no other method"
                statusType={methods.isLoading ? "loading" : "finished"}
                onChange={({ detail }) => change(at, { key: detail.selectedOption.value ?? "" })}
              />
            ),
          },
          {
            label: "Rate",
            control: ({ rate }, at) => (
              <Input
                value={rate}
                inputMode="decimal"
                ariaLabel={`Rate of method ${at + 1}`}
                onChange={({ detail }) => change(at, { rate: detail.value })}
              />
            ),
          },
          {
            label: "Burst",
            control: ({ burst }, at) => (
              <Input
                value={burst}
                inputMode="numeric"
                ariaLabel={`Burst of method ${at + 1}`}
                onChange={({ detail }) => change(at, { burst: detail.value })}
              />
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}

function choiceOf(choices: readonly Choice[], key: string): Choice | undefined {
  return choices.find(({ value }) => value === key);
}
