// Logs Insights: groups, a span of time, a query; its rows and what it read.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { TimeRangePicker } from "../../commons/time-range-picker.tsx";
import { boundsOf, timeRangeOf, timeRangeText } from "../../commons/time-range.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useQuery } from "../../commons/use-query.ts";
import { InsightsResults } from "./insights-results.tsx";
import { listGroups } from "./logs.ts";
import { QueryFaultAlert } from "./query-fault-alert.tsx";
import { DEFAULT_QUERY, SAMPLE_QUERIES } from "./sample-queries.ts";
import { useInsights } from "./use-insights.ts";

/** "A StartQuery operation" takes up to 50. */
const GROUPS_MAX = 50;

export function Insights(): ReactNode {
  const query = useQuery();
  const loaded = useLoaded(listGroups);
  const groups = (query.get("groups") ?? "").split(",").filter((name) => name !== "");
  const range = timeRangeOf(query.get("range"), "1h");
  const [text, setText] = useState(query.get("query") ?? DEFAULT_QUERY);
  const insights = useInsights();
  const run = () => {
    query.change({ query: text });
    insights.run({ groups, text, ...boundsOf(range, Date.now()) });
  };
  return (
    <Page title="Logs Insights" parents={[{ text: "Log groups", href: href("/logs") }]}>
      <SpaceBetween size="l">
        <Container>
          <SpaceBetween size="m">
            <GroupField
              groups={groups}
              names={(loaded.value ?? []).map(({ logGroupName = "" }) => logGroupName)}
              isLoading={loaded.isLoading}
              error={loaded.error}
              onChange={(names) =>
                query.change({ groups: names.length === 0 ? null : names.join(",") })
              }
            />
            <FormField label="Time range">
              <TimeRangePicker
                range={range}
                onChange={(next) => query.change({ range: timeRangeText(next) })}
              />
            </FormField>
            <FormField label="Query" stretch>
              <Textarea
                value={text}
                rows={5}
                spellcheck={false}
                onChange={({ detail }) => setText(detail.value)}
              />
            </FormField>
            {insights.fault === null ? null : (
              <QueryFaultAlert fault={insights.fault} text={insights.faultText} />
            )}
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                variant="primary"
                disabled={groups.length === 0}
                disabledReason="Choose at least one log group"
                loading={insights.isRunning}
                onClick={run}
              >
                Run query
              </Button>
              <Button disabled={!insights.isRunning} onClick={insights.stop}>
                Cancel
              </Button>
              <Select
                ariaLabel="Sample queries"
                selectedOption={null}
                placeholder="Sample queries"
                options={SAMPLE_QUERIES}
                onChange={({ detail }) => setText(detail.selectedOption.value ?? text)}
              />
            </SpaceBetween>
          </SpaceBetween>
        </Container>
        {insights.progress === null ? (
          <Alert type="info">Choose log groups, type a query and run it.</Alert>
        ) : (
          <InsightsResults progress={insights.progress} isRunning={insights.isRunning} />
        )}
      </SpaceBetween>
    </Page>
  );
}

interface GroupFieldProps {
  readonly groups: readonly string[];
  readonly names: readonly string[];
  readonly isLoading: boolean;
  readonly error: string;
  readonly onChange: (names: readonly string[]) => void;
}

function GroupField(props: GroupFieldProps): ReactNode {
  const { groups, names, isLoading, error, onChange } = props;
  return (
    <FormField label="Log groups" description={`Up to ${GROUPS_MAX}`} errorText={error} stretch>
      <Multiselect
        selectedOptions={groups.map((value) => ({ value, label: value }))}
        options={names.map((value) => ({ value, label: value }))}
        filteringType="auto"
        filteringAriaLabel="Find log groups"
        placeholder="Choose log groups"
        empty="There are no log groups"
        statusType={isLoading ? "loading" : "finished"}
        loadingText="Loading log groups"
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        onChange={({ detail }) =>
          onChange(detail.selectedOptions.map(({ value = "" }) => value).slice(0, GROUPS_MAX))
        }
      />
    </FormField>
  );
}
