// The scenarios of the lab, and the runs that are remembered.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import type { RunView, ScenarioView } from "../../../src/lab/run-view.ts";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { errorText, useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { listScenarios, scenarioPath, startRun } from "./lab.ts";

export function LabPage(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const loaded = useLoaded(listScenarios);
  const [selected, setSelected] = useState<readonly ScenarioView[]>([]);
  const [isStarting, setStarting] = useState(false);
  const run = async (name: string) => {
    setStarting(true);
    try {
      await navigate(scenarioPath(name, await startRun(name)));
    } catch (cause) {
      tell({ type: "error", header: `Cannot run ${name}`, content: errorText(cause) });
      setStarting(false);
    }
  };
  const [chosen] = selected;
  return (
    <Page
      title="Lab"
      description="Failures of private integrations to watch: each is built for real in a Postern of its own, asked, explained, mended and asked again"
    >
      <SpaceBetween size="l">
        <ResourceTable
          title="Scenarios"
          itemName="scenario"
          loaded={{ ...loaded, value: loaded.value?.scenarios }}
          columns={SCENARIO_COLUMNS}
          textOf={({ name, title, story, label }) => `${name} ${title} ${story} ${label}`}
          idOf={({ name }) => name}
          selection="single"
          selected={selected}
          onSelect={setSelected}
          actions={[
            <Button
              key="run"
              variant="primary"
              disabled={chosen === undefined}
              loading={isStarting}
              onClick={() => chosen !== undefined && void run(chosen.name)}
            >
              Run
            </Button>,
          ]}
        />
        {(loaded.value?.runs ?? []).length === 0 ? null : (
          <ResourceTable
            title="Last runs"
            itemName="run"
            loaded={{ ...loaded, value: loaded.value?.runs }}
            columns={RUN_COLUMNS}
            textOf={({ name, title, state }) => `${name} ${title} ${state}`}
            idOf={({ id }) => id}
          />
        )}
      </SpaceBetween>
    </Page>
  );
}

const SCENARIO_COLUMNS = [
  {
    id: "title",
    header: "Scenario",
    sortingField: "title",
    isRowHeader: true,
    minWidth: 220,
    cell: ({ name, title }: ScenarioView) => <Link href={href(scenarioPath(name))}>{title}</Link>,
  },
  {
    id: "label",
    header: "Codes",
    sortingField: "label",
    cell: ({ label }: ScenarioView) => label,
  },
  {
    id: "story",
    header: "Story",
    minWidth: 320,
    cell: ({ story }: ScenarioView) => <Box color="text-body-secondary">{story}</Box>,
  },
  { id: "name", header: "Name", sortingField: "name", cell: ({ name }: ScenarioView) => name },
];

const RUN_COLUMNS = [
  {
    id: "title",
    header: "Scenario",
    isRowHeader: true,
    minWidth: 220,
    cell: ({ id, name, title }: RunView) => (
      <Link href={href(scenarioPath(name, id))}>{title}</Link>
    ),
  },
  { id: "state", header: "State", cell: ({ state }: RunView) => <Status value={state} /> },
  {
    id: "started",
    header: "Started",
    cell: ({ startedAtMs }: RunView) => new Date(startedAtMs).toLocaleString(),
  },
  {
    id: "took",
    header: "Took",
    cell: ({ durationMs, state }: RunView) => (state === "running" ? "–" : seconds(durationMs)),
  },
];

function seconds(durationMs: number): string {
  return `${(durationMs / 1_000).toFixed(1)} s`;
}
