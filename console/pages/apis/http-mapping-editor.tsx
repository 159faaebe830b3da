// Rows of a parameter mapping: what is modified, how, and to which value.
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { ReactNode } from "react";
import type { Mapping } from "./http-mapping.ts";

const KINDS = [
  { value: "append", label: "Append" },
  { value: "overwrite", label: "Overwrite" },
  { value: "remove", label: "Remove" },
] as const;

export interface MappingEditorProps {
  /** Rows of responses are by status code. */
  readonly of: "request" | "response";
  readonly rows: readonly Mapping[];
  readonly onChange: (rows: readonly Mapping[]) => void;
}

export function MappingEditor({ of, rows, onChange }: MappingEditorProps): ReactNode {
  const change = (at: number, part: Partial<Mapping>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const status = {
    label: "Status code",
    control: (row: Mapping, at: number) => (
      <Input
        value={row.status}
        placeholder="200"
        inputMode="numeric"
        onChange={({ detail }) => change(at, { status: detail.value })}
      />
    ),
  };
  return (
    <AttributeEditor<Mapping>
      items={rows}
      addButtonText={`Add ${of} mapping`}
      removeButtonText="Remove"
      removeButtonAriaLabel={(row) => `Remove mapping of ${row.parameter}`}
      empty={`Nothing is modified in ${of}s.`}
      onAddButtonClick={() =>
        onChange([
          ...rows,
          { status: of === "request" ? "" : "200", kind: "append", parameter: "", value: "" },
        ])
      }
      onRemoveButtonClick={({ detail }) =>
        onChange(rows.filter((_row, at) => at !== detail.itemIndex))
      }
      definition={[
        ...(of === "response" ? [status] : []),
        {
          label: "Parameter to modify",
          control: (row, at) => (
            <Input
              value={row.parameter}
              placeholder="header.x-stage"
              onChange={({ detail }) => change(at, { parameter: detail.value })}
            />
          ),
        },
        {
          label: "Modification type",
          control: (row, at) => (
            <Select
              selectedOption={KINDS.find(({ value }) => value === row.kind) ?? null}
              options={KINDS}
              onChange={({ detail }) => change(at, { kind: detail.selectedOption.value ?? "" })}
            />
          ),
        },
        {
          label: "Value",
          control: (row, at) => (
            <Input
              value={row.value}
              disabled={row.kind === "remove"}
              placeholder={`$${of}.header.name`}
              onChange={({ detail }) => change(at, { value: detail.value })}
            />
          ),
        },
      ]}
    />
  );
}
