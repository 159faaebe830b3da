// Where a filter pattern is typed; it takes effect on Enter or with the button.
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { type ReactNode, useState } from "react";

export interface FilterFieldProps {
  readonly pattern: string;
  /** The API's refusal of the pattern; "" when there is none. */
  readonly error: string;
  readonly buttonText: string;
  readonly onApply: (pattern: string) => void;
}

export function FilterField(props: FilterFieldProps): ReactNode {
  const [typed, setTyped] = useState(props.pattern);
  return (
    <FormField
      label="Filter pattern"
      description='Words, "a phrase", -excluded, ?either ?or, %regex%, { $.status >= 500 } for JSON, [ip, user, ..., status=5*] for columns'
      errorText={props.error}
      stretch
      secondaryControl={<Button onClick={() => props.onApply(typed)}>{props.buttonText}</Button>}
    >
      <Input
        type="search"
        value={typed}
        spellcheck={false}
        clearAriaLabel="Clear the pattern"
        placeholder="All events"
        onChange={({ detail }) => setTyped(detail.value)}
        onKeyDown={({ detail }) => {
          if (detail.key === "Enter") props.onApply(typed);
        }}
      />
    </FormField>
  );
}
