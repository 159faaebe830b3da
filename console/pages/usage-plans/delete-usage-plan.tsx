// Deletes a usage plan, and says what goes with it.
import Alert from "@cloudscape-design/components/alert";
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { deletePlan } from "./usage-plans.ts";

export interface DeleteUsagePlanProps {
  readonly plan: UsagePlan;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function DeleteUsagePlan({ plan, onDone, onCancel }: DeleteUsagePlanProps): ReactNode {
  const { apiStages = [] } = plan;
  return (
    <DeleteDialog
      itemName="usage plan"
      name={plan.name ?? ""}
      onDelete={() => deletePlan(plan)}
      onDone={onDone}
      onCancel={onCancel}
    >
      {apiStages.length === 0 ? null : (
        <Alert type="warning">
          It is taken away from{" "}
          {apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`).join(", ")}
          {" first. Its API keys open no method there that requires a key."}
        </Alert>
      )}
    </DeleteDialog>
  );
}
