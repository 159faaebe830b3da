// The filter of the lists of journeys and requests. What is typed counts on Enter or when the field is left, so that a
// half of a status is not asked for.
import ColumnLayout from "@cloudscape-design/components/column-layout";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import Toggle from "@cloudscape-design/components/toggle";
import { type ReactNode, useEffect, useState } from "react";
import { balancerName, loadEndpoints } from "../../commons/endpoints.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { type FilterName, isStatusFilter, type RequestFilter } from "./request-filter.ts";

export interface FilterBarProps {
  readonly filter: RequestFilter;
  readonly onChange: (name: FilterName, value: string) => void;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const WIDE = "(min-width: 688px)";

export function FilterBar({ filter, onChange }: FilterBarProps): ReactNode {
  const endpoints = useLoaded(loadEndpoints);
  const [isOpen] = useState(
    () => matchMedia(WIDE).matches || Object.values(filter).some((value) => value !== ""),
  );
  const apis = (endpoints.value?.apis ?? []).map(({ apiId, name }) => ({
    value: apiId,
    label: `${name} (${apiId})`,
  }));
  const balancers = (endpoints.value?.loadBalancers ?? []).map(({ arn }) => ({
    value: arn,
    label: balancerName(arn),
  }));
  const status = endpoints.isLoading ? "loading" : endpoints.error === "" ? "finished" : "error";
  return (
    <ExpandableSection headerText="Filters" variant="container" defaultExpanded={isOpen}>
      <ColumnLayout columns={3}>
        <FormField label="API">
          <Choice
            value={filter.api}
            any="Any API"
            options={apis}
            statusType={status}
            onChange={(value) => onChange("api", value)}
          />
        </FormField>
        <FormField label="Load balancer">
          <Choice
            value={filter["load-balancer"]}
            any="Any load balancer"
            options={balancers}
            statusType={status}
            onChange={(value) => onChange("load-balancer", value)}
          />
        </FormField>
        <FormField label="Method">
          <Choice
            value={filter.method}
            any="Any method"
            options={METHODS.map((value) => ({ value, label: value }))}
            onChange={(value) => onChange("method", value)}
          />
        </FormField>
        <TextFilterField
          label="Path contains"
          placeholder="/pets"
          value={filter.path}
          onChange={(value) => onChange("path", value)}
        />
        <TextFilterField
          label="Status"
          placeholder="4xx or 404"
          value={filter.status}
          errorOf={(text) => (isStatusFilter(text) ? "" : "A status such as 404 or 4xx")}
          onChange={(value) => onChange("status", value)}
        />
        <FormField label="Outcome">
          <Toggle
            checked={filter.failed !== ""}
            onChange={({ detail }) => onChange("failed", detail.checked ? "true" : "")}
          >
            Only failed
          </Toggle>
        </FormField>
      </ColumnLayout>
    </ExpandableSection>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly any: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly statusType?: NonNullable<SelectProps["statusType"]>;
  readonly onChange: (value: string) => void;
}

function Choice({
  value,
  any,
  options,
  statusType = "finished",
  onChange,
}: ChoiceProps): ReactNode {
  const all = [{ value: "", label: any }, ...options];
  return (
    <Select
      selectedOption={all.find((option) => option.value === value) ?? { value, label: value }}
      options={all}
      statusType={statusType}
      errorText="Cannot load the choices"
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
    />
  );
}

interface TextFilterFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** "" when it can be asked for. */
  readonly errorOf?: (text: string) => string;
  readonly onChange: (value: string) => void;
}

function TextFilterField(props: TextFilterFieldProps): ReactNode {
  const { label, placeholder, value, errorOf = () => "", onChange } = props;
  const [text, setText] = useState(value);
  const [error, setError] = useState("");
  useEffect(() => setText(value), [value]);
  const apply = () => {
    const found = errorOf(text);
    setError(found);
    if (found === "" && text !== value) onChange(text);
  };
  return (
    <FormField label={label} errorText={error}>
      <Input
        value={text}
        placeholder={placeholder}
        onChange={({ detail }) => setText(detail.value)}
        onBlur={apply}
        onKeyDown={({ detail }) => {
          if (detail.key === "Enter") apply();
        }}
      />
    </FormField>
  );
}
