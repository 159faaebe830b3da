// Rows of a name and a value that can be added and removed: parameters, headers, templates, variables.
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Textarea from "@cloudscape-design/components/textarea";
import type { ReactNode } from "react";
import type { TextEntry } from "./integration-draft.ts";

export interface NameValueEditorProps {
  /** "URL query string parameters" */
  readonly title: string;
  readonly nameLabel: string;
  readonly valueLabel: string;
  /** "Add query string" */
  readonly addText: string;
  readonly entries: readonly TextEntry[];
  readonly onChange: (entries: readonly TextEntry[]) => void;
  readonly description?: string;
  /** Of the value; "" by default. */
  readonly namePlaceholder?: string;
  readonly valuePlaceholder?: string;
  /** What a new row begins with. */
  readonly newEntry?: TextEntry;
  /** Whether values have lines. */
  readonly isMultiline?: boolean;
}

const NO_ENTRY: TextEntry = { name: "", value: "" };

export function NameValueEditor(props: NameValueEditorProps): ReactNode {
  const { entries, onChange } = props;
  const change = (at: number, part: Partial<TextEntry>) =>
    onChange(entries.map((entry, index) => (index === at ? { ...entry, ...part } : entry)));
  return (
    <FormField label={props.title} description={props.description} stretch>
      <AttributeEditor<TextEntry>
        items={entries}
        empty="None"
        addButtonText={props.addText}
        removeButtonText="Remove"
        removeButtonAriaLabel={({ name }) => `Remove ${name}`}
        onAddButtonClick={() => onChange([...entries, props.newEntry ?? NO_ENTRY])}
        onRemoveButtonClick={({ detail }) =>
          onChange(entries.filter((_entry, index) => index !== detail.itemIndex))
        }
        definition={[
          {
            label: props.nameLabel,
            control: ({ name }, at) => (
              <Input
                value={name}
                placeholder={props.namePlaceholder ?? ""}
                ariaLabel={`${props.nameLabel} ${at + 1}`}
                onChange={({ detail }) => change(at, { name: detail.value })}
              />
            ),
          },
          {
            label: props.valueLabel,
            control: ({ name, value }, at) =>
              props.isMultiline === true ? (
                <Textarea
                  value={value}
                  rows={6}
                  spellcheck={false}
                  ariaLabel={`${props.valueLabel} ${name}`}
                  onChange={({ detail }) => change(at, { value: detail.value })}
                />
              ) : (
                <Input
                  value={value}
                  placeholder={props.valuePlaceholder ?? ""}
                  ariaLabel={`${props.valueLabel} ${name}`}
                  onChange={({ detail }) => change(at, { value: detail.value })}
                />
              ),
          },
        ]}
      />
    </FormField>
  );
}
