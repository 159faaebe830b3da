// Sets the limits of one route in one stage, or gives it back to the stage's default ones.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { RouteSettings } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";

export interface ThrottlingDialogProps {
  readonly apiId: string;
  readonly stageName: string;
  readonly routeKey: string;
  /** Undefined where the stage has none for this route. */
  readonly settings: RouteSettings | undefined;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

export function ThrottlingDialog(props: ThrottlingDialogProps): ReactNode {
  const { apiId, stageName, routeKey, settings, onCancel, onDone } = props;
  const [burst, setBurst] = useState(String(settings?.ThrottlingBurstLimit ?? ""));
  const [rate, setRate] = useState(String(settings?.ThrottlingRateLimit ?? ""));
  const save = async () => {
    const client = await apiGatewayV2();
    const place = { ApiId: apiId, StageName: stageName };
    if (burst.trim() === "" && rate.trim() === "") {
      if (settings !== undefined)
        await client.deleteRouteSettings({ ...place, RouteKey: routeKey });
      return;
    }
    await client.updateStage({
      ...place,
      RouteSettings: {
        [routeKey]: {
          DetailedMetricsEnabled: settings?.DetailedMetricsEnabled ?? false,
          ...(burst.trim() !== "" && { ThrottlingBurstLimit: Number(burst) }),
          ...(rate.trim() !== "" && { ThrottlingRateLimit: Number(rate) }),
        },
      },
    });
  };
  return (
    <DialogForm
      title={`Throttling of ${routeKey} in ${stageName}`}
      submitText="Save"
      isComplete
      onCancel={onCancel}
      onDone={onDone}
      onSubmit={save}
    >
      <FormField label="Burst limit" description="Requests at once; empty for the stage's default">
        <Input
          value={burst}
          inputMode="numeric"
          onChange={({ detail }) => setBurst(detail.value)}
        />
      </FormField>
      <FormField
        label="Rate limit"
        description="Requests per second; empty for the stage's default"
      >
        <Input value={rate} inputMode="decimal" onChange={({ detail }) => setRate(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
