// The lab of the Postern that served this page: its scenarios, and runs that are followed while they go on.
import type { LabView, RunWithSteps } from "../../../src/lab/run-view.ts";
import { fetchJson } from "../../commons/place.ts";

export function listScenarios(): Promise<LabView> {
  return fetchJson<LabView>("/_postern/lab");
}

/** The id of the run that was started. */
export async function startRun(name: string): Promise<string> {
  const body = JSON.stringify({ name });
  const { id } = await fetchJson<{ id: string }>("/_postern/lab/run", { method: "POST", body });
  return id;
}

/** A run with its steps so far. */
export function loadRun(id: string): Promise<RunWithSteps> {
  return fetchJson<RunWithSteps>(`/_postern/lab/runs/${id}`);
}

/** The page of a scenario, with a run of it. */
export function scenarioPath(name: string, runId?: string): string {
  return runId === undefined ? `/lab/${name}` : `/lab/${name}?run=${runId}`;
}
