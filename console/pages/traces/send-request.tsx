// Sends a request to an API from the page, shows what came back, and draws its journey.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import type { Journey } from "../../../src/telemetry/journeys/journey.ts";
import { type EndpointsReport, loadEndpoints } from "../../commons/endpoints.ts";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { fetchJson } from "../../commons/place.ts";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { CallAnswerView } from "./call-answer-view.tsx";
import { JourneyView } from "./journey-view.tsx";
import { type CallAnswer, sendCall } from "./send-call.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"].map((value) => ({
  value,
  label: value,
}));

interface StageChoice {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly apiId: string;
  readonly stage: string;
}

function stageChoices(report: EndpointsReport | undefined): StageChoice[] {
  return (report?.apis ?? []).flatMap(({ apiId, name, protocolType, stages }) =>
    stages.map((stage) => ({
      value: stage.invokeUrl,
      label: `${name} (${stage.name})`,
      description: `${protocolType} API ${apiId}`,
      apiId,
      stage: stage.name,
    })),
  );
}

/** A method from an address; only those that the form has. */
function methodIn(search: URLSearchParams): string {
  const wanted = search.get("method") ?? "";
  return METHODS.some(({ value }) => value === wanted) ? wanted : "GET";
}

export function SendRequest(): ReactNode {
  const [search] = useSearchParams();
  const endpoints = useLoaded(loadEndpoints);
  const action = useAction();
  const choices = stageChoices(endpoints.value);
  const [method, setMethod] = useState(() => methodIn(search));
  const [chosenUrl, setChosenUrl] = useState("");
  const [path, setPath] = useState(search.get("path") ?? "/");
  const [headers, setHeaders] = useState("");
  const [body, setBody] = useState("");
  const [answer, setAnswer] = useState<CallAnswer | null>(null);
  const wanted = choices.find(
    ({ apiId, stage }) => apiId === search.get("api") && stage === (search.get("stage") ?? stage),
  );
  const choice = choices.find(({ value }) => value === chosenUrl) ?? wanted ?? choices[0];
  const send = async () => {
    if (choice === undefined) return;
    await action.run(async () => {
      const { value: invokeUrl, apiId } = choice;
      setAnswer(await sendCall({ method, invokeUrl, apiId, path, headers, body }));
    });
  };
  return (
    <Page title="Send a request" parents={[{ text: "Traces", href: href("/traces") }]}>
      <SpaceBetween size="l">
        {endpoints.error === "" ? null : <Alert type="error">{endpoints.error}</Alert>}
        {!endpoints.isLoading && endpoints.error === "" && choices.length === 0 ? (
          <Alert type="info">
            There is no API with a stage yet. <Link href={href("/apis/create")}>Create an API</Link>
          </Alert>
        ) : null}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Form
            errorText={action.error}
            actions={
              <Button variant="primary" loading={action.isRunning} disabled={choice === undefined}>
                Send
              </Button>
            }
          >
            <Container header={<Header variant="h2">Request</Header>}>
              <SpaceBetween size="m">
                <Grid
                  gridDefinition={[
                    { colspan: { default: 12, s: 2 } },
                    { colspan: { default: 12, s: 4 } },
                    { colspan: { default: 12, s: 6 } },
                  ]}
                >
                  <FormField label="Method">
                    <Select
                      selectedOption={{ value: method, label: method }}
                      options={METHODS}
                      onChange={({ detail }) => setMethod(detail.selectedOption.value ?? "GET")}
                    />
                  </FormField>
                  <FormField label="API and stage">
                    <Select
                      selectedOption={choice ?? null}
                      options={choices}
                      filteringType="auto"
                      placeholder="Choose a stage"
                      empty="There is no API with a stage"
                      statusType={endpoints.isLoading ? "loading" : "finished"}
                      onChange={({ detail }) => setChosenUrl(detail.selectedOption.value ?? "")}
                    />
                  </FormField>
                  <FormField label="Path and query" constraintText={choice?.value}>
                    <Input value={path} onChange={({ detail }) => setPath(detail.value)} />
                  </FormField>
                </Grid>
                <FormField label="Headers" description="Optional, a line each: Name: value">
                  <Textarea
                    value={headers}
                    rows={2}
                    onChange={({ detail }) => setHeaders(detail.value)}
                  />
                </FormField>
                <FormField label="Body" description="Optional">
                  <Textarea
                    value={body}
                    rows={3}
                    onChange={({ detail }) => setBody(detail.value)}
                  />
                </FormField>
              </SpaceBetween>
            </Container>
          </Form>
        </form>
        {answer === null ? null : <CallAnswerView answer={answer} />}
        {answer === null || answer.journeyId === "" ? null : (
          <SentJourney id={answer.journeyId} key={answer.journeyId} />
        )}
      </SpaceBetween>
    </Page>
  );
}

function SentJourney({ id }: { readonly id: string }): ReactNode {
  const loaded = useLoaded(() => fetchJson<Journey>(`/_postern/journeys/${id}`), [id]);
  return (
    <SpaceBetween size="m">
      <Header variant="h2" actions={<Button href={href(`/traces/${id}`)}>Open the trace</Button>}>
        Trace
      </Header>
      {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
      {loaded.value === undefined ? null : <JourneyView journey={loaded.value} />}
    </SpaceBetween>
  );
}
