// Lets a stage show a version of the documentation that is published.
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { StageChoice } from "./stage-choice.tsx";
import { updateStage } from "./stages.ts";

export interface ShowDocumentationProps {
  readonly apiId: string;
  readonly version: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function ShowDocumentation(props: ShowDocumentationProps): ReactNode {
  const { apiId, version } = props;
  const [stageName, setStageName] = useState("");
  return (
    <DialogForm
      title={`Associate documentation version ${version} with a stage`}
      submitText="Associate"
      isComplete={stageName !== ""}
      onSubmit={() =>
        updateStage(apiId, stageName, [
          { op: "replace", path: "/documentationVersion", value: version },
        ])
      }
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      <StageChoice
        apiId={apiId}
        stageName={stageName}
        description="The version takes the place of the one that the stage shows now"
        onChange={setStageName}
      />
    </DialogForm>
  );
}
