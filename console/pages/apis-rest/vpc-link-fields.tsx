// Which VPC link an integration goes through, and with a link of version 2, towards which load balancer.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useLoaded } from "../../commons/use-loaded.ts";
import { balancerOptions, linkOptions, STAGE_VARIABLE_LINK } from "./integration-choices.ts";
import type { IntegrationFieldsProps } from "./integration-fields.tsx";

const STAGE_VARIABLE = "${stageVariables.vpcLinkId}";

export function VpcLinkFields({ draft, onChange }: IntegrationFieldsProps): ReactNode {
  const links = useLoaded(linkOptions);
  const balancers = useLoaded(balancerOptions);
  const { connectionId, integrationTarget } = draft;
  const isVariable = connectionId.includes("${");
  const link = links.value?.find(({ value }) => value === connectionId);
  const needsTarget = link?.version === 2 || isVariable || integrationTarget !== "";
  const choose = (value: string) => {
    const chosen = links.value?.find((option) => option.value === value);
    onChange({
      ...draft,
      connectionId: value === STAGE_VARIABLE_LINK ? STAGE_VARIABLE : value,
      // A link of version 1 has its load balancer.
      integrationTarget: chosen?.version === 1 ? "" : integrationTarget,
    });
  };
  return (
    <SpaceBetween size="l">
      <FormField label="VPC link" errorText={links.error}>
        <Select
          selectedOption={linkOption(connectionId, isVariable, link)}
          options={[
            ...(links.value ?? []),
            { value: STAGE_VARIABLE_LINK, label: STAGE_VARIABLE_LINK },
          ]}
          filteringType="auto"
          placeholder="Choose a VPC link"
          statusType={links.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => choose(detail.selectedOption.value ?? "")}
        />
      </FormField>
      {isVariable ? (
        <FormField label="VPC link ID of the stage variable">
          <Input
            value={connectionId}
            onChange={({ detail }) => onChange({ ...draft, connectionId: detail.value })}
          />
        </FormField>
      ) : null}
      {needsTarget ? (
        <FormField
          label="Integration target"
          description="The load balancer, for VPC links of version 2"
          errorText={balancers.error}
        >
          <Select
            selectedOption={targetOption(integrationTarget, balancers.value ?? [])}
            options={[{ value: "", label: "None" }, ...(balancers.value ?? [])]}
            filteringType="auto"
            placeholder="Choose a load balancer"
            statusType={balancers.isLoading ? "loading" : "finished"}
            onChange={({ detail }) =>
              onChange({ ...draft, integrationTarget: detail.selectedOption.value ?? "" })
            }
          />
        </FormField>
      ) : null}
    </SpaceBetween>
  );
}

function linkOption(
  connectionId: string,
  isVariable: boolean,
  link: SelectProps.Option | undefined,
): SelectProps.Option | null {
  if (isVariable) return { value: STAGE_VARIABLE_LINK, label: STAGE_VARIABLE_LINK };
  if (connectionId === "") return null;
  return link ?? { value: connectionId, label: connectionId };
}

function targetOption(
  arn: string,
  balancers: readonly SelectProps.Option[],
): SelectProps.Option | null {
  if (arn === "") return null;
  return balancers.find(({ value }) => value === arn) ?? { value: arn, label: arn };
}
