// A run told step by step: what is done, what came of it, what is done next, and whether all came out as declared.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Steps, { type StepsProps } from "@cloudscape-design/components/steps";
import type { ReactNode } from "react";
import type { StepView } from "../../../src/lab/run-view.ts";
import { StepDetails, stepTitle } from "./step-details.tsx";
import type { FollowedRun } from "./use-run.ts";

const ICON_LABELS: Readonly<Partial<Record<StepsProps.Status, string>>> = {
  success: "Done",
  error: "Failed",
  warning: "Finding",
  "in-progress": "In progress",
};

export function RunStory({ run }: { readonly run: FollowedRun }): ReactNode {
  const { steps, outcome } = run;
  const told: StepsProps.Step[] = steps.map((step) =>
    listed(statusOf(step), {
      header: <Box variant="strong">{stepTitle(step)}</Box>,
      details: <StepDetails step={step} />,
    }),
  );
  if (outcome === null) {
    told.push(listed("in-progress", { header: <Box variant="strong">{comingAfter(steps)}</Box> }));
  }
  return (
    <Container header={<Header variant="h2">The run</Header>}>
      <div aria-live="polite">
        <Steps steps={told} ariaLabel="Steps of the run" />
        {outcome === null ? null : (
          <Alert
            type={outcome.state === "passed" ? "success" : "error"}
            statusIconAriaLabel={outcome.state}
            header={`${outcome.state === "passed" ? "Passed" : "Failed"} in ${(outcome.durationMs / 1_000).toFixed(1)} s`}
          >
            {outcome.problems.length === 0 ? (
              "Everything came out as the scenario declares it."
            ) : (
              <ul>
                {outcome.problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            )}
          </Alert>
        )}
      </div>
    </Container>
  );
}

function listed(
  status: StepsProps.Status,
  step: Pick<StepsProps.Step, "header" | "details">,
): StepsProps.Step {
  return { ...step, status, statusIconAriaLabel: ICON_LABELS[status] ?? status };
}

function statusOf(step: StepView): StepsProps.Status {
  switch (step.kind) {
    case "opened":
    case "built":
    case "mended":
      return "success";
    case "refused":
      return "error";
    case "asked":
      return step.answer.status === 0 || step.answer.status >= 400 ? "error" : "success";
    case "diagnosed":
      return step.findings.length === 0 ? "success" : "warning";
  }
}

/** What is being done, by what was done last. */
function comingAfter(steps: readonly StepView[]): string {
  const last = steps.at(-1);
  switch (last?.kind) {
    case undefined:
      return "Starting a Postern for it…";
    case "opened":
      return "Building the stack…";
    case "built":
      return "Sending a request…";
    case "asked":
    case "refused":
      return "The doctor examines…";
    case "diagnosed":
      if (last.when === "after" || last.findings.length === 0) return "Taking it down…";
      // What an API refuses to build is looked at in a template.
      return steps.some(({ kind }) => kind === "refused") ? "The doctor examines…" : "Mending…";
    case "mended":
      return "Sending the request again…";
  }
}
