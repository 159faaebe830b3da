// CORS of an HTTP API: which web pages of other origins may call it. API Gateway answers preflight requests itself.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { Cors } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";
import type { HttpTabProps } from "./http-api-page.tsx";

interface Draft {
  readonly origins: string;
  readonly headers: string;
  readonly methods: string;
  readonly exposed: string;
  readonly maxAge: string;
  readonly withCredentials: boolean;
}

const FIELDS = [
  ["origins", "Access-Control-Allow-Origin", "https://www.example.com, or *"],
  ["headers", "Access-Control-Allow-Headers", "authorization, content-type, or *"],
  ["methods", "Access-Control-Allow-Methods", "GET, POST, or *"],
  ["exposed", "Access-Control-Expose-Headers", "date, x-request-id, or *"],
  ["maxAge", "Access-Control-Max-Age", "Seconds, -1 to 86400"],
] as const;

export function HttpCors({ http, onChange }: HttpTabProps): ReactNode {
  const { tell } = useShell();
  const action = useAction();
  const [draft, setDraft] = useState(() => draftOf(http.api.CorsConfiguration));
  const isConfigured = http.api.CorsConfiguration !== undefined;
  const save = async () => {
    const isDone = await action.run(async () =>
      (await apiGatewayV2()).updateApi({ ApiId: http.apiId, CorsConfiguration: corsOf(draft) }),
    );
    if (!isDone) return;
    tell({ type: "success", header: "CORS was saved" });
    onChange();
  };
  const clear = async () => {
    const isDone = await action.run(async () =>
      (await apiGatewayV2()).deleteCorsConfiguration({ ApiId: http.apiId }),
    );
    if (!isDone) return;
    setDraft(draftOf(undefined));
    onChange();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Form
        errorText={action.error}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" disabled={!isConfigured} onClick={() => void clear()}>
              Clear
            </Button>
            <Button variant="primary" loading={action.isRunning}>
              Save
            </Button>
          </SpaceBetween>
        }
      >
        <Container
          header={
            <Header
              variant="h2"
              description={
                isConfigured ? "Configured" : "Not configured: answers have no CORS headers"
              }
            >
              Cross-Origin Resource Sharing
            </Header>
          }
        >
          <SpaceBetween size="l">
            {FIELDS.map(([key, label, hint]) => (
              <FormField key={key} label={label} constraintText={hint}>
                <Input
                  value={draft[key]}
                  onChange={({ detail }) =>
                    setDraft((before) => ({ ...before, [key]: detail.value }))
                  }
                />
              </FormField>
            ))}
            <Toggle
              checked={draft.withCredentials}
              onChange={({ detail }) =>
                setDraft((before) => ({ ...before, withCredentials: detail.checked }))
              }
            >
              Access-Control-Allow-Credentials
            </Toggle>
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}

function draftOf(cors: Cors = {}): Draft {
  return {
    origins: (cors.AllowOrigins ?? []).join(", "),
    headers: (cors.AllowHeaders ?? []).join(", "),
    methods: (cors.AllowMethods ?? []).join(", "),
    exposed: (cors.ExposeHeaders ?? []).join(", "),
    maxAge: String(cors.MaxAge ?? ""),
    withCredentials: cors.AllowCredentials ?? false,
  };
}

/** The whole configuration: UpdateApi replaces what was there. */
function corsOf(draft: Draft): Cors {
  return {
    ...(draft.origins.trim() !== "" && { AllowOrigins: listOf(draft.origins) }),
    ...(draft.headers.trim() !== "" && { AllowHeaders: listOf(draft.headers) }),
    ...(draft.methods.trim() !== "" && { AllowMethods: listOf(draft.methods) }),
    ...(draft.exposed.trim() !== "" && { ExposeHeaders: listOf(draft.exposed) }),
    ...(draft.maxAge.trim() !== "" && { MaxAge: Number(draft.maxAge) }),
    AllowCredentials: draft.withCredentials,
  };
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
