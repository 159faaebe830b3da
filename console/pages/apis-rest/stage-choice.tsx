// Which stage of the API a form is about.
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import type { ReactNode } from "react";
import { useLoaded } from "../../commons/use-loaded.ts";
import { listStages } from "./stages.ts";

export interface StageChoiceProps {
  readonly apiId: string;
  /** "" while none is chosen. */
  readonly stageName: string;
  readonly onChange: (stageName: string) => void;
  readonly description?: string;
  /** What leaves it open, where that can be left open. */
  readonly noneText?: string;
}

export function StageChoice(props: StageChoiceProps): ReactNode {
  const { apiId, stageName, noneText } = props;
  const stages = useLoaded(() => listStages(apiId), [apiId]);
  const options = [
    ...(noneText === undefined ? [] : [{ value: "", label: noneText }]),
    ...(stages.value ?? []).map((stage) => ({
      value: stage.stageName ?? "",
      label: stage.stageName ?? "",
    })),
  ];
  return (
    <FormField label="Stage" description={props.description} errorText={stages.error}>
      <Select
        selectedOption={options.find(({ value }) => value === stageName) ?? null}
        options={options}
        placeholder="Choose a stage"
        empty="The API has no stage"
        statusType={stages.isLoading ? "loading" : "finished"}
        onChange={({ detail }) => props.onChange(detail.selectedOption.value ?? "")}
      />
    </FormField>
  );
}
