// What the API keys of a usage plan have used: a bar for each day, the figures of each key, and both as a file.
import Alert from "@cloudscape-design/components/alert";
import BarChart from "@cloudscape-design/components/bar-chart";
import Box from "@cloudscape-design/components/box";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { saveFile } from "../../commons/save-file.ts";
import { type Loaded, useLoaded } from "../../commons/use-loaded.ts";
import type { PlanPartProps } from "./plan-part.ts";
import {
  dayOf,
  type DaySpan,
  type DayUsage,
  exportedUsage,
  loadUsage,
  type PlanUsage as Usage,
} from "./usage.ts";
import { planKeyName } from "./usage-plans.ts";

/** A week, today included. */
const DAYS_BEFORE = 6;
const CHART_HEIGHT = 200;
const ALL_KEYS = { value: "", label: "All API keys" };

export function PlanUsage({ plan }: PlanPartProps): ReactNode {
  const planId = plan.id ?? "";
  const [span, setSpan] = useState<DaySpan>(() => {
    const nowMs = Date.now();
    return { from: dayOf(nowMs, DAYS_BEFORE), to: dayOf(nowMs) };
  });
  const [keyId, setKeyId] = useState("");
  const loaded = useLoaded(() => loadUsage(planId, span), [planId, span, plan.quota]);
  const days = (loaded.value?.days ?? []).filter((day) => keyId === "" || day.keyId === keyId);
  const shown: Loaded<DayUsage[]> = {
    ...loaded,
    value: loaded.value === undefined ? undefined : days,
  };
  const save = (format: "json" | "csv") => {
    if (loaded.value === undefined) return;
    const name = `usage-${planId}-${span.from}-${span.to}.${format}`;
    saveFile(name, exportedUsage(loaded.value, format));
  };
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            description="Days are those of UTC. Postern writes down what was used every five seconds"
            actions={
              <ButtonDropdown
                disabled={loaded.value === undefined}
                items={[
                  { id: "json", text: "JSON" },
                  { id: "csv", text: "CSV" },
                ]}
                onItemClick={({ detail }) => save(detail.id === "csv" ? "csv" : "json")}
              >
                Export usage data
              </ButtonDropdown>
            }
          >
            Usage
          </Header>
        }
      >
        <SpaceBetween size="m">
          <UsageFilter
            span={span}
            keyId={keyId}
            usage={loaded.value}
            onSpan={setSpan}
            onKey={setKeyId}
          />
          {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
          <UsageChart days={days} isLoading={loaded.value === undefined && loaded.isLoading} />
        </SpaceBetween>
      </Container>
      <UsageTable loaded={shown} hasQuota={plan.quota !== undefined} />
    </SpaceBetween>
  );
}

interface UsageFilterProps {
  readonly span: DaySpan;
  readonly keyId: string;
  readonly usage: Usage | undefined;
  readonly onSpan: (span: DaySpan) => void;
  readonly onKey: (keyId: string) => void;
}

function UsageFilter({ span, keyId, usage, onSpan, onKey }: UsageFilterProps): ReactNode {
  const options = [
    ALL_KEYS,
    ...(usage?.keys ?? []).map((key) => ({ value: key.id ?? "", label: planKeyName(key) })),
  ];
  const datePicker = (label: string, value: string, onChange: (value: string) => void) => (
    <FormField label={label}>
      <DatePicker
        value={value}
        placeholder="YYYY/MM/DD"
        openCalendarAriaLabel={(day) => `${label}: choose a day${day === null ? "" : `, ${day}`}`}
        nextMonthAriaLabel="Next month"
        previousMonthAriaLabel="Previous month"
        todayAriaLabel="Today"
        locale="en-GB"
        onChange={({ detail }) => {
          if (detail.value !== "") onChange(detail.value);
        }}
      />
    </FormField>
  );
  return (
    <SpaceBetween direction="horizontal" size="m">
      {datePicker("From", span.from, (from) => onSpan({ ...span, from }))}
      {datePicker("To", span.to, (to) => onSpan({ ...span, to }))}
      <FormField label="API key">
        <Select
          selectedOption={options.find(({ value }) => value === keyId) ?? ALL_KEYS}
          options={options}
          onChange={({ detail }) => onKey(detail.selectedOption.value ?? "")}
        />
      </FormField>
    </SpaceBetween>
  );
}

interface UsageChartProps {
  readonly days: readonly DayUsage[];
  readonly isLoading: boolean;
}

/** The keys that are shown, together. */
function UsageChart({ days, isLoading }: UsageChartProps): ReactNode {
  const usedByDay = new Map<string, number>();
  for (const { day, used } of days.toReversed()) {
    usedByDay.set(day, (usedByDay.get(day) ?? 0) + used);
  }
  const data = [...usedByDay].map(([x, y]) => ({ x, y }));
  const most = Math.max(1, ...usedByDay.values());
  return (
    <BarChart
      ariaLabel="Requests by day"
      height={CHART_HEIGHT}
      series={data.length === 0 ? [] : [{ type: "bar", title: "Requests", data }]}
      yDomain={[0, most]}
      yTitle="Requests"
      hideFilter
      hideLegend
      statusType={isLoading ? "loading" : "finished"}
      loadingText="Loading the usage"
      empty={
        <Box textAlign="center" color="inherit">
          No API keys
        </Box>
      }
      i18nStrings={{
        chartAriaRoleDescription: "bar chart",
        xAxisAriaRoleDescription: "days",
        yAxisAriaRoleDescription: "requests",
        detailPopoverDismissAriaLabel: "Dismiss",
        yTickFormatter: (value) => (Number.isInteger(value) ? String(value) : ""),
      }}
    />
  );
}

interface UsageTableProps {
  readonly loaded: Loaded<readonly DayUsage[]>;
  readonly hasQuota: boolean;
}

function UsageTable({ loaded, hasQuota }: UsageTableProps): ReactNode {
  return (
    <ResourceTable
      title="Usage by day"
      itemName="day"
      loaded={{ ...loaded, error: "" }}
      columns={[
        {
          id: "day",
          header: "Day",
          isRowHeader: true,
          sortingField: "day",
          cell: ({ day }) => day,
        },
        {
          id: "key",
          header: "API key",
          sortingField: "keyName",
          cell: ({ keyId, keyName }) => <Link href={href(`/api-keys/${keyId}`)}>{keyName}</Link>,
        },
        {
          id: "used",
          header: "Requests",
          sortingField: "used",
          cell: ({ used }) => used,
        },
        {
          id: "remaining",
          header: "Remaining",
          sortingField: "remaining",
          cell: ({ remaining }) => (hasQuota ? remaining : "No limit"),
        },
      ]}
      textOf={({ day, keyId, keyName }) => `${day} ${keyName} ${keyId}`}
      idOf={({ day, keyId }) => `${day} ${keyId}`}
    />
  );
}
