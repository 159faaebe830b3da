// The fields of an authorizer: a Lambda function or user pools, and what of a request they are asked about.
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";
import { AuthorizationNotice } from "./authorization-notice.tsx";
import type { AuthorizerDraft, IdentitySource } from "./authorizer-draft.ts";
import { TextList } from "./text-list.tsx";

export interface AuthorizerFieldsProps {
  readonly draft: AuthorizerDraft;
  readonly onChange: (draft: AuthorizerDraft) => void;
  /** Methods know whether theirs is of Lambda or of Cognito: that stays. */
  readonly isNew: boolean;
}

const SOURCE_PLACES: readonly { value: IdentitySource["place"]; label: string }[] = [
  { value: "header", label: "Header" },
  { value: "querystring", label: "Query string" },
  { value: "stageVariables", label: "Stage variable" },
  { value: "context", label: "Context" },
];

export function AuthorizerFields({ draft, onChange, isNew }: AuthorizerFieldsProps): ReactNode {
  const change = (part: Partial<AuthorizerDraft>) => onChange({ ...draft, ...part });
  const isLambda = draft.kind === "LAMBDA";
  return (
    <SpaceBetween size="l">
      <FormField label="Authorizer name">
        <Input
          value={draft.name}
          ariaRequired
          onChange={({ detail }) => change({ name: detail.value })}
        />
      </FormField>
      <FormField label="Authorizer type">
        <RadioGroup
          value={draft.kind}
          ariaLabel="Authorizer type"
          items={[
            { value: "LAMBDA", label: "Lambda", disabled: !isNew && !isLambda },
            { value: "COGNITO", label: "Cognito", disabled: !isNew && isLambda },
          ]}
          onChange={({ detail }) => change({ kind: detail.value as AuthorizerDraft["kind"] })}
        />
      </FormField>
      {isLambda ? (
        <LambdaFields draft={draft} change={change} />
      ) : (
        <SpaceBetween size="l">
          <TextList
            title="Cognito user pools"
            description="The ARNs of the pools whose tokens are accepted"
            label="User pool ARN"
            addText="Add user pool"
            placeholder="arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEfGhI"
            texts={draft.userPools}
            onChange={(userPools) => change({ userPools })}
          />
          <TokenFields draft={draft} change={change} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

interface PartProps {
  readonly draft: AuthorizerDraft;
  readonly change: (part: Partial<AuthorizerDraft>) => void;
}

function LambdaFields({ draft, change }: PartProps): ReactNode {
  return (
    <SpaceBetween size="l">
      <AuthorizationNotice type={draft.payload} />
      <FormField label="Lambda function" description="Its ARN" stretch>
        <Input
          value={draft.functionArn}
          placeholder="arn:aws:lambda:us-east-1:123456789012:function:my-authorizer"
          onChange={({ detail }) => change({ functionArn: detail.value })}
        />
      </FormField>
      <FormField
        label="Lambda invoke role"
        description="Optional: the ARN of an IAM role by which API Gateway calls the function"
        stretch
      >
        <Input value={draft.role} onChange={({ detail }) => change({ role: detail.value })} />
      </FormField>
      <FormField label="Lambda event payload">
        <RadioGroup
          value={draft.payload}
          ariaLabel="Lambda event payload"
          items={[
            { value: "TOKEN", label: "Token", description: "One header" },
            { value: "REQUEST", label: "Request", description: "Parameters of the request" },
          ]}
          onChange={({ detail }) => change({ payload: detail.value as AuthorizerDraft["payload"] })}
        />
      </FormField>
      {draft.payload === "TOKEN" ? (
        <TokenFields draft={draft} change={change} />
      ) : (
        <SourceFields draft={draft} change={change} />
      )}
      <Toggle
        checked={draft.isCaching}
        description="What the function said of an identity holds for a while"
        onChange={({ detail }) => change({ isCaching: detail.checked })}
      >
        Authorization caching
      </Toggle>
      {draft.isCaching ? (
        <FormField label="Time-to-live (TTL)" description="In seconds, up to 3600">
          <Input
            value={draft.ttlS}
            inputMode="numeric"
            onChange={({ detail }) => change({ ttlS: detail.value })}
          />
        </FormField>
      ) : null}
    </SpaceBetween>
  );
}

function TokenFields({ draft, change }: PartProps): ReactNode {
  return (
    <SpaceBetween size="l">
      <FormField label="Token source" description="The header that has the token">
        <Input
          value={draft.tokenSource}
          onChange={({ detail }) => change({ tokenSource: detail.value })}
        />
      </FormField>
      <FormField
        label="Token validation"
        description={
          draft.kind === "COGNITO"
            ? "Optional: a regular expression for the audience of identity tokens"
            : "Optional: a regular expression that the token has to match"
        }
      >
        <Input
          value={draft.tokenValidation}
          onChange={({ detail }) => change({ tokenValidation: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}

function SourceFields({ draft: { sources }, change }: PartProps): ReactNode {
  const put = (at: number, part: Partial<IdentitySource>) =>
    change({
      sources: sources.map((source, index) => (index === at ? { ...source, ...part } : source)),
    });
  return (
    <FormField
      label="Identity sources"
      description="Where caching is on, a request without one of them gets 401, and the cache goes by them"
      stretch
    >
      <AttributeEditor<IdentitySource>
        items={sources}
        empty="None"
        addButtonText="Add parameter"
        removeButtonText="Remove"
        removeButtonAriaLabel={({ name }) => `Remove ${name}`}
        onAddButtonClick={() => change({ sources: [...sources, { place: "header", name: "" }] })}
        onRemoveButtonClick={({ detail }) =>
          change({ sources: sources.filter((_source, at) => at !== detail.itemIndex) })
        }
        definition={[
          {
            label: "Identity source type",
            control: ({ place }, at) => (
              <Select
                ariaLabel={`Identity source type ${at + 1}`}
                selectedOption={SOURCE_PLACES.find(({ value }) => value === place) ?? null}
                options={SOURCE_PLACES}
                onChange={({ detail }) =>
                  put(at, { place: detail.selectedOption.value as IdentitySource["place"] })
                }
              />
            ),
          },
          {
            label: "Key",
            control: ({ name }, at) => (
              <Input
                value={name}
                ariaLabel={`Key ${at + 1}`}
                onChange={({ detail }) => put(at, { name: detail.value })}
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
