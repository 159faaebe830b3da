// One step of a run: the answer with its status, headers and body, what the doctor found, the calls of the fix.
import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { Finding } from "../../../src/doctor/rule.ts";
import type { AnswerView, FixView, RequestView, StepView } from "../../../src/lab/run-view.ts";
import { CodeText } from "../../commons/code-text.tsx";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { FixTabs } from "../doctor/fix-tabs.tsx";
import { SeverityMark } from "../doctor/severity.tsx";

export function stepTitle(step: StepView): string {
  switch (step.kind) {
    case "opened":
      return "A Postern is started for it";
    case "built":
      return "The stack is built";
    case "asked":
      return step.when === "before" ? "A request is sent" : "The request is sent again";
    case "refused":
      return "The API refuses it";
    case "diagnosed":
      if (step.findings.length === 0) return "The doctor has nothing to say";
      return step.when === "before" ? "The doctor explains" : "The doctor still says";
    case "mended":
      return "It is mended";
  }
}

export function StepDetails({ step }: { readonly step: StepView }): ReactNode {
  switch (step.kind) {
    case "opened":
      return <Box color="text-body-secondary">{step.endpointUrl}</Box>;
    case "built":
      return <Built url={step.url} resources={step.resources} />;
    case "asked":
      return <Asked request={step.request} answer={step.answer} />;
    case "refused":
      return <CodeText text={`${step.status} ${step.message}`} />;
    case "diagnosed":
      return step.findings.map((finding) => (
        <Found key={`${finding.code} ${finding.resource.id}`} finding={finding} />
      ));
    case "mended":
      return step.fixes.map((fix) => <Made key={fix.title} fix={fix} />);
  }
}

interface BuiltProps {
  readonly url: string;
  readonly resources: Readonly<Record<string, string>>;
}

function Built({ url, resources }: BuiltProps): ReactNode {
  return (
    <Details
      columns={2}
      items={[
        { label: "Invoke URL", value: <CopyText text={url} /> },
        ...Object.entries(resources).map(([label, id]) => ({
          label: label.charAt(0).toUpperCase() + label.slice(1),
          value: <CopyText text={id} />,
        })),
      ]}
    />
  );
}

interface AskedProps {
  readonly request: RequestView;
  readonly answer: AnswerView;
}

function Asked({ request, answer }: AskedProps): ReactNode {
  return (
    <SpaceBetween size="xs">
      <CodeText text={requestText(request)} />
      {answer.status === 0 ? (
        <CodeText text={`No answer: ${answer.failure}`} />
      ) : (
        <CodeText text={answerText(answer)} />
      )}
    </SpaceBetween>
  );
}

function requestText({ method, path, headers, bodyBytes }: RequestView): string {
  const lines = [`${method} ${path} HTTP/1.1`, ...headers.map(fieldLine)];
  if (bodyBytes > 0) lines.push("", `(${bodyBytes.toLocaleString("en")} bytes)`);
  return lines.join("\n");
}

function answerText({ status, reason, headers, body, failure }: AnswerView): string {
  const lines = [`HTTP/1.1 ${status} ${reason}`, ...headers.map(fieldLine), "", body.trimEnd()];
  if (failure !== "") lines.push("", `(${failure})`);
  return lines.join("\n");
}

function fieldLine([name, value]: readonly [name: string, value: string]): string {
  return `${name}: ${value}`;
}

function Found({ finding }: { readonly finding: Finding }): ReactNode {
  const [fix] = finding.fixes;
  return (
    <SpaceBetween size="xs">
      <SeverityMark severity={finding.severity} />
      <Box variant="strong">
        {finding.code}: {finding.title}
      </Box>
      <Box>{finding.why}</Box>
      {finding.mendedBy === null ? null : (
        <Box>What mends it is saved and waits for a deployment.</Box>
      )}
      {fix === undefined ? null : (
        <ExpandableSection headerText="What mends it">
          <FixTabs fix={fix} resource={null} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function Made({ fix }: { readonly fix: FixView }): ReactNode {
  return (
    <SpaceBetween size="xs">
      <Box>{fix.title}</Box>
      {fix.calls.length === 0 ? null : <CodeText text={fix.calls.join("\n")} />}
    </SpaceBetween>
  );
}
