// Publishes the documentation parts as they are, under a version.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-documenting-api-with-console.html
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { publishDocumentation } from "./documentation.ts";
import { StageChoice } from "./stage-choice.tsx";

export interface PublishDocumentationProps {
  readonly apiId: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function PublishDocumentation(props: PublishDocumentationProps): ReactNode {
  const { apiId } = props;
  const [stageName, setStageName] = useState("");
  const [version, setVersion] = useState("");
  const [description, setDescription] = useState("");
  return (
    <DialogForm
      title="Publish documentation"
      submitText="Publish"
      isComplete={version !== ""}
      onSubmit={() => publishDocumentation(apiId, { version, stageName, description })}
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      <StageChoice
        apiId={apiId}
        stageName={stageName}
        noneText="No stage yet"
        description="Its exports show the documentation at once"
        onChange={setStageName}
      />
      <FormField label="Version">
        <Input
          value={version}
          ariaRequired
          placeholder="1.0.0"
          onChange={({ detail }) => setVersion(detail.value)}
        />
      </FormField>
      <FormField label="Description" description="Optional">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
