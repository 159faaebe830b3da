// The page of one journey, by its id or by the id that the answer to its request had.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import type { Journey } from "../../../src/telemetry/journeys/journey.ts";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { fetchJson } from "../../commons/place.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { JourneyView } from "./journey-view.tsx";
import { pathOf } from "./journey-text.ts";

export function TraceDetail(): ReactNode {
  const { id = "", requestId = "" } = useParams();
  const path = id === "" ? `by-request/${encodeURIComponent(requestId)}` : encodeURIComponent(id);
  const loaded = useLoaded(() => fetchJson<Journey>(`/_postern/journeys/${path}`), [path]);
  const journey = loaded.value;
  const title =
    journey === undefined
      ? "Trace"
      : `${journey.request.method} ${pathOf(journey.request.target)} → ${journey.status === 0 ? "no answer" : journey.status}`;
  return (
    <Page
      title={title}
      parents={[{ text: "Traces", href: href("/traces") }]}
      actions={
        journey === undefined ? null : (
          <Button href={href(`/traces/send?${sendAgain(journey)}`)}>Send again</Button>
        )
      }
    >
      {loaded.error === "" ? null : (
        <Alert
          type="error"
          header="Cannot load the trace"
          action={<Button onClick={loaded.reload}>Try again</Button>}
        >
          {loaded.error}
        </Alert>
      )}
      {loaded.isLoading && journey === undefined ? <Spinner size="large" /> : null}
      {journey === undefined ? null : <JourneyView key={journey.id} journey={journey} />}
    </Page>
  );
}

/** The query of the page that sends it again; headers with secrets cannot be. */
function sendAgain({ request, way }: Journey): string {
  const query = new URLSearchParams({ method: request.method, path: pathOf(request.target) });
  if (way.kind === "http-api" || way.kind === "rest-api") query.set("api", way.resource);
  const stage = way.steps.find(({ decision }) => decision === "stage")?.evidence["stage"];
  if (typeof stage === "string") query.set("stage", stage);
  return query.toString();
}
