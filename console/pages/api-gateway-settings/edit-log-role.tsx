// Edits the role that API Gateway writes logs with. Postern writes them without, and asks for one as AWS does.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { Account } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";

export interface EditLogRoleProps {
  readonly account: Account;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

async function setLogRole(arn: string): Promise<void> {
  await (
    await apiGateway()
  ).updateAccount({
    patchOperations: [{ op: "replace", path: "/cloudwatchRoleArn", value: arn }],
  });
}

export function EditLogRole({ account, onDone, onCancel }: EditLogRoleProps): ReactNode {
  const [arn, setArn] = useState(account.cloudwatchRoleArn ?? "");
  return (
    <DialogForm
      title="Edit logging settings"
      submitText="Save changes"
      isComplete
      onSubmit={() => setLogRole(arn)}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField
        label="CloudWatch log role ARN"
        description="Postern needs no permission: any role of IAM will do, and an empty one takes it away"
      >
        <Input
          value={arn}
          placeholder="arn:aws:iam::000000000000:role/api-gateway-logs"
          spellcheck={false}
          onChange={({ detail }) => setArn(detail.value.trim())}
        />
      </FormField>
    </DialogForm>
  );
}
