// One scenario: its story, a button that runs it, and the run as it goes on.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import type { ScenarioView } from "../../../src/lab/run-view.ts";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useQuery } from "../../commons/use-query.ts";
import { listScenarios, startRun } from "./lab.ts";
import { RunStory } from "./run-story.tsx";
import { useRun } from "./use-run.ts";

export function ScenarioPage(): ReactNode {
  const { name = "" } = useParams();
  const query = useQuery();
  const runId = query.get("run");
  const loaded = useLoaded(listScenarios, [name]);
  const run = useRun(runId);
  const start = useAction();
  const scenario = loaded.value?.scenarios.find((one) => one.name === name);
  const isRunning = run !== null && run.outcome === null && run.error === "";
  return (
    <Page
      title={scenario?.title ?? name}
      parents={[{ text: "Lab", href: href("/lab") }]}
      actions={
        <Button
          variant="primary"
          disabled={scenario === undefined}
          loading={isRunning || start.isRunning}
          onClick={() => void start.run(async () => query.change({ run: await startRun(name) }))}
        >
          {runId === null ? "Run" : "Run again"}
        </Button>
      }
    >
      <SpaceBetween size="l">
        {[loaded.error, start.error, run?.error ?? ""].map((error) =>
          error === "" ? null : (
            <Alert key={error} type="error">
              {error}
            </Alert>
          ),
        )}
        {loaded.isLoading && loaded.value === undefined ? <Spinner size="large" /> : null}
        {scenario === undefined ? null : <Story scenario={scenario} />}
        {scenario === undefined && loaded.value !== undefined ? (
          <Alert type="warning">There is no scenario {name}.</Alert>
        ) : null}
        {run === null || run.error !== "" ? null : <RunStory run={run} />}
      </SpaceBetween>
    </Page>
  );
}

function Story({ scenario }: { readonly scenario: ScenarioView }): ReactNode {
  return (
    <Container header={<Header variant="h2">The story</Header>}>
      <SpaceBetween size="m">
        <Box variant="p">{scenario.story}</Box>
        <Details
          items={[
            {
              label: "What the doctor says of it",
              value: scenario.codes.length === 0 ? "Nothing: it is healthy" : scenario.label,
            },
            { label: "Where it runs", value: "In a Postern of its own, which ends with the run" },
            { label: "In a terminal", value: `postern lab run ${scenario.name}` },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
