// One log group: its streams, a search through all of them, and what comes in now.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useQuery } from "../../commons/use-query.ts";
import { EditRetention } from "./edit-retention.tsx";
import { EventSearch } from "./event-search.tsx";
import { LiveTail } from "./live-tail.tsx";
import { bytesText, deleteGroup, findGroup, retentionText } from "./logs.ts";
import { StreamTable } from "./stream-table.tsx";

export function GroupDetail(): ReactNode {
  const { group: name = "" } = useParams();
  const navigate = useNavigate();
  const query = useQuery();
  const loaded = useLoaded(() => findGroup(name), [name]);
  const [dialog, setDialog] = useState<"retention" | "delete" | null>(null);
  const group = loaded.value;
  return (
    <Page
      title={name}
      parents={[{ text: "Log groups", href: href("/logs") }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <ButtonDropdown
            disabled={group === undefined}
            items={[
              { id: "retention", text: "Edit retention setting" },
              { id: "delete", text: "Delete log group" },
            ]}
            onItemClick={({ detail }) => setDialog(detail.id === "delete" ? "delete" : "retention")}
          >
            Actions
          </ButtonDropdown>
          <Button href={href(`/logs/insights?groups=${encodeURIComponent(name)}`)}>
            View in Logs Insights
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {!loaded.isLoading && loaded.error === "" && group === undefined ? (
          <Alert type="warning">There is no log group {name}; it may have been deleted.</Alert>
        ) : null}
        <Container header={<Header variant="h2">Log group details</Header>}>
          <Details
            items={[
              { label: "Retention", value: retentionText(group?.retentionInDays) },
              { label: "Creation time", value: localTime(group?.creationTime) },
              { label: "Stored", value: bytesText(group?.storedBytes) },
              { label: "ARN", value: <CopyText text={group?.logGroupArn ?? group?.arn} /> },
            ]}
          />
        </Container>
        <Tabs
          ariaLabel="Parts of the log group"
          activeTabId={query.get("tab") ?? "streams"}
          onChange={({ detail }) => query.change({ tab: detail.activeTabId })}
          tabs={[
            { id: "streams", label: "Log streams", content: <StreamTable group={name} /> },
            { id: "search", label: "Search events", content: <EventSearch group={name} /> },
            { id: "tail", label: "Live tail", content: <LiveTail group={name} /> },
          ]}
        />
      </SpaceBetween>
      {dialog === "retention" && group !== undefined ? (
        <EditRetention
          group={group}
          onDone={() => {
            setDialog(null);
            loaded.reload();
          }}
          onCancel={() => setDialog(null)}
        />
      ) : null}
      {dialog === "delete" ? (
        <DeleteDialog
          itemName="log group"
          name={name}
          onDelete={() => deleteGroup(name)}
          onCancel={() => setDialog(null)}
          onDone={() => void navigate("/logs")}
        >
          All its log streams and events are deleted with it.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}
