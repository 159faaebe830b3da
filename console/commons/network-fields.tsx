// The fields in which subnets and security groups are chosen.
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { Choice } from "./choice.ts";
import { networkChoices } from "./network-choices.ts";
import { useLoaded } from "./use-loaded.ts";

export interface NetworkFieldsProps {
  readonly subnets: readonly Choice[];
  readonly groups: readonly Choice[];
  readonly subnetsText: string;
  readonly groupsText: string;
  readonly onSubnets: (chosen: readonly Choice[]) => void;
  readonly onGroups: (chosen: readonly Choice[]) => void;
}

export function NetworkFields(props: NetworkFieldsProps): ReactNode {
  const network = useLoaded(networkChoices);
  const statusType = network.value === undefined && network.isLoading ? "loading" : "finished";
  const common = {
    filteringType: "auto",
    statusType,
    loadingText: "Loading",
    deselectAriaLabel: ({ label }: { readonly label?: string }) => `Remove ${label ?? ""}`,
  } as const;
  return (
    <SpaceBetween size="l">
      <FormField label="Subnets" description={props.subnetsText} errorText={network.error}>
        <Multiselect
          {...common}
          selectedOptions={props.subnets}
          options={network.value?.subnets ?? []}
          placeholder="Choose subnets"
          filteringAriaLabel="Find subnets"
          empty="There are no subnets"
          onChange={({ detail }) => props.onSubnets(detail.selectedOptions as Choice[])}
        />
      </FormField>
      <FormField
        label="Security groups – optional"
        description={props.groupsText}
        errorText={network.error}
      >
        <Multiselect
          {...common}
          selectedOptions={props.groups}
          options={network.value?.groups ?? []}
          placeholder="Choose security groups"
          filteringAriaLabel="Find security groups"
          empty="There are no security groups"
          onChange={({ detail }) => props.onGroups(detail.selectedOptions as Choice[])}
        />
      </FormField>
    </SpaceBetween>
  );
}
