// Beside the API's name: for each stage, how much of what is configured it does not serve yet.
import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { Loaded } from "../../commons/use-loaded.ts";
import type { UndeployedStage } from "./undeployed-changes.ts";

export interface DeploymentBadgesProps {
  readonly undeployed: Loaded<readonly UndeployedStage[]>;
  readonly onClick: () => void;
}

export function DeploymentBadges({ undeployed, onClick }: DeploymentBadgesProps): ReactNode {
  const { value: stages, error } = undeployed;
  if (error !== "") return <StatusIndicator type="warning">{error}</StatusIndicator>;
  if (stages === undefined) return null;
  if (stages.length === 0) return <Badge color="severity-medium">Not deployed</Badge>;
  const behind = stages.filter(({ changes }) => changes.length > 0);
  if (behind.length === 0) {
    return <StatusIndicator type="success">Deployed</StatusIndicator>;
  }
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {behind.map(({ stage, changes }) => (
        <Badge key={stage.stageName} color="severity-medium">
          {changesText(changes.length)} not deployed to {stage.stageName}
        </Badge>
      ))}
      <Button variant="inline-link" onClick={onClick}>
        Show changes
      </Button>
    </SpaceBetween>
  );
}

/** "1 change", "3 changes" */
export function changesText(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}
