// What came of a test: status, latency, headers, body, and the log of the execution.
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { Details } from "../../commons/details.tsx";
import { Preformatted } from "./preformatted.tsx";
import type { TestResult } from "./run-test.ts";

const CLIENT_ERROR = 400;

export function TestResultView({ result }: { readonly result: TestResult }): ReactNode {
  const { status } = result;
  return (
    <Container
      header={
        <Header variant="h2" description={`${result.httpMethod} ${result.target}`}>
          Test results
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Details
          columns={2}
          items={[
            {
              label: "Status",
              value: <Badge color={status < CLIENT_ERROR ? "green" : "red"}>{status}</Badge>,
            },
            { label: "Latency", value: `${result.latencyMs} ms` },
          ]}
        />
        <Part title="Response body" text={result.body} />
        <Part title="Response headers" text={result.headers} />
        <Part title="Log" text={result.log} />
      </SpaceBetween>
    </Container>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <section aria-label={title}>
      <Box variant="h3">{title}</Box>
      <Preformatted text={text} />
    </section>
  );
}
