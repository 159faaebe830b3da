// Adds or edits a rule: its priority, what it looks at, and what it does.
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { Action, Rule, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { loadBalancing } from "../../commons/aws-clients.ts";
import type { Choice } from "../../commons/choice.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { targetGroupChoices } from "./choices.ts";
import { conditionOf, draftsOf, FIELDS, type ConditionDraft } from "./condition-draft.ts";

export interface RuleFormProps {
  readonly listenerArn: string;
  /** Null adds one. */
  readonly rule: Rule | null;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const ACTIONS: readonly Choice[] = [
  { value: "forward", label: "Forward to target group" },
  { value: "fixed-response", label: "Return fixed response" },
];

export function RuleForm({ listenerArn, rule, onDone, onCancel }: RuleFormProps): ReactNode {
  const groups = useLoaded(targetGroupChoices);
  const [priority, setPriority] = useState(rule?.Priority ?? "1");
  const [conditions, setConditions] = useState<readonly ConditionDraft[]>(() =>
    draftsOf(rule?.Conditions ?? []),
  );
  const before = rule?.Actions?.[0];
  const [type, setType] = useState(
    before?.Type === "fixed-response" ? "fixed-response" : "forward",
  );
  const [group, setGroup] = useState<Choice | null>(null);
  const [status, setStatus] = useState(before?.FixedResponseConfig?.StatusCode ?? "404");
  const [body, setBody] = useState(before?.FixedResponseConfig?.MessageBody ?? "");
  const chosenGroup =
    group ?? groups.value?.find(({ value }) => value === before?.TargetGroupArn) ?? null;
  const action: Action =
    type === "forward"
      ? { Type: "forward", TargetGroupArn: chosenGroup?.value }
      : {
          Type: "fixed-response",
          FixedResponseConfig: {
            StatusCode: status,
            ContentType: "text/plain",
            MessageBody: body,
          },
        };
  const save = () => saveRule({ listenerArn, rule, priority, conditions, action });
  return (
    <DialogForm
      title={rule === null ? "Add rule" : "Edit rule"}
      submitText={rule === null ? "Add rule" : "Save changes"}
      size="large"
      isComplete={conditions.length > 0 && (type !== "forward" || chosenGroup !== null)}
      onSubmit={save}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="Priority" description="1 to 50000; lower ones are asked first">
        <Input
          type="number"
          value={priority}
          onChange={({ detail }) => setPriority(detail.value)}
        />
      </FormField>
      {conditions.map((condition, at) => (
        <ConditionFields
          key={at}
          condition={condition}
          onChange={(changed) => setConditions(conditions.with(at, changed))}
          onRemove={() => setConditions(conditions.toSpliced(at, 1))}
        />
      ))}
      <Button
        formAction="none"
        iconName="add-plus"
        onClick={() =>
          setConditions([...conditions, { field: "path-pattern", headerName: "", values: "" }])
        }
      >
        Add condition
      </Button>
      <FormField label="Action">
        <Select
          selectedOption={ACTIONS.find(({ value }) => value === type) ?? null}
          options={ACTIONS}
          onChange={({ detail }) => setType(detail.selectedOption.value ?? "forward")}
        />
      </FormField>
      {type === "forward" ? (
        <FormField label="Target group">
          <Select
            selectedOption={chosenGroup}
            options={groups.value ?? []}
            placeholder="Select a target group"
            onChange={({ detail }) => setGroup(detail.selectedOption as Choice)}
          />
        </FormField>
      ) : (
        <>
          <FormField label="Response code">
            <Input value={status} onChange={({ detail }) => setStatus(detail.value)} />
          </FormField>
          <FormField label="Response body">
            <Textarea value={body} onChange={({ detail }) => setBody(detail.value)} />
          </FormField>
        </>
      )}
    </DialogForm>
  );
}

interface ConditionFieldsProps {
  readonly condition: ConditionDraft;
  readonly onChange: (condition: ConditionDraft) => void;
  readonly onRemove: () => void;
}

function ConditionFields({ condition, onChange, onRemove }: ConditionFieldsProps): ReactNode {
  return (
    <SpaceBetween size="xs">
      <FormField label="Condition">
        <Select
          selectedOption={FIELDS.find(({ value }) => value === condition.field) ?? null}
          options={FIELDS}
          onChange={({ detail }) =>
            onChange({ ...condition, field: detail.selectedOption.value ?? "path-pattern" })
          }
        />
      </FormField>
      {condition.field === "http-header" ? (
        <FormField label="Header name">
          <Input
            value={condition.headerName}
            onChange={({ detail }) => onChange({ ...condition, headerName: detail.value })}
          />
        </FormField>
      ) : null}
      <FormField label="Values" description="Separated by commas; any of them may match">
        <Input
          value={condition.values}
          onChange={({ detail }) => onChange({ ...condition, values: detail.value })}
        />
      </FormField>
      <Button formAction="none" variant="inline-link" onClick={onRemove}>
        Remove condition
      </Button>
    </SpaceBetween>
  );
}

async function saveRule(draft: {
  readonly listenerArn: string;
  readonly rule: Rule | null;
  readonly priority: string;
  readonly conditions: readonly ConditionDraft[];
  readonly action: Action;
}): Promise<void> {
  const client = await loadBalancing();
  const { rule, priority, action } = draft;
  const Conditions: RuleCondition[] = draft.conditions.map(conditionOf);
  if (rule === null) {
    await client.createRule({
      ListenerArn: draft.listenerArn,
      Priority: Number(priority),
      Conditions,
      Actions: [action],
    });
    return;
  }
  await client.modifyRule({ RuleArn: rule.RuleArn, Conditions, Actions: [action] });
  if (priority === rule.Priority) return;
  await client.setRulePriorities({
    RulePriorities: [{ RuleArn: rule.RuleArn, Priority: Number(priority) }],
  });
}
