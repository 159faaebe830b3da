// Edits the limits of the methods of one stage of a usage plan.
import type { ApiStage, UsagePlan } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { MethodLimitEditor } from "./method-limit-editor.tsx";
import {
  isLimitComplete,
  type MethodLimit,
  methodLimitPatches,
  methodLimits,
  updatePlan,
} from "./usage-plans.ts";

export interface EditMethodLimitsProps {
  readonly plan: UsagePlan;
  readonly stage: ApiStage;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function EditMethodLimits(props: EditMethodLimitsProps): ReactNode {
  const { plan, stage, onDone, onCancel } = props;
  const [before] = useState(() => methodLimits(stage.throttle));
  const [limits, setLimits] = useState<readonly MethodLimit[]>(before);
  return (
    <DialogForm
      title={`Edit method-level throttling of stage ${stage.stage}`}
      submitText="Save changes"
      size="large"
      isComplete={limits.every(isLimitComplete)}
      onSubmit={() =>
        updatePlan(
          plan.id ?? "",
          methodLimitPatches(`${stage.apiId}:${stage.stage}`, before, limits),
        )
      }
      onDone={onDone}
      onCancel={onCancel}
    >
      <MethodLimitEditor apiId={stage.apiId ?? ""} limits={limits} onChange={setLimits} />
    </DialogForm>
  );
}
