// Edits the description of a documentation version; what it says is frozen.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { DocumentationVersion } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { describeDocumentation } from "./documentation.ts";

export interface DescribeDocumentationProps {
  readonly apiId: string;
  readonly version: DocumentationVersion;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function DescribeDocumentation(props: DescribeDocumentationProps): ReactNode {
  const { apiId, version } = props;
  const [description, setDescription] = useState(version.description ?? "");
  return (
    <DialogForm
      title={`Edit documentation version ${version.version ?? ""}`}
      submitText="Save changes"
      isComplete
      onSubmit={() => describeDocumentation(apiId, version, description)}
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      <FormField label="Description" description="The parts of a version cannot be changed">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
