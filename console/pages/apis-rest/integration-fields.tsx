// The fields of an integration: its type, where it goes, and how the request is changed on the way.
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";
import { CONTENT_HANDLINGS, HTTP_METHODS, PASSTHROUGH_BEHAVIORS } from "./integration-choices.ts";
import type { IntegrationDraft, IntegrationKind, ParameterPlace } from "./integration-draft.ts";
import { NameValueEditor } from "./name-value-editor.tsx";
import { VpcLinkFields } from "./vpc-link-fields.tsx";

export interface IntegrationFieldsProps {
  readonly draft: IntegrationDraft;
  readonly onChange: (draft: IntegrationDraft) => void;
}

const KINDS: readonly { value: IntegrationKind; label: string; description: string }[] = [
  { value: "LAMBDA", label: "Lambda function", description: "Invoke a Lambda function" },
  { value: "HTTP", label: "HTTP", description: "Call an endpoint that is reached directly" },
  { value: "MOCK", label: "Mock", description: "Answer from API Gateway itself" },
  { value: "AWS", label: "AWS service", description: "Call an action of an AWS service" },
  { value: "VPC_LINK", label: "VPC link", description: "Call a resource in a VPC" },
];

const PROXY_TEXTS: Readonly<Partial<Record<IntegrationKind, string>>> = {
  LAMBDA: "Lambda proxy integration",
  HTTP: "HTTP proxy integration",
  VPC_LINK: "VPC proxy integration",
};

const MOCK_TEMPLATE = { name: "application/json", value: '{"statusCode": 200}' };

export function IntegrationFields({ draft, onChange }: IntegrationFieldsProps): ReactNode {
  const change = (part: Partial<IntegrationDraft>) => onChange({ ...draft, ...part });
  const proxyText = PROXY_TEXTS[draft.kind];
  const isHttp = draft.kind === "HTTP" || draft.kind === "VPC_LINK";
  return (
    <SpaceBetween size="l">
      <FormField label="Integration type" stretch>
        <Tiles
          value={draft.kind}
          ariaLabel="Integration type"
          items={KINDS}
          columns={3}
          onChange={({ detail }) => onChange(withKind(draft, detail.value as IntegrationKind))}
        />
      </FormField>
      {proxyText === undefined ? null : (
        <Toggle
          checked={draft.isProxy}
          description="Passes the request on and the answer back as they are"
          onChange={({ detail }) => change({ isProxy: detail.checked })}
        >
          {proxyText}
        </Toggle>
      )}
      {draft.kind === "MOCK" ? null : <EndpointFields draft={draft} onChange={onChange} />}
      {isHttp ? (
        <Checkbox
          checked={draft.insecureSkipVerification}
          description="insecureSkipVerification: takes certificates of the endpoint that no known authority issued. Not recommended."
          onChange={({ detail }) => change({ insecureSkipVerification: detail.checked })}
        >
          Skip certificate verification
        </Checkbox>
      ) : null}
      <FormField label="Integration timeout" description="In milliseconds, 50 to 29000">
        <Input
          value={draft.timeoutInMillis}
          inputMode="numeric"
          onChange={({ detail }) => change({ timeoutInMillis: detail.value })}
        />
      </FormField>
      <FormField label="Content handling">
        <Select
          selectedOption={
            CONTENT_HANDLINGS.find(({ value }) => value === draft.contentHandling) ?? null
          }
          options={CONTENT_HANDLINGS}
          onChange={({ detail }) => change({ contentHandling: detail.selectedOption.value ?? "" })}
        />
      </FormField>
      <ParameterFields draft={draft} onChange={onChange} />
      <FormField label="Request body passthrough" stretch>
        <Select
          selectedOption={
            PASSTHROUGH_BEHAVIORS.find(({ value }) => value === draft.passthroughBehavior) ?? null
          }
          options={PASSTHROUGH_BEHAVIORS}
          onChange={({ detail }) =>
            change({ passthroughBehavior: detail.selectedOption.value ?? "WHEN_NO_MATCH" })
          }
        />
      </FormField>
      <NameValueEditor
        title="Mapping templates"
        description="In the Velocity Template Language, by the content type of the request"
        nameLabel="Content type"
        valueLabel="Template"
        addText="Add mapping template"
        newEntry={{ name: "application/json", value: "" }}
        isMultiline
        entries={draft.templates}
        onChange={(templates) => change({ templates })}
      />
    </SpaceBetween>
  );
}

