// Creates a route, or changes its key and the integration that it leads to.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { Route } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useRef, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { type HttpApi, integrationText } from "./http-api-data.ts";
import { METHOD_CHOICES, routeKeyOf } from "./http-methods.ts";

const NO_INTEGRATION = { value: "", label: "No integration" };

export interface RouteDialogProps {
  readonly http: HttpApi;
  /** Null for a new one. */
  readonly route: Route | null;
  readonly onCancel: () => void;
  /** Is told the route's id. */
  readonly onDone: (routeId: string) => void;
}

export function RouteDialog({ http, route, onCancel, onDone }: RouteDialogProps): ReactNode {
  const [oldMethod = "ANY", oldPath] = (route?.RouteKey ?? "ANY /").split(" ");
  const [method, setMethod] = useState(oldMethod);
  const [path, setPath] = useState(oldPath ?? "$default");
  const [target, setTarget] = useState(route?.Target?.split("/")[1] ?? "");
  const madeId = useRef(route?.RouteId ?? "");
  const choices = [
    NO_INTEGRATION,
    ...http.integrations.map((integration) => ({
      value: integration.IntegrationId ?? "",
      label: integrationText(integration),
      description: integration.IntegrationId ?? "",
    })),
  ];
  const save = async () => {
    const client = await apiGatewayV2();
    const common = {
      ApiId: http.apiId,
      RouteKey: routeKeyOf(method, path),
      ...(target !== "" && { Target: `integrations/${target}` }),
    };
    if (route === null) madeId.current = (await client.createRoute(common)).RouteId ?? "";
    else await client.updateRoute({ ...common, RouteId: route.RouteId });
  };
  return (
    <DialogForm
      title={route === null ? "Create route" : `Edit route ${route.RouteKey}`}
      submitText={route === null ? "Create" : "Save"}
      isComplete={path !== ""}
      onCancel={onCancel}
      onDone={() => onDone(madeId.current)}
      onSubmit={save}
    >
      <FormField label="Method">
        <Select
          selectedOption={METHOD_CHOICES.find(({ value }) => value === method) ?? null}
          options={METHOD_CHOICES}
          disabled={path === "$default"}
          onChange={({ detail }) => setMethod(detail.selectedOption.value ?? "")}
        />
      </FormField>
      <FormField
        label="Path"
        description="/pets, /pets/{id}, /{proxy+}, or $default for all requests that no other route takes"
      >
        <Input value={path} ariaRequired onChange={({ detail }) => setPath(detail.value)} />
      </FormField>
      <FormField
        label="Integration"
        description={
          route?.Target === undefined
            ? "Optional; it can be attached later"
            : "An attached integration can be replaced; to have none, delete the route and create it anew"
        }
      >
        <Select
          selectedOption={choices.find(({ value }) => value === target) ?? null}
          options={route?.Target === undefined ? choices : choices.slice(1)}
          onChange={({ detail }) => setTarget(detail.selectedOption.value ?? "")}
        />
      </FormField>
    </DialogForm>
  );
}
