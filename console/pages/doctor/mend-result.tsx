// What came of a mend: what was done, and the finding before and after it.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { Finding } from "../../../src/doctor/rule.ts";
import { CodeText } from "../../commons/code-text.tsx";
import type { MendAnswer } from "./doctor.ts";
import { SeverityMark } from "./severity.tsx";

export interface MendResultProps {
  readonly answer: MendAnswer;
  readonly onDismiss: () => void;
}

export function MendResult({ answer, onDismiss }: MendResultProps): ReactNode {
  const { code } = answer.before;
  const hasFailed = answer.message !== "";
  const header = answer.isMended
    ? `${code} is mended`
    : hasFailed
      ? `${code} could not be mended`
      : `${code} is still there`;
  return (
    <Alert
      type={answer.isMended ? "success" : hasFailed ? "error" : "warning"}
      header={header}
      dismissible
      dismissAriaLabel="Dismiss what came of the mend"
      onDismiss={onDismiss}
    >
      <SpaceBetween size="s">
        {hasFailed ? <Box>{answer.message}</Box> : null}
        <ColumnLayout columns={2}>
          <div>
            <Box variant="awsui-key-label">Before</Box>
            <FindingState finding={answer.before} />
          </div>
          <div>
            <Box variant="awsui-key-label">After</Box>
            <FindingState finding={answer.after} />
          </div>
        </ColumnLayout>
        <Lines
          label={hasFailed ? "Planned" : "Done"}
          lines={[
            ...answer.made,
            ...answer.deployed.map(
              ({ apiId, stageName, deploymentId }) =>
                `API ${apiId} deployed to stage ${stageName} (deployment ${deploymentId})`,
            ),
          ]}
        />
        <Lines label="Taken back" lines={answer.undone} />
        <Lines label="Left as it is" lines={answer.left} />
      </SpaceBetween>
    </Alert>
  );
}

function FindingState({ finding }: { readonly finding: Finding | null }): ReactNode {
  if (finding === null) {
    return <StatusIndicator type="success">The finding is gone</StatusIndicator>;
  }
  return (
    <SpaceBetween size="xxs">
      <SeverityMark severity={finding.severity} />
      <Box>{finding.title}</Box>
      {finding.mendedBy === null ? null : <Box>It goes with the next deployment.</Box>}
    </SpaceBetween>
  );
}

interface LinesProps {
  readonly label: string;
  readonly lines: readonly string[];
}

function Lines({ label, lines }: LinesProps): ReactNode {
  if (lines.length === 0) return null;
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <CodeText text={lines.join("\n")} />
    </div>
  );
}
