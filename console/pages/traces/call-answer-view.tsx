// What came back to a request that was sent from the page.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { Details } from "../../commons/details.tsx";
import { milliseconds } from "./journey-text.ts";
import type { CallAnswer } from "./send-call.ts";
import { StatusCode } from "./status-code.tsx";
import "./way.css";

export function CallAnswerView({ answer }: { readonly answer: CallAnswer }): ReactNode {
  const isRedirect = answer.status === 0;
  return (
    <Container header={<Header variant="h2">What came back</Header>}>
      <SpaceBetween size="m">
        {isRedirect ? (
          <Alert type="info">
            The answer is a redirect. Browsers do not show those to pages; the trace below shows
            what was answered.
          </Alert>
        ) : (
          <Details
            columns={2}
            items={[
              {
                label: "Status",
                value: (
                  <>
                    <StatusCode status={answer.status} /> {answer.statusText}
                  </>
                ),
              },
              { label: "Seen by the browser after", value: milliseconds(answer.durationMs) },
            ]}
          />
        )}
        {answer.journeyId === "" ? (
          <Alert type="warning" header="The answer names no trace">
            Requests are followed for clients on this machine only, unless Postern was started with{" "}
            <code>--trace-clients any</code>.
          </Alert>
        ) : null}
        <ExpandableSection headerText={`Headers (${answer.headers.length})`} defaultExpanded>
          <dl className="way-values">
            {answer.headers.map(([name, value], at) => (
              <div key={at}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </ExpandableSection>
        <div>
          <Box variant="h3">Body</Box>
          {answer.body === "" ? (
            <Box>The body is empty.</Box>
          ) : (
            // It scrolls: keyboards must reach it.
            <pre className="way-body" tabIndex={0} aria-label="Body" role="region">
              {answer.body}
            </pre>
          )}
        </div>
      </SpaceBetween>
    </Container>
  );
}
