// "Why did this request fail?": by what an answer says of itself (a request id, a trace id) or a trace of this console.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { explain, type Explanation, findingPath } from "./doctor.ts";
import { SeverityMark } from "./severity.tsx";

export interface ExplainRequestProps {
  /** Null: nothing was asked. */
  readonly requestId: string | null;
  readonly onAsk: (requestId: string | null) => void;
}

export function ExplainRequest({ requestId, onAsk }: ExplainRequestProps): ReactNode {
  const [text, setText] = useState(requestId ?? "");
  // Asking for the same again explains it again: what is configured may be another.
  const explained = useLoaded(
    async () => (requestId === null ? undefined : explain(requestId)),
    [requestId],
  );
  const ask = () => {
    const wanted = text.trim();
    if (wanted === requestId) explained.reload();
    else onAsk(wanted === "" ? null : wanted);
  };
  return (
    <Container header={<Header variant="h2">Why did this request fail?</Header>}>
      <SpaceBetween size="m">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <FormField
            label="Request"
            description="Apigw-Requestid or x-amzn-RequestId of the answer, an X-Amzn-Trace-Id, or the id of a trace"
            errorText={requestId === null ? "" : explained.error}
            secondaryControl={
              <Button
                disabled={text.trim() === ""}
                loading={explained.isLoading && requestId !== null}
              >
                Explain
              </Button>
            }
          >
            <Input value={text} onChange={({ detail }) => setText(detail.value)} />
          </FormField>
        </form>
        {requestId === null || explained.error !== "" || explained.value === undefined ? null : (
          <Explained explanation={explained.value} />
        )}
      </SpaceBetween>
    </Container>
  );
}

function Explained({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const { findings, request } = explanation;
  const { journey, hasFailed } = request;
  const { failedAt } = journey;
  return (
    <SpaceBetween size="s">
      <Box>
        <Link href={href(`/traces/${journey.id}`)}>
          {journey.method} {journey.target}
        </Link>{" "}
        got {journey.status === 0 ? "no answer" : journey.status}
        {failedAt === null ? "." : `: ${failureText(explanation)}.`}
      </Box>
      {findings.length === 0 ? (
        <Alert type="info">
          {hasFailed
            ? "Nothing that is configured now explains it. The trace shows every decision on its way; a status of the backend's own is explained by the backend."
            : "It did not fail."}
        </Alert>
      ) : (
        <ul>
          {findings.map((finding) => (
            <li key={`${finding.code} ${finding.resource.id}`}>
              <SpaceBetween size="xxs" direction="horizontal">
                <SeverityMark severity={finding.severity} />
                <Link href={href(findingPath(finding))}>
                  {finding.code}: {finding.title}
                </Link>
              </SpaceBetween>
              <Box color="text-body-secondary">{finding.why}</Box>
            </li>
          ))}
        </ul>
      )}
    </SpaceBetween>
  );
}

/** "no-target: nobody is healthy (at app/shop/…, target)" */
function failureText({ request: { journey } }: Explanation): string {
  const { failedAt, hops } = journey;
  if (failedAt === null) return "";
  const { kind, decision, failure, detail } = failedAt;
  const name = hops.find((hop) => hop.kind === kind)?.name ?? kind;
  return `${failure}${detail === "" ? "" : `, ${detail}`} (at ${name}, ${decision})`;
}
