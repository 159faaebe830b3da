// Logs and tracing of a stage: execution logs, detailed metrics, access log.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { Details } from "../../commons/details.tsx";
import { EditStageLogs, LOGGING_LEVELS } from "./edit-stage-logs.tsx";
import type { StageTabProps } from "./stage-variables.tsx";
import { ALL_METHODS } from "./stages.ts";

export function StageLogs({ apiId, stage, onChanged }: StageTabProps): ReactNode {
  const [isEditing, setEditing] = useState(false);
  const all = stage.methodSettings?.[ALL_METHODS];
  const level = all?.loggingLevel ?? "OFF";
  const yes = (value: boolean | undefined) => (value === true ? "Active" : "Inactive");
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button ariaLabel="Edit logs and tracing" onClick={() => setEditing(true)}>
              Edit
            </Button>
          }
        >
          Logs and tracing
        </Header>
      }
    >
      <Details
        columns={2}
        items={[
          {
            label: "CloudWatch logs",
            value: LOGGING_LEVELS.find(({ value }) => value === level)?.label ?? level,
          },
          { label: "Data tracing", value: yes(all?.dataTraceEnabled) },
          { label: "Detailed metrics", value: yes(all?.metricsEnabled) },
          { label: "X-Ray tracing", value: yes(stage.tracingEnabled) },
          { label: "Access log destination ARN", value: stage.accessLogSettings?.destinationArn },
          { label: "Access log format", value: stage.accessLogSettings?.format },
        ]}
      />
      {isEditing ? (
        <EditStageLogs
          apiId={apiId}
          stage={stage}
          onCancel={() => setEditing(false)}
          onDone={() => {
            setEditing(false);
            onChanged();
          }}
        />
      ) : null}
    </Container>
  );
}
