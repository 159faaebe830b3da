// The fields of a usage plan: name, throttle and quota.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import type { QuotaPeriodType } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { isNumber, type UsagePlanDraft } from "./usage-plan-draft.ts";

export interface UsagePlanFieldsProps {
  readonly draft: UsagePlanDraft;
  readonly onChange: (draft: UsagePlanDraft) => void;
}

const PERIODS: readonly { readonly value: QuotaPeriodType; readonly label: string }[] = [
  { value: "DAY", label: "Day" },
  { value: "WEEK", label: "Week" },
  { value: "MONTH", label: "Month" },
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
/** A month has at least that many. */
const DAYS_OF_MONTH = 28;

export function UsagePlanFields({ draft, onChange }: UsagePlanFieldsProps): ReactNode {
  const change = (part: Partial<UsagePlanDraft>) => onChange({ ...draft, ...part });
  return (
    <SpaceBetween size="l">
      <FormField label="Name">
        <Input
          value={draft.name}
          ariaRequired
          onChange={({ detail }) => change({ name: detail.value })}
        />
      </FormField>
      <FormField label="Description - optional">
        <Textarea
          value={draft.description}
          rows={3}
          onChange={({ detail }) => change({ description: detail.value })}
        />
      </FormField>
      <Toggle
        checked={draft.hasThrottle}
        description="Of each API key by itself"
        onChange={({ detail }) => change({ hasThrottle: detail.checked })}
      >
        Throttling
      </Toggle>
      {draft.hasThrottle ? (
        <SpaceBetween size="l">
          <NumberField
            label="Rate"
            description="Requests a second"
            value={draft.rate}
            onChange={(rate) => change({ rate })}
          />
          <NumberField
            label="Burst"
            description="Requests at one time"
            value={draft.burst}
            onChange={(burst) => change({ burst })}
          />
        </SpaceBetween>
      ) : null}
      <Toggle
        checked={draft.hasQuota}
        description="Of each API key by itself"
        onChange={({ detail }) => change({ hasQuota: detail.checked })}
      >
        Quota
      </Toggle>
      {draft.hasQuota ? <QuotaFields draft={draft} onChange={onChange} /> : null}
    </SpaceBetween>
  );
}

function QuotaFields({ draft, onChange }: UsagePlanFieldsProps): ReactNode {
  const days =
    draft.period === "WEEK"
      ? WEEKDAYS.map((label, at) => ({ value: String(at), label }))
      : Array.from({ length: DAYS_OF_MONTH }, (_, at) => ({
          value: String(at),
          label: `Day ${at + 1}`,
        }));
  return (
    <SpaceBetween size="l">
      <NumberField
        label="Requests"
        description="In each period"
        value={draft.limit}
        onChange={(limit) => onChange({ ...draft, limit })}
      />
      <FormField label="Period">
        <Select
          selectedOption={PERIODS.find(({ value }) => value === draft.period) ?? null}
          options={PERIODS}
          onChange={({ detail }) => {
            const period = PERIODS.find(({ value }) => value === detail.selectedOption.value);
            onChange({ ...draft, period: period?.value ?? draft.period, offset: "0" });
          }}
        />
      </FormField>
      {draft.period === "DAY" ? null : (
        <FormField label="First day of the period" description="The day changes at midnight UTC">
          <Select
            selectedOption={days.find(({ value }) => value === draft.offset) ?? null}
            options={days}
            onChange={({ detail }) =>
              onChange({ ...draft, offset: detail.selectedOption.value ?? "0" })
            }
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function NumberField({ label, description, value, onChange }: NumberFieldProps): ReactNode {
  return (
    <FormField
      label={label}
      description={description}
      errorText={value === "" || isNumber(value) ? "" : "Has to be a number"}
    >
      <Input
        value={value}
        inputMode="decimal"
        ariaRequired
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
