// The fields of a method request: authorization, validation, API key, parameters and body.
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useLoaded } from "../../commons/use-loaded.ts";
import { AuthorizationNotice } from "./authorization-notice.tsx";
import { authorizerTypeName } from "./authorizers.ts";
import {
  type MethodRequestDraft,
  type RequestParameter,
  USUAL_VALIDATORS,
} from "./method-request-draft.ts";
import { NameValueEditor } from "./name-value-editor.tsx";
import { listAuthorizers, listValidators } from "./rest-apis.ts";
import { TextList } from "./text-list.tsx";

export interface MethodRequestFieldsProps {
  readonly apiId: string;
  readonly draft: MethodRequestDraft;
  readonly onChange: (draft: MethodRequestDraft) => void;
}

export function MethodRequestFields(props: MethodRequestFieldsProps): ReactNode {
  const { apiId, draft, onChange } = props;
  const choices = useLoaded(() => loadChoices(apiId), [apiId]);
  const change = (part: Partial<MethodRequestDraft>) => onChange({ ...draft, ...part });
  const authorizations = choices.value?.authorizations ?? [];
  const validators = choices.value?.validators ?? [];
  const type = authorizations.find(({ value }) => value === draft.authorization)?.type;
  return (
    <SpaceBetween size="l">
      <FormField label="Authorization" errorText={choices.error}>
        <Select
          selectedOption={
            authorizations.find(({ value }) => value === draft.authorization) ?? {
              value: draft.authorization,
              label: draft.authorization,
            }
          }
          options={authorizations}
          statusType={choices.isLoading ? "loading" : "finished"}
          onChange={({ detail }) =>
            change({ authorization: detail.selectedOption.value ?? "NONE" })
          }
        />
      </FormField>
      <AuthorizationNotice type={type} />
      {type === "COGNITO_USER_POOLS" || draft.scopes.length > 0 ? (
        <TextList
          title="Authorization scopes"
          description="Of access tokens, for Cognito user pools; without any, identity tokens are asked for"
          label="Scope"
          addText="Add scope"
          texts={draft.scopes}
          onChange={(scopes) => change({ scopes })}
        />
      ) : null}
      <FormField label="Request validator">
        <Select
          selectedOption={
            validators.find(({ value }) => value === draft.validator) ?? {
              value: draft.validator,
              label: draft.validator === "" ? "None" : draft.validator,
            }
          }
          options={validators}
          statusType={choices.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => change({ validator: detail.selectedOption.value ?? "" })}
        />
      </FormField>
      <Checkbox
        checked={draft.isKeyRequired}
        onChange={({ detail }) => change({ isKeyRequired: detail.checked })}
      >
        API key required
      </Checkbox>
      <FormField label="Operation name" description="Optional; the name of the method in SDKs">
        <Input
          value={draft.operationName}
          onChange={({ detail }) => change({ operationName: detail.value })}
        />
      </FormField>
      {PLACES.map((place) => (
        <ParameterFields key={place.place} draft={draft} onChange={onChange} {...place} />
      ))}
      <NameValueEditor
        title="Request body"
        nameLabel="Content type"
        valueLabel="Model"
        addText="Add model"
        newEntry={{ name: "application/json", value: "" }}
        entries={draft.models}
        onChange={(models) => change({ models })}
      />
    </SpaceBetween>
  );
}

const PLACES: readonly {
  place: RequestParameter["place"];
  title: string;
  addText: string;
}[] = [
  { place: "path", title: "Request paths", addText: "Add path" },
  { place: "querystring", title: "URL query string parameters", addText: "Add query string" },
  { place: "header", title: "HTTP request headers", addText: "Add header" },
];

interface ParameterFieldsProps extends Pick<MethodRequestFieldsProps, "draft" | "onChange"> {
  readonly place: RequestParameter["place"];
  readonly title: string;
  readonly addText: string;
}

function ParameterFields(props: ParameterFieldsProps): ReactNode {
  const { draft, onChange, place } = props;
  const here = draft.parameters.filter((parameter) => parameter.place === place);
  const put = (next: readonly RequestParameter[]) =>
    onChange({
      ...draft,
      parameters: [...draft.parameters.filter((parameter) => parameter.place !== place), ...next],
    });
  const change = (at: number, part: Partial<RequestParameter>) =>
    put(here.map((parameter, index) => (index === at ? { ...parameter, ...part } : parameter)));
  return (
    <FormField label={props.title} stretch>
      <AttributeEditor<RequestParameter>
        items={here}
        empty="None"
        addButtonText={props.addText}
        removeButtonText="Remove"
        removeButtonAriaLabel={({ name }) => `Remove ${name}`}
        onAddButtonClick={() => put([...here, { place, name: "", isRequired: place === "path" }])}
        onRemoveButtonClick={({ detail }) =>
          put(here.filter((_parameter, at) => at !== detail.itemIndex))
        }
        definition={[
          {
            label: "Name",
            control: ({ name }, at) => (
              <Input
                value={name}
                ariaLabel={`${props.title} name ${at + 1}`}
                onChange={({ detail }) => change(at, { name: detail.value })}
              />
            ),
          },
          {
            label: "Required",
            control: ({ name, isRequired }, at) => (
              <Checkbox
                checked={isRequired}
                ariaLabel={`${name} is required`}
                onChange={({ detail }) => change(at, { isRequired: detail.checked })}
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}

async function loadChoices(apiId: string) {
  const [authorizers, validators] = await Promise.all([
    listAuthorizers(apiId),
    listValidators(apiId),
  ]);
  const names = new Set(validators.map(({ name }) => name));
  return {
    authorizations: [
      { value: "NONE", label: "NONE", type: "NONE" },
      { value: "AWS_IAM", label: "AWS IAM", type: "AWS_IAM" },
      ...authorizers.map((authorizer) => ({
        value: authorizer.id ?? "",
        label: authorizer.name ?? "",
        description: authorizerTypeName(authorizer),
        type: authorizer.type,
      })),
    ],
    validators: [
      { value: "", label: "None" },
      ...validators.map(({ id = "", name = "" }) => ({ value: id, label: name })),
      ...USUAL_VALIDATORS.filter(({ name }) => !names.has(name)).map(({ name }) => ({
        value: name,
        label: name,
      })),
    ],
  };
}
