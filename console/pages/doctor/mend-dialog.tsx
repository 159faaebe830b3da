// Asks before the doctor mends: every call that it will make, what can be taken back, and what is deployed afterwards.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { stageKey } from "../../../src/doctor/fixing/plan-fix.ts";
import type { AwsCall, Finding, StageToDeploy } from "../../../src/doctor/rule.ts";
import { CodeText } from "../../commons/code-text.tsx";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { mend, type MendAnswer } from "./doctor.ts";
import { plannedMend } from "./planned-mend.ts";

export interface MendDialogProps {
  readonly finding: Finding;
  /** What came of it, also where it failed on the way. */
  readonly onMended: (answer: MendAnswer) => void;
  readonly onCancel: () => void;
}

export function MendDialog({ finding, onMended, onCancel }: MendDialogProps): ReactNode {
  const plan = plannedMend(finding);
  return (
    <DialogForm
      title={`Mend ${finding.code}`}
      submitText={
        typeof plan !== "string" && plan.calls.length === 0 ? "Deploy" : "Make the change"
      }
      size="large"
      isComplete={typeof plan !== "string"}
      onSubmit={async () => onMended(await mend(finding))}
      onDone={() => {}}
      onCancel={onCancel}
    >
      <Box>{finding.title}</Box>
      {typeof plan === "string" ? (
        <Alert type="warning">{plan}.</Alert>
      ) : (
        <SpaceBetween size="m">
          <Box variant="h3">{plan.title}</Box>
          {plan.calls.length > 0 && finding.fixes[0]?.onlyWhenAsked === true ? (
            <Alert type="warning">This changes what reaches the backend.</Alert>
          ) : null}
          <Box>The doctor makes these calls, in this order:</Box>
          <ol>
            {plan.calls.map((call) => (
              <li key={JSON.stringify(call)}>
                <CallText call={call} />
              </li>
            ))}
            {plan.deploys.map((stage) => (
              <li key={stageKey(stage)}>
                <DeploymentText stage={stage} />
              </li>
            ))}
          </ol>
          <Box color="text-body-secondary">
            When one of them fails, those before it are taken back. Afterwards everything is
            examined again.
          </Box>
        </SpaceBetween>
      )}
    </DialogForm>
  );
}

function CallText({ call }: { readonly call: AwsCall }): ReactNode {
  return (
    <SpaceBetween size="xxs">
      <Box variant="strong">
        {call.service} {call.operation}
      </Box>
      <CodeText text={JSON.stringify(call.input, null, 2)} />
      {call.undo === null ? (
        <StatusIndicator type="warning">Cannot be taken back</StatusIndicator>
      ) : (
        <StatusIndicator type="info">{`Taken back by ${call.undo.operation}`}</StatusIndicator>
      )}
    </SpaceBetween>
  );
}

function DeploymentText({ stage }: { readonly stage: StageToDeploy }): ReactNode {
  const service = stage.apiType === "http" ? "apigatewayv2" : "apigateway";
  return (
    <SpaceBetween size="xxs">
      <Box variant="strong">{service} CreateDeployment</Box>
      <Box>
        Deploys API {stage.apiId} to stage {stage.stageName}, with everything that is saved and not
        deployed yet.
      </Box>
    </SpaceBetween>
  );
}
