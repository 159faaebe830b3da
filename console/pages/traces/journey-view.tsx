// One journey: what came of it, the line of its way, every decision, and the evidence of the chosen one.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import type { Journey } from "../../../src/telemetry/journeys/journey.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { HeadersOnWay } from "./header-tables.tsx";
import { headersOnWay } from "./headers-on-way.ts";
import { dateTime, decisionTitle, hopName, milliseconds, words } from "./journey-text.ts";
import { StatusCode } from "./status-code.tsx";
import { StepEvidence } from "./step-evidence.tsx";
import { StepList } from "./step-list.tsx";
import { failedStep, placedSteps, stationsOf } from "./stations.ts";
import { WayLine } from "./way-line.tsx";

export function JourneyView({ journey }: { readonly journey: Journey }): ReactNode {
  const steps = placedSteps(journey);
  const failed = failedStep(journey, steps);
  const stations = stationsOf(journey);
  const [chosenKey, setChosenKey] = useState((failed ?? steps[0])?.key ?? "");
  const chosen = steps.find(({ key }) => key === chosenKey);
  const station = stations.find((each) => each.steps.some(({ key }) => key === chosenKey));
  return (
    <SpaceBetween size="l">
      <FailureSummary journey={journey} />
      <Container header={<Header variant="h2">Way of the request</Header>}>
        <WayLine
          stations={stations}
          chosen={station?.key ?? CLIENT}
          onChoose={(next) => {
            const first =
              next.steps.find((each) => each === failed || each.step.failure !== null) ??
              next.steps[0];
            setChosenKey(first?.key ?? CLIENT);
          }}
        />
      </Container>
      <Grid
        gridDefinition={[{ colspan: { default: 12, s: 7 } }, { colspan: { default: 12, s: 5 } }]}
      >
        <Container header={<Header variant="h2">Decisions</Header>}>
          <StepList
            journey={journey}
            steps={steps}
            failed={failed}
            chosen={chosenKey}
            onChoose={setChosenKey}
          />
        </Container>
        <div role="region" aria-label="Evidence" aria-live="polite">
          {chosen === undefined ? (
            <ClientEvidence journey={journey} />
          ) : (
            <StepEvidence placed={chosen} />
          )}
        </div>
      </Grid>
      <Container header={<Header variant="h2">Answer</Header>}>
        <AnswerDetails journey={journey} />
      </Container>
      <Container
        header={
          <Header variant="h2" description="Secrets are replaced by their lengths">
            Request headers on their way
          </Header>
        }
      >
        <HeadersOnWay there={headersOnWay(journey)} />
      </Container>
    </SpaceBetween>
  );
}

/** The key of no step: the client was chosen. */
const CLIENT = "client";

function FailureSummary({ journey }: { readonly journey: Journey }): ReactNode {
  const { failedAt, status } = journey;
  if (failedAt === null) return null;
  const { kind, decision, failure } = failedAt;
  const got = status === 0 ? "The client got no answer" : `The client got ${status}`;
  const step = failedStep(journey, placedSteps(journey));
  const who = step === undefined ? kind : hopName(kind, step.hop.name);
  return (
    <Alert
      type="error"
      header={`${got}: ${who} decided it at “${decisionTitle(decision)}” (${words(failure.kind)})`}
    >
      {step?.step.summary ?? failure.detail}
    </Alert>
  );
}

function AnswerDetails({ journey }: { readonly journey: Journey }): ReactNode {
  const { status, durationMs, startedAtMs, requestId, traceId, reason } = journey;
  return (
    <Details
      columns={4}
      items={[
        { label: "Status", value: <StatusCode status={status} /> },
        { label: "Duration", value: milliseconds(durationMs) },
        { label: "Started", value: dateTime(startedAtMs) },
        { label: "Kept because", value: REASONS[reason] },
        { label: "Request ID", value: <CopyText text={requestId} /> },
        { label: "Trace ID", value: <CopyText text={traceId} /> },
        { label: "Journey ID", value: <CopyText text={journey.id} /> },
        { label: "Client", value: journey.request.clientAddress },
      ]}
    />
  );
}

const REASONS: Readonly<Record<Journey["reason"], string>> = {
  asked: "the request asked to be followed",
  sampled: "it was sampled",
  kept: "it failed",
};

function ClientEvidence({ journey }: { readonly journey: Journey }): ReactNode {
  const { method, target, host, clientAddress } = journey.request;
  return (
    <Container header={<Header variant="h2">Client</Header>}>
      <SpaceBetween size="m">
        <Box>
          {clientAddress} sent {method} {target}
        </Box>
        <Details
          columns={1}
          items={[
            { label: "Host", value: host },
            { label: "It got", value: <StatusCode status={journey.status} /> },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
