// Rows of one text each: header names, media types.
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { ReactNode } from "react";

export interface TextListProps {
  readonly title: string;
  readonly label: string;
  readonly addText: string;
  readonly texts: readonly string[];
  readonly onChange: (texts: readonly string[]) => void;
  readonly description?: string;
  readonly placeholder?: string;
}

export function TextList(props: TextListProps): ReactNode {
  const { texts, onChange, label } = props;
  return (
    <FormField label={props.title} description={props.description} stretch>
      <AttributeEditor<string>
        items={texts}
        empty="None"
        addButtonText={props.addText}
        removeButtonText="Remove"
        removeButtonAriaLabel={(text) => `Remove ${text}`}
        onAddButtonClick={() => onChange([...texts, ""])}
        onRemoveButtonClick={({ detail }) =>
          onChange(texts.filter((_text, at) => at !== detail.itemIndex))
        }
        definition={[
          {
            label,
            control: (text, at) => (
              <Input
                value={text}
                placeholder={props.placeholder ?? ""}
                ariaLabel={`${label} ${at + 1}`}
                onChange={({ detail }) =>
                  onChange(texts.map((old, index) => (index === at ? detail.value : old)))
                }
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
