// Creates an alarm on a metric.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useQuery } from "../../commons/use-query.ts";
import { useShell } from "../../shell/shell-context.ts";
import { alarmAddress } from "./alarm-list.tsx";
import { type AlarmDraft, createAlarm, MISSING_DATA, OPERATORS } from "./alarms.ts";
import { metricsOf, metricText } from "./metric-name.ts";
import { listMetrics, PERIODS, STATISTICS } from "./metrics.ts";

type Choices = readonly { readonly value: string; readonly label: string }[];

const STATISTIC_CHOICES: Choices = STATISTICS.map((value) => ({ value, label: value }));
const PERIOD_CHOICES = choicesOf(PERIODS);
const MISSING_CHOICES = choicesOf(MISSING_DATA);
const OPERATOR_CHOICES: Choices = Object.entries(OPERATORS).map(([value, { text, sign }]) => ({
  value,
  label: `${text} (${sign} threshold)`,
}));

function choicesOf(texts: Readonly<Record<string, string>>): Choices {
  return Object.entries(texts).map(([value, label]) => ({ value, label }));
}

export function CreateAlarm(): ReactNode {
  const query = useQuery();
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [draft, setDraft] = useState<AlarmDraft>({
    name: "",
    description: "",
    metric: metricsOf(query.get("metric"))[0] ?? null,
    statistic: query.get("statistic") ?? "Sum",
    period: "60",
    operator: "GreaterThanThreshold",
    threshold: "",
    datapoints: "1",
    evaluationPeriods: "1",
    missingData: "missing",
  });
  const change = (changes: Partial<AlarmDraft>) => setDraft({ ...draft, ...changes });
  const create = () =>
    action.run(async () => {
      await createAlarm(draft);
      tell({ type: "success", header: `Created alarm ${draft.name}` });
      await navigate(alarmAddress(draft.name));
    });
  return (
    <Page
      title="Create alarm"
      parents={[
        { text: "Metrics", href: href("/metrics") },
        { text: "Alarms", href: href("/metrics/alarms") },
      ]}
    >
      <PageForm
        submitText="Create alarm"
        isComplete={draft.name !== "" && draft.threshold !== "" && draft.metric !== null}
        action={action}
        cancelTo="/metrics/alarms"
        onSubmit={() => void create()}
      >
        <MetricPart draft={draft} change={change} />
        <ConditionPart draft={draft} change={change} />
        <Container header={<Header variant="h2">Name and description</Header>}>
          <SpaceBetween size="m">
            <TextField
              label="Alarm name"
              value={draft.name}
              onChange={(name) => change({ name })}
            />
            <TextField
              label="Alarm description – optional"
              value={draft.description}
              onChange={(description) => change({ description })}
            />
          </SpaceBetween>
        </Container>
      </PageForm>
    </Page>
  );
}

interface PartProps {
  readonly draft: AlarmDraft;
  readonly change: (changes: Partial<AlarmDraft>) => void;
}

function MetricPart({ draft, change }: PartProps): ReactNode {
  const metrics = useLoaded(listMetrics);
  const choices = (metrics.value ?? []).map((metric) => ({
    value: metricText(metric),
    label: metric.name,
    description: metricText(metric),
  }));
  const { metric } = draft;
  return (
    <Container header={<Header variant="h2">Metric</Header>}>
      <SpaceBetween size="m">
        <FormField label="Metric" errorText={metrics.error}>
          <Select
            selectedOption={
              metric === null
                ? null
                : {
                    value: metricText(metric),
                    label: metric.name,
                    description: metricText(metric),
                  }
            }
            options={choices}
            filteringType="auto"
            filteringAriaLabel="Find metrics"
            triggerVariant="option"
            placeholder="Select a metric"
            empty="There are no metrics yet"
            statusType={metrics.isLoading ? "loading" : "finished"}
            loadingText="Loading metrics"
            onChange={({ detail }) =>
              change({
                metric:
                  metrics.value?.find((one) => metricText(one) === detail.selectedOption.value) ??
                  null,
              })
            }
          />
        </FormField>
        <ChoiceField
          label="Statistic"
          choices={STATISTIC_CHOICES}
          value={draft.statistic}
          onChange={(statistic) => change({ statistic })}
        />
        <ChoiceField
          label="Period"
          choices={PERIOD_CHOICES}
          value={draft.period}
          onChange={(period) => change({ period })}
        />
      </SpaceBetween>
    </Container>
  );
}

function ConditionPart({ draft, change }: PartProps): ReactNode {
  return (
    <Container header={<Header variant="h2">Conditions</Header>}>
      <SpaceBetween size="m">
        <ChoiceField
          label="Alarm when the metric is"
          choices={OPERATOR_CHOICES}
          value={draft.operator}
          onChange={(operator) => change({ operator })}
        />
        <TextField
          label="Threshold value"
          value={draft.threshold}
          isNumber
          onChange={(threshold) => change({ threshold })}
        />
        <TextField
          label="Datapoints to alarm"
          value={draft.datapoints}
          isNumber
          onChange={(datapoints) => change({ datapoints })}
        />
        <TextField
          label="Evaluation periods"
          value={draft.evaluationPeriods}
          isNumber
          onChange={(evaluationPeriods) => change({ evaluationPeriods })}
        />
        <ChoiceField
          label="Missing data treatment"
          choices={MISSING_CHOICES}
          value={draft.missingData}
          onChange={(missingData) => change({ missingData })}
        />
      </SpaceBetween>
    </Container>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TextField(props: FieldProps & { readonly isNumber?: boolean }): ReactNode {
  return (
    <FormField label={props.label}>
      <Input
        value={props.value}
        inputMode={props.isNumber === true ? "decimal" : "text"}
        onChange={({ detail }) => props.onChange(detail.value)}
      />
    </FormField>
  );
}

function ChoiceField(props: FieldProps & { readonly choices: Choices }): ReactNode {
  const { label, value, choices, onChange } = props;
  return (
    <FormField label={label}>
      <Select
        selectedOption={choices.find((one) => one.value === value) ?? { value, label: value }}
        options={choices}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? value)}
      />
    </FormField>
  );
}
