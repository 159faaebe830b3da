// The variables of a stage.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Stage } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { useAction } from "../../commons/use-action.ts";
import type { TextEntry } from "./integration-draft.ts";
import { NameValueEditor } from "./name-value-editor.tsx";
import { entryPatches } from "./patches.ts";
import { updateStage } from "./stages.ts";
import { entriesOf, recordOf } from "./value-list.tsx";

/** What every tab of a stage gets. */
export interface StageTabProps {
  readonly apiId: string;
  readonly stage: Stage;
  readonly onChanged: () => void;
}

export function StageVariables({ apiId, stage, onChanged }: StageTabProps): ReactNode {
  const action = useAction();
  const [entries, setEntries] = useState<readonly TextEntry[] | null>(null);
  const save = async () => {
    const patches = entryPatches("/variables", stage.variables, recordOf(entries ?? []));
    if (!(await action.run(() => updateStage(apiId, stage.stageName ?? "", patches)))) return;
    setEntries(null);
    onChanged();
  };
  return (
    <Container header={<Header variant="h2">Stage variables</Header>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <SpaceBetween size="m">
          {action.error === "" ? null : <Alert type="error">{action.error}</Alert>}
          <NameValueEditor
            title="Variables"
            description="In integrations they are ${stageVariables.NAME}; they are live once saved"
            nameLabel="Name"
            valueLabel="Value"
            addText="Add stage variable"
            entries={entries ?? entriesOf(stage.variables)}
            onChange={setEntries}
          />
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" disabled={entries === null} onClick={() => setEntries(null)}>
              Discard
            </Button>
            <Button variant="primary" disabled={entries === null} loading={action.isRunning}>
              Save stage variables
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </form>
    </Container>
  );
}
