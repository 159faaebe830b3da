// The newest requests that failed, each with the way to its trace.
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { JourneySummary } from "../../../src/telemetry/journeys/journey-summary.ts";
import { href } from "../../commons/href.ts";
import type { Loaded } from "../../commons/use-loaded.ts";
import { clockTime, decisionTitle, hopName, pathOf, words } from "../traces/journey-text.ts";

export interface FailuresPanelProps {
  readonly failures: Loaded<readonly JourneySummary[]>;
}

export function FailuresPanel({ failures }: FailuresPanelProps): ReactNode {
  const listed = failures.value ?? [];
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Link href={href("/traces?failed=true")}>Failed traces</Link>}
        >
          Recent failures
        </Header>
      }
    >
      {failures.error === "" ? null : (
        <StatusIndicator type="error">{failures.error}</StatusIndicator>
      )}
      {failures.value !== undefined && listed.length === 0 ? (
        <Box>No request has failed lately.</Box>
      ) : null}
      {listed.length === 0 ? null : (
        <ul>
          {listed.map((journey) => (
            <li key={journey.id}>
              <Link href={href(`/traces/${journey.id}`)}>
                {journey.method} {pathOf(journey.target)}
              </Link>{" "}
              <Box variant="span" color="text-body-secondary">
                {clockTime(journey.startedAtMs)}
              </Box>
              <div>
                <StatusIndicator type="error">{whatFailed(journey)}</StatusIndicator>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

function whatFailed({ status, failedAt, hops }: JourneySummary): string {
  const got = status === 0 ? "No answer" : String(status);
  if (failedAt === null) return got;
  const hop = hops.findLast(({ kind }) => kind === failedAt.kind);
  const who = hop === undefined ? failedAt.kind : hopName(hop.kind, hop.name);
  return `${got}: ${who}, ${decisionTitle(failedAt.decision)}, ${words(failedAt.failure)}`;
}
