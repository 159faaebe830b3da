// Every decision on the way, hop by hop, in order: a button each, with when it was made and how long it took.
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { Journey, JourneyHop } from "../../../src/telemetry/journeys/journey.ts";
import { decisionTitle, hopName, milliseconds } from "./journey-text.ts";
import { hopsOf, type PlacedStep } from "./stations.ts";
import "./way.css";

export interface StepListProps {
  readonly journey: Journey;
  readonly steps: readonly PlacedStep[];
  readonly failed: PlacedStep | undefined;
  /** Key of the step whose evidence is shown. */
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

export function StepList(props: StepListProps): ReactNode {
  const { journey, steps, failed } = props;
  return (
    <SpaceBetween size="l">
      {hopsOf(journey.way).map((hop, at) => (
        <section
          key={at}
          aria-label={hopName(hop.kind, hop.name)}
          {...(failed?.hop === hop ? { className: "way-hop-failed" } : {})}
        >
          <HopHeading hop={hop} isFailed={failed?.hop === hop} />
          <ol className="way-steps">
            {steps
              .filter((step) => step.hop === hop)
              .map((step) => (
                <li key={step.key}>
                  <StepButton {...props} placed={step} />
                </li>
              ))}
          </ol>
        </section>
      ))}
    </SpaceBetween>
  );
}

function HopHeading(props: { readonly hop: JourneyHop; readonly isFailed: boolean }): ReactNode {
  const { kind, name, status, durationMs } = props.hop;
  return (
    <Box variant="h3" padding={{ bottom: "xxs" }}>
      {hopName(kind, name)}
      <Box variant="span" color="text-body-secondary" padding={{ left: "xs" }}>
        {status === 0 ? "no answer" : `answered ${status}`} · {milliseconds(durationMs)}
      </Box>
      {props.isFailed ? <span className="way-failed-text"> failed here</span> : null}
    </Box>
  );
}

function StepButton(props: StepListProps & { readonly placed: PlacedStep }): ReactNode {
  const { placed, failed, chosen, onChoose, journey } = props;
  const { step, key } = placed;
  const isFailed = placed === failed || step.failure !== null;
  return (
    <button
      type="button"
      className="way-step"
      aria-pressed={key === chosen}
      data-state={isFailed ? "failed" : "passed"}
      onClick={() => onChoose(key)}
    >
      <span className="way-step-decision">
        {isFailed ? "✗ " : ""}
        {decisionTitle(step.decision)}
      </span>
      <span className="way-step-summary">{step.summary}</span>
      <span className="way-step-time">
        +{milliseconds(step.atMs)}
        {step.durationMs > 0 ? ` · ${milliseconds(step.durationMs)}` : ""}
      </span>
      <TimeBar atMs={step.atMs} durationMs={step.durationMs} wholeMs={journey.durationMs} />
    </button>
  );
}

const BAR_LENGTH = 1_000;
/** So that what takes no time is still seen. */
const BAR_LENGTH_MIN = 4;

/** Where in the whole journey a step was. */
function TimeBar(props: {
  readonly atMs: number;
  readonly durationMs: number;
  readonly wholeMs: number;
}): ReactNode {
  const { atMs, durationMs, wholeMs } = props;
  if (wholeMs <= 0) return null;
  const scale = BAR_LENGTH / wholeMs;
  const width = Math.max(BAR_LENGTH_MIN, durationMs * scale);
  return (
    <svg
      className="way-step-bar"
      viewBox={`0 0 ${BAR_LENGTH} 3`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect x={Math.min(BAR_LENGTH - width, atMs * scale)} y="0" width={width} height="3" />
    </svg>
  );
}
