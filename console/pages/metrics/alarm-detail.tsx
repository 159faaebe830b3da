// One alarm: its state and why, its metric against the threshold, and its history.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useEvery } from "../../commons/use-every.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import {
  alarmHistory,
  type Alarm,
  alarmingText,
  deleteAlarm,
  findAlarm,
  metricOfAlarm,
  MISSING_DATA,
  statisticOf,
} from "./alarms.ts";
import { MetricChart } from "./metric-chart.tsx";
import { metricLabel, metricText } from "./metric-name.ts";
import { readSeries } from "./metrics.ts";

const REFRESH_MS = 10_000;
/** How many evaluations the chart shows. */
const CHART_PERIODS = 60;

export function AlarmDetail(): ReactNode {
  const { name = "" } = useParams();
  const navigate = useNavigate();
  const alarm = useLoaded(() => findAlarm(name), [name]);
  const history = useLoaded(() => alarmHistory(name), [name]);
  const [isDeleting, setDeleting] = useState(false);
  useEvery(REFRESH_MS, () => {
    alarm.reload();
    history.reload();
  });
  return (
    <Page
      title={name}
      parents={[
        { text: "Metrics", href: href("/metrics") },
        { text: "Alarms", href: href("/metrics/alarms") },
      ]}
      actions={
        <Button disabled={alarm.value === undefined} onClick={() => setDeleting(true)}>
          Delete
        </Button>
      }
    >
      <SpaceBetween size="l">
        {alarm.error === "" ? null : <Alert type="error">{alarm.error}</Alert>}
        {!alarm.isLoading && alarm.error === "" && alarm.value === undefined ? (
          <Alert type="warning">There is no alarm {name}; it may have been deleted.</Alert>
        ) : null}
        {alarm.value === undefined ? null : <AlarmDetails alarm={alarm.value} />}
        {alarm.value === undefined || "AlarmRule" in alarm.value ? null : (
          <AlarmChart alarm={alarm.value} />
        )}
        <ResourceTable
          title="History"
          itemName="history item"
          loaded={history}
          columns={[
            {
              id: "date",
              header: "Date",
              sortingField: "Timestamp",
              cell: ({ Timestamp }) => localTime(Timestamp?.getTime()),
            },
            { id: "type", header: "Type", cell: (item) => item.HistoryItemType },
            {
              id: "summary",
              header: "Description",
              isRowHeader: true,
              cell: (item) => item.HistorySummary,
            },
          ]}
          textOf={(item) => `${item.HistoryItemType} ${item.HistorySummary}`}
          idOf={(item) => `${item.Timestamp?.toISOString()} ${item.HistorySummary}`}
        />
      </SpaceBetween>
      {isDeleting ? (
        <DeleteDialog
          itemName="alarm"
          name={name}
          onDelete={() => deleteAlarm(name)}
          onCancel={() => setDeleting(false)}
          onDone={() => void navigate("/metrics/alarms")}
        />
      ) : null}
    </Page>
  );
}

function AlarmDetails({ alarm }: { readonly alarm: Alarm }): ReactNode {
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <Details
        items={[
          { label: "State", value: <Status value={alarm.StateValue} /> },
          {
            label: "AlarmRule" in alarm ? "Alarm rule" : "Threshold",
            value: alarmingText(alarm),
          },
          {
            label: "Last state update",
            value: localTime(alarm.StateUpdatedTimestamp?.getTime()),
          },
          ...("AlarmRule" in alarm ? [] : metricItems(alarm)),
          { label: "Reason for state", value: alarm.StateReason },
          { label: "Description", value: alarm.AlarmDescription },
          { label: "ARN", value: <CopyText text={alarm.AlarmArn} /> },
        ]}
      />
    </Container>
  );
}

function metricItems(alarm: MetricAlarm): { label: string; value: ReactNode }[] {
  const metric = metricOfAlarm(alarm);
  return [
    { label: "Metric", value: metric === undefined ? undefined : metricText(metric) },
    { label: "Statistic", value: statisticOf(alarm) },
    { label: "Missing data treatment", value: MISSING_DATA[alarm.TreatMissingData ?? "missing"] },
  ];
}

function AlarmChart({ alarm }: { readonly alarm: MetricAlarm }): ReactNode {
  const metric = metricOfAlarm(alarm);
  const { Period: periodSeconds = 60, Threshold: threshold } = alarm;
  const loaded = useLoaded(async () => {
    const endMs = Date.now();
    const bounds = { startMs: endMs - CHART_PERIODS * periodSeconds * 1000, endMs };
    const wishes =
      metric === undefined
        ? []
        : [{ metric, statistic: statisticOf(alarm), label: metricLabel(metric) }];
    return readSeries(wishes, bounds, periodSeconds);
  }, [alarm.AlarmName, alarm.AlarmConfigurationUpdatedTimestamp]);
  useEvery(REFRESH_MS, loaded.reload);
  return (
    <Container header={<Header variant="h2">Graph</Header>}>
      <MetricChart
        title={`${alarm.AlarmName} against its threshold`}
        loaded={loaded}
        {...(threshold === undefined ? {} : { threshold })}
      />
    </Container>
  );
}
