// The form of a stage, new or there: its deployment, variables, throttling and access log.
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { Deployment } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { AccessLogFields } from "./http-access-log-fields.tsx";
import type { StageDraft, Variable } from "./http-stage-draft.ts";

export interface StageFormProps {
  readonly start: StageDraft;
  readonly isNew: boolean;
  readonly deployments: readonly Deployment[];
  /** Where Cancel leads. */
  readonly cancelTo: string;
  /** Does it and says where to go on. */
  readonly onSubmit: (draft: StageDraft) => Promise<string>;
}

interface PartProps {
  readonly draft: StageDraft;
  readonly change: (part: Partial<StageDraft>) => void;
}

export function StageForm(props: StageFormProps): ReactNode {
  const { isNew } = props;
  const navigate = useNavigate();
  const action = useAction();
  const [draft, setDraft] = useState(props.start);
  const change = (part: Partial<StageDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = () => action.run(async () => navigate(await props.onSubmit(draft)));
  return (
    <PageForm
      submitText={isNew ? "Create" : "Save"}
      isComplete={draft.name !== ""}
      action={action}
      cancelTo={props.cancelTo}
      onSubmit={() => void submit()}
    >
      <Identity draft={draft} change={change} isNew={isNew} deployments={props.deployments} />
      <Variables draft={draft} change={change} />
      <Throttling draft={draft} change={change} />
      <AccessLogFields draft={draft} change={change} />
    </PageForm>
  );
}

function Identity({
  draft,
  change,
  isNew,
  deployments,
}: PartProps & {
  readonly isNew: boolean;
  readonly deployments: readonly Deployment[];
}): ReactNode {
  const choices = deployments.map(({ DeploymentId = "", CreatedDate, Description = "" }) => ({
    value: DeploymentId,
    label: DeploymentId,
    description: `${CreatedDate?.toLocaleString() ?? ""} ${Description}`,
  }));
  return (
    <Container header={<Header variant="h2">Stage details</Header>}>
      <SpaceBetween size="l">
        <FormField label="Stage name" description="The stage $default is served at the API's root.">
          <Input
            value={draft.name}
            disabled={!isNew}
            ariaRequired
            onChange={({ detail }) => change({ name: detail.value })}
          />
        </FormField>
        <FormField label="Description" description="Optional">
          <Input
            value={draft.description}
            onChange={({ detail }) => change({ description: detail.value })}
          />
        </FormField>
        <Toggle
          checked={draft.isAutomatic}
          description="Each change of the API goes to the stage at once."
          onChange={({ detail }) => change({ isAutomatic: detail.checked })}
        >
          Automatic deployment
        </Toggle>
        {draft.isAutomatic ? null : (
          <FormField
            label="Deployment"
            description="What the stage serves; an older one takes the stage back."
          >
            <Select
              selectedOption={choices.find(({ value }) => value === draft.deploymentId) ?? null}
              options={choices}
              placeholder="None"
              empty="There is no deployment yet"
              onChange={({ detail }) => change({ deploymentId: detail.selectedOption.value ?? "" })}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
}

function Variables({ draft, change }: PartProps): ReactNode {
  const set = (at: number, part: Partial<Variable>) =>
    change({
      variables: draft.variables.map((variable, index) =>
        index === at ? { ...variable, ...part } : variable,
      ),
    });
  return (
    <Container header={<Header variant="h2">Stage variables</Header>}>
      <AttributeEditor<Variable>
        items={draft.variables}
        addButtonText="Add stage variable"
        removeButtonText="Remove"
        removeButtonAriaLabel={({ key }) => `Remove stage variable ${key}`}
        empty="The stage has no variables."
        onAddButtonClick={() => change({ variables: [...draft.variables, { key: "", value: "" }] })}
        onRemoveButtonClick={({ detail }) =>
          change({ variables: draft.variables.filter((_item, at) => at !== detail.itemIndex) })
        }
        definition={[
          {
            label: "Name",
            control: ({ key }, at) => (
              <Input value={key} onChange={({ detail }) => set(at, { key: detail.value })} />
            ),
          },
          {
            label: "Value",
            control: ({ value }, at) => (
              <Input value={value} onChange={({ detail }) => set(at, { value: detail.value })} />
            ),
          },
        ]}
      />
    </Container>
  );
}

function Throttling({ draft, change }: PartProps): ReactNode {
  return (
    <Container
      header={
        <Header variant="h2" description="For all routes that have no limits of their own">
          Default route throttling
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FormField label="Burst limit" description="Optional; requests at once">
          <Input
            value={draft.burst}
            inputMode="numeric"
            onChange={({ detail }) => change({ burst: detail.value })}
          />
        </FormField>
        <FormField label="Rate limit" description="Optional; requests per second">
          <Input
            value={draft.rate}
            inputMode="decimal"
            onChange={({ detail }) => change({ rate: detail.value })}
          />
        </FormField>
        <Toggle
          checked={draft.hasDetailedMetrics}
          onChange={({ detail }) => change({ hasDetailedMetrics: detail.checked })}
        >
          Detailed route metrics
        </Toggle>
      </SpaceBetween>
    </Container>
  );
}
