// Takes the documentation out of an OpenAPI document; nothing else of it is imported.
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useRef, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useShell } from "../../shell/shell-context.ts";
import { importDocumentation } from "./documentation.ts";

export interface ImportDocumentationProps {
  readonly apiId: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function ImportDocumentation(props: ImportDocumentationProps): ReactNode {
  const { tell } = useShell();
  const [document, setDocument] = useState("");
  const [mode, setMode] = useState<"merge" | "overwrite">("merge");
  const warnings = useRef<readonly string[]>([]);
  return (
    <DialogForm
      title="Import documentation"
      submitText="Import"
      size="large"
      isComplete={document.trim() !== ""}
      onSubmit={async () => {
        warnings.current = await importDocumentation(props.apiId, mode, document);
      }}
      onDone={() => {
        const [content] = warnings.current.length === 0 ? [] : [warnings.current.join("; ")];
        tell(
          content === undefined
            ? { type: "success", header: "Imported the documentation" }
            : { type: "warning", header: "Imported the documentation", content },
        );
        props.onDone();
      }}
      onCancel={props.onCancel}
    >
      <FormField label="OpenAPI document" description="JSON or YAML" stretch>
        <Textarea
          value={document}
          rows={12}
          spellcheck={false}
          onChange={({ detail }) => setDocument(detail.value)}
        />
      </FormField>
      <FormField label="Import mode">
        <RadioGroup
          value={mode}
          ariaLabel="Import mode"
          items={[
            { value: "merge", label: "Merge", description: "Other parts stay" },
            { value: "overwrite", label: "Overwrite", description: "Other parts are deleted" },
          ]}
          onChange={({ detail }) => setMode(detail.value as typeof mode)}
        />
      </FormField>
    </DialogForm>
  );
}
