// Edit logs and tracing. API Gateway logs executions only for accounts that have a role for it, which can be set here
// too, as on the settings page of AWS's console.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import type { PatchOperation, Stage } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { currentPlace } from "../../commons/place.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import type { EditStageProps } from "./edit-stage.tsx";
import { memberPatches } from "./patches.ts";
import { ALL_METHODS, updateStage } from "./stages.ts";

export const LOGGING_LEVELS = [
  { value: "OFF", label: "Off" },
  { value: "ERROR", label: "Errors only" },
  { value: "INFO", label: "Error and info logs" },
];

/** In JSON, as AWS's console offers it. */
const FORMAT_EXAMPLE =
  '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime",' +
  '"httpMethod":"$context.httpMethod","resourcePath":"$context.resourcePath","status":"$context.status",' +
  '"protocol":"$context.protocol","responseLength":"$context.responseLength"}';

export function EditStageLogs({ apiId, stage, onDone, onCancel }: EditStageProps): ReactNode {
  const all = stage.methodSettings?.[ALL_METHODS];
  const account = useLoaded(async () => (await apiGateway()).getAccount({}));
  const place = useLoaded(currentPlace);
  const [role, setRole] = useState<string | null>(null);
  const [level, setLevel] = useState(all?.loggingLevel ?? "OFF");
  const [isTraced, setTraced] = useState(all?.dataTraceEnabled ?? false);
  const [isMeasured, setMeasured] = useState(all?.metricsEnabled ?? false);
  const [log, setLog] = useState<AccessLog>({
    destinationArn: stage.accessLogSettings?.destinationArn ?? "",
    format: stage.accessLogSettings?.format ?? "",
  });
  const oldRole = account.value?.cloudwatchRoleArn ?? "";
  const save = async () => {
    if (role !== null && role !== oldRole) {
      const patchOperations = memberPatches("/cloudwatchRoleArn", oldRole, role);
      await (await apiGateway()).updateAccount({ patchOperations });
    }
    await updateStage(apiId, stage.stageName ?? "", [
      ...memberPatches("/*/*/logging/loglevel", all?.loggingLevel ?? "OFF", level),
      ...memberPatches("/*/*/logging/dataTrace", all?.dataTraceEnabled ?? false, isTraced),
      ...memberPatches("/*/*/metrics/enabled", all?.metricsEnabled ?? false, isMeasured),
      ...accessLogPatches(stage, log),
    ]);
  };
  const { region = "", account: accountId = "" } = place.value ?? {};
  return (
    <DialogForm
      title="Edit logs and tracing"
      submitText="Save changes"
      size="large"
      isComplete
      onSubmit={save}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="CloudWatch logs">
        <Select
          selectedOption={LOGGING_LEVELS.find(({ value }) => value === level) ?? null}
          options={LOGGING_LEVELS}
          onChange={({ detail }) => setLevel(detail.selectedOption.value ?? "OFF")}
        />
      </FormField>
      <FormField
        stretch
        label="CloudWatch log role ARN"
        description="Of the account, for all its APIs; needed for execution logs"
        errorText={account.error}
      >
        <Input
          value={role ?? oldRole}
          placeholder={`arn:aws:iam::${accountId}:role/api-gateway-logs`}
          onChange={({ detail }) => setRole(detail.value)}
        />
      </FormField>
      <Toggle
        checked={isTraced}
        description="Logs whole requests and responses"
        onChange={({ detail }) => setTraced(detail.checked)}
      >
        Data tracing
      </Toggle>
      <Toggle checked={isMeasured} onChange={({ detail }) => setMeasured(detail.checked)}>
        Detailed metrics
      </Toggle>
      <FormField
        stretch
        label="Access log destination ARN"
        description="Of a log group; empty: no access log"
      >
        <Input
          value={log.destinationArn}
          placeholder={`arn:aws:logs:${region}:${accountId}:log-group:access`}
          onChange={({ detail }) => setLog(withDestination(log, detail.value))}
        />
      </FormField>
      <FormField stretch label="Access log format">
        <Textarea
          value={log.format}
          rows={5}
          spellcheck={false}
          onChange={({ detail }) => setLog({ ...log, format: detail.value })}
        />
      </FormField>
    </DialogForm>
  );
}

interface AccessLog {
  readonly destinationArn: string;
  readonly format: string;
}

/** A first destination brings a format along. */
function withDestination(log: AccessLog, destinationArn: string): AccessLog {
  return { destinationArn, format: log.format === "" ? FORMAT_EXAMPLE : log.format };
}

function accessLogPatches({ accessLogSettings: before }: Stage, log: AccessLog): PatchOperation[] {
  if (log.destinationArn === "") {
    return before === undefined ? [] : [{ op: "remove", path: "/accessLogSettings" }];
  }
  return [
    ...memberPatches(
      "/accessLogSettings/destinationArn",
      before?.destinationArn,
      log.destinationArn,
    ),
    ...memberPatches("/accessLogSettings/format", before?.format, log.format),
  ];
}
