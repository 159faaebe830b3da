// The endpoint type of a REST API.
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import type { ReactNode } from "react";

export type EndpointType = "REGIONAL" | "EDGE" | "PRIVATE";

const TYPES: readonly { readonly value: EndpointType; readonly label: string }[] = [
  { value: "REGIONAL", label: "Regional" },
  { value: "EDGE", label: "Edge-optimized" },
  { value: "PRIVATE", label: "Private" },
];

export interface EndpointTypeFieldProps {
  readonly value: EndpointType;
  readonly onChange: (type: EndpointType) => void;
}

export function EndpointTypeField({ value, onChange }: EndpointTypeFieldProps): ReactNode {
  return (
    <FormField label="API endpoint type">
      <Select
        selectedOption={TYPES.find((type) => type.value === value) ?? null}
        options={TYPES}
        onChange={({ detail }) => onChange(detail.selectedOption.value as EndpointType)}
      />
    </FormField>
  );
}
