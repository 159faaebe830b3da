// The events of one stream, the newest at the end; older ones are loaded on demand, new ones as they come.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { EventTable } from "./event-table.tsx";
import { groupAddress } from "./logs.ts";
import { useStream } from "./use-stream.ts";

export function StreamDetail(): ReactNode {
  const { group = "", stream = "" } = useParams();
  return <StreamOf key={`${group} ${stream}`} group={group} stream={stream} />;
}

function StreamOf(props: { readonly group: string; readonly stream: string }): ReactNode {
  const { group, stream } = props;
  const events = useStream(group, stream);
  return (
    <Page
      title={stream}
      parents={[
        { text: "Log groups", href: href("/logs") },
        { text: group, href: href(groupAddress(group)) },
      ]}
    >
      <SpaceBetween size="m">
        {events.error === "" ? null : <Alert type="error">{events.error}</Alert>}
        <EventTable
          title="Log events"
          lines={events.lines}
          isLoading={events.isLoading}
          emptyText="No events in this log stream"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="refresh"
                ariaLabel="Load newer events"
                loading={events.isLoading}
                onClick={events.loadNewer}
              />
              <Button
                disabled={!events.hasOlder}
                disabledReason="There are no older events"
                onClick={events.loadOlder}
              >
                Load older
              </Button>
            </SpaceBetween>
          }
        />
      </SpaceBetween>
    </Page>
  );
}