/** Another kind keeps what both have; a mock without a template would answer 500. */
function withKind(draft: IntegrationDraft, kind: IntegrationKind): IntegrationDraft {
  const isHttp = (of: IntegrationKind) => of === "HTTP" || of === "VPC_LINK";
  const keepsUri = isHttp(draft.kind) && isHttp(kind);
  return {
    ...draft,
    kind,
    isProxy: kind !== "MOCK" && kind !== "AWS" && draft.isProxy,
    uri: keepsUri ? draft.uri : "",
    httpMethod: kind === "LAMBDA" ? "POST" : draft.httpMethod || "GET",
    templates: kind === "MOCK" && draft.templates.length === 0 ? [MOCK_TEMPLATE] : draft.templates,
  };
}

function EndpointFields({ draft, onChange }: IntegrationFieldsProps): ReactNode {
  const change = (part: Partial<IntegrationDraft>) => onChange({ ...draft, ...part });
  const { kind } = draft;
  const isHttp = kind === "HTTP" || kind === "VPC_LINK";
  return (
    <SpaceBetween size="l">
      <FormField label="HTTP method">
        <Select
          selectedOption={{ value: draft.httpMethod, label: draft.httpMethod }}
          options={HTTP_METHODS.map((value) => ({ value, label: value }))}
          onChange={({ detail }) => change({ httpMethod: detail.selectedOption.value ?? "GET" })}
        />
      </FormField>
      {kind === "VPC_LINK" ? <VpcLinkFields draft={draft} onChange={onChange} /> : null}
      <FormField
        stretch
        label={isHttp ? "Endpoint URL" : kind === "LAMBDA" ? "Lambda function" : "Service ARN"}
        description={
          kind === "VPC_LINK"
            ? "Its scheme decides on TLS, its host is the name in TLS and in the Host header, its port chooses the listener"
            : kind === "LAMBDA"
              ? "The ARN of the function"
              : undefined
        }
      >
        <Input
          value={draft.uri}
          ariaRequired
          placeholder={isHttp ? "https://api.example.com/pets" : "arn:aws:…"}
          onChange={({ detail }) => change({ uri: detail.value })}
        />
      </FormField>
      {isHttp ? null : (
        <FormField label="Execution role" description="Optional">
          <Input
            value={draft.credentials}
            placeholder="arn:aws:iam::…:role/…"
            onChange={({ detail }) => change({ credentials: detail.value })}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

const PLACES: readonly {
  place: ParameterPlace;
  title: string;
  addText: string;
  example: string;
}[] = [
  {
    place: "path",
    title: "URL path parameters",
    addText: "Add path parameter",
    example: "method.request.path.petId",
  },
  {
    place: "querystring",
    title: "URL query string parameters",
    addText: "Add query string parameter",
    example: "method.request.querystring.page",
  },
  {
    place: "header",
    title: "URL request headers parameters",
    addText: "Add request header parameter",
    example: "method.request.header.Accept",
  },
];

function ParameterFields({ draft, onChange }: IntegrationFieldsProps): ReactNode {
  return (
    <SpaceBetween size="l">
      {PLACES.map(({ place, title, addText, example }) => (
        <NameValueEditor
          key={place}
          title={title}
          nameLabel="Name"
          valueLabel="Mapped from"
          valuePlaceholder={example}
          addText={addText}
          entries={draft.parameters
            .filter((parameter) => parameter.place === place)
            .map(({ name, from }) => ({ name, value: from }))}
          onChange={(entries) =>
            onChange({
              ...draft,
              parameters: [
                ...draft.parameters.filter((parameter) => parameter.place !== place),
                ...entries.map(({ name, value }) => ({ place, name, from: value })),
              ],
            })
          }
        />
      ))}
    </SpaceBetween>
  );
}
