// The access log of a stage: where it goes, and what each line says, by AWS's formats or one's own.
import Autosuggest from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";
import { cloudWatchLogs } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { currentPlace } from "../../commons/place.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { ACCESS_LOG_FORMATS } from "./http-access-log-formats.ts";
import type { StageDraft } from "./http-stage-draft.ts";

export interface AccessLogFieldsProps {
  readonly draft: StageDraft;
  readonly change: (part: Partial<StageDraft>) => void;
}

export function AccessLogFields({ draft, change }: AccessLogFieldsProps): ReactNode {
  return (
    <Container header={<Header variant="h2">Access logging</Header>}>
      <SpaceBetween size="l">
        <Toggle
          checked={draft.hasAccessLog}
          onChange={({ detail }) => change({ hasAccessLog: detail.checked })}
        >
          Access logging
        </Toggle>
        {draft.hasAccessLog ? <Fields draft={draft} change={change} /> : null}
      </SpaceBetween>
    </Container>
  );
}

function Fields({ draft, change }: AccessLogFieldsProps): ReactNode {
  const groups = useLoaded(logGroupArns);
  return (
    <>
      <FormField
        label="Log destination ARN"
        description="Of a CloudWatch log group"
        constraintText={groups.value?.example}
      >
        <Autosuggest
          value={draft.logDestination}
          options={(groups.value?.arns ?? []).map((value) => ({ value }))}
          enteredTextLabel={(value) => `Use ${value}`}
          empty="There is no log group"
          clearAriaLabel="Clear"
          statusType={groups.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => change({ logDestination: detail.value })}
        />
      </FormField>
      <FormField
        label="Log format"
        description="One line; it has to have $context.requestId or $context.extendedRequestId."
        stretch
      >
        <Textarea
          value={draft.logFormat}
          rows={4}
          spellcheck={false}
          onChange={({ detail }) => change({ logFormat: detail.value })}
        />
      </FormField>
      <SpaceBetween direction="horizontal" size="xs">
        {ACCESS_LOG_FORMATS.map(({ id, text, format }) => (
          <Button
            key={id}
            formAction="none"
            ariaLabel={`Use the ${text} format`}
            onClick={() => change({ logFormat: format })}
          >
            {text}
          </Button>
        ))}
      </SpaceBetween>
    </>
  );
}

/** ARNs to choose from, and how one looks. */
async function logGroupArns(): Promise<{ arns: string[]; example: string }> {
  const [client, { region, account }] = await Promise.all([cloudWatchLogs(), currentPlace()]);
  const groups = await everyPage(async (nextToken) => {
    const answer = await client.describeLogGroups({ nextToken });
    return { items: answer.logGroups, next: answer.nextToken };
  });
  return {
    arns: groups.map(({ arn = "" }) => arn.replace(/:\*$/, "")),
    example: `As arn:aws:logs:${region}:${account}:log-group:NAME`,
  };
}
