// Imports API keys from comma-separated lines, out of a file or typed.
import FileInput from "@cloudscape-design/components/file-input";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useRef, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { importApiKeys, type ImportResult } from "./api-keys.ts";

const EXAMPLE = "Name,key,description,Enabled,usageplanIds\npartner,abcdef1234ghijklmnop,,TRUE,";

export interface ImportApiKeysProps {
  readonly onDone: (result: ImportResult) => void;
  readonly onCancel: () => void;
}

export function ImportApiKeys({ onDone, onCancel }: ImportApiKeysProps): ReactNode {
  const [text, setText] = useState("");
  const [onWarnings, setOnWarnings] = useState("fail");
  // What the import said, once it is done: not shown here, hence no state.
  const result = useRef<ImportResult>({ count: 0, warnings: [] });
  return (
    <DialogForm
      title="Import API keys"
      submitText="Import"
      size="large"
      isComplete={text.trim() !== ""}
      onSubmit={async () => {
        result.current = await importApiKeys(text, onWarnings === "fail");
      }}
      onDone={() => onDone(result.current)}
      onCancel={onCancel}
    >
      <FileInput
        value={[]}
        accept=".csv,text/csv"
        ariaLabel="Choose a file with API keys"
        onChange={({ detail }) => void detail.value[0]?.text().then(setText)}
      >
        Choose file
      </FileInput>
      <FormField
        label="API keys"
        description="Comma-separated values. The first line names the columns: Name and key have to be there, description, Enabled and usageplanIds may be"
        stretch
      >
        <Textarea
          value={text}
          rows={8}
          spellcheck={false}
          placeholder={EXAMPLE}
          onChange={({ detail }) => setText(detail.value)}
        />
      </FormField>
      <FormField label="On warnings">
        <RadioGroup
          value={onWarnings}
          ariaLabel="On warnings"
          items={[
            { value: "fail", label: "Fail on warnings" },
            { value: "ignore", label: "Ignore warnings" },
          ]}
          onChange={({ detail }) => setOnWarnings(detail.value)}
        />
      </FormField>
    </DialogForm>
  );
}
