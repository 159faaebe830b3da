// The form of an integration, new or there: what it leads to, and under Advanced settings how.
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { type IntegrationDraft, isComplete } from "./http-integration-draft.ts";
import { ListenerChoice } from "./http-listener-choice.tsx";
import { MappingEditor } from "./http-mapping-editor.tsx";
import { METHOD_CHOICES } from "./http-methods.ts";

const KINDS = [
  { value: "http", label: "HTTP URI" },
  { value: "private", label: "Private resource" },
] as const;
const LAMBDA = { value: "lambda", label: "Lambda function" } as const;

export interface IntegrationFormProps {
  readonly start: IntegrationDraft;
  readonly submitText: string;
  /** Where Cancel leads. */
  readonly cancelTo: string;
  /** Does it and says where to go on. */
  readonly onSubmit: (draft: IntegrationDraft) => Promise<string>;
}

interface PartProps {
  readonly draft: IntegrationDraft;
  readonly change: (part: Partial<IntegrationDraft>) => void;
}

export function IntegrationForm(props: IntegrationFormProps): ReactNode {
  const navigate = useNavigate();
  const action = useAction();
  const [draft, setDraft] = useState(props.start);
  const change = (part: Partial<IntegrationDraft>) =>
    setDraft((before) => ({ ...before, ...part }));
  const submit = () => action.run(async () => navigate(await props.onSubmit(draft)));
  return (
    <PageForm
      submitText={props.submitText}
      isComplete={isComplete(draft)}
      action={action}
      cancelTo={props.cancelTo}
      onSubmit={() => void submit()}
    >
      <Container header={<Header variant="h2">Integration target</Header>}>
        <Target draft={draft} change={change} isLambda={props.start.kind === "lambda"} />
      </Container>
      <Advanced draft={draft} change={change} />
      <Mappings draft={draft} change={change} />
    </PageForm>
  );
}

function Target({
  draft,
  change,
  isLambda,
}: PartProps & { readonly isLambda: boolean }): ReactNode {
  const kinds = isLambda ? [LAMBDA] : KINDS;
  return (
    <SpaceBetween size="l">
      <FormField label="Integration type">
        <Select
          selectedOption={kinds.find(({ value }) => value === draft.kind) ?? null}
          options={kinds}
          onChange={({ detail }) =>
            change({ kind: detail.selectedOption.value as IntegrationDraft["kind"] })
          }
        />
      </FormField>
      {draft.kind === "lambda" ? null : (
        <FormField label="HTTP method" description="ANY takes over the method of the request.">
          <Select
            selectedOption={METHOD_CHOICES.find(({ value }) => value === draft.method) ?? null}
            options={METHOD_CHOICES}
            onChange={({ detail }) => change({ method: detail.selectedOption.value ?? "" })}
          />
        </FormField>
      )}
      {draft.kind === "private" ? (
        <ListenerChoice
          listenerArn={draft.listenerArn}
          vpcLinkId={draft.vpcLinkId}
          onChange={change}
        />
      ) : (
        <FormField label={draft.kind === "http" ? "URL" : "Lambda function ARN"}>
          <Input
            value={draft.uri}
            ariaRequired
            placeholder={draft.kind === "http" ? "https://example.com/{proxy}" : ""}
            onChange={({ detail }) => change({ uri: detail.value })}
          />
        </FormField>
      )}
      <FormField label="Description" description="Optional">
        <Input
          value={draft.description}
          onChange={({ detail }) => change({ description: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}

function Advanced({ draft, change }: PartProps): ReactNode {
  return (
    <ExpandableSection variant="container" headerText="Advanced settings" headingTagOverride="h2">
      <SpaceBetween size="l">
        {draft.kind === "private" ? (
          <FormField
            label="Secure server name"
            description={
              "Optional. With it API Gateway speaks TLS to the listener, and verifies that the " +
              "certificate is for this name. An HTTPS or TLS listener needs it."
            }
          >
            <Input
              value={draft.serverName}
              placeholder="internal.example.com"
              onChange={({ detail }) => change({ serverName: detail.value })}
            />
          </FormField>
        ) : null}
        <FormField label="Integration timeout (ms)" constraintText="From 50 to 30000">
          <Input
            value={draft.timeoutMs}
            inputMode="numeric"
            onChange={({ detail }) => change({ timeoutMs: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </ExpandableSection>
  );
}

function Mappings({ draft, change }: PartProps): ReactNode {
  const count = draft.requestMappings.length + draft.responseMappings.length;
  return (
    <ExpandableSection
      variant="container"
      headerText="Parameter mapping"
      headerCounter={`(${count})`}
      headingTagOverride="h2"
      defaultExpanded={count > 0}
    >
      <SpaceBetween size="l">
        <FormField label="Incoming requests" stretch>
          <MappingEditor
            of="request"
            rows={draft.requestMappings}
            onChange={(requestMappings) => change({ requestMappings })}
          />
        </FormField>
        <FormField label="Outgoing responses" stretch>
          <MappingEditor
            of="response"
            rows={draft.responseMappings}
            onChange={(responseMappings) => change({ responseMappings })}
          />
        </FormField>
      </SpaceBetween>
    </ExpandableSection>
  );
}
