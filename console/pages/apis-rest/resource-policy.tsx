// Resource policy: who may call the API, from where.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { CodeText } from "../../commons/code-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { useShell } from "../../shell/shell-context.ts";
import { prettyJson } from "./json-value.ts";
import { policyOf, savePolicy } from "./resource-policies.ts";
import { useRestApi } from "./rest-api-context.ts";

export function ResourcePolicy(): ReactNode {
  const { api, apiId, reload } = useRestApi();
  const { tell } = useShell();
  const [isDeleting, setDeleting] = useState(false);
  const policy = policyOf(api);
  const hasPolicy = policy !== "";
  const name = api.name ?? apiId;
  return (
    <SpaceBetween size="l">
      <PolicyNotice />
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button disabled={!hasPolicy} onClick={() => setDeleting(true)}>
                  Delete policy
                </Button>
                <Button href={href(`/apis/rest/${apiId}/resource-policy/edit`)}>
                  {hasPolicy ? "Edit policy" : "Create policy"}
                </Button>
              </SpaceBetween>
            }
          >
            Resource policy
          </Header>
        }
      >
        {hasPolicy ? (
          <CodeText text={prettyJson(policy)} copyLabel="Copy the policy" />
        ) : (
          <Box color="text-status-inactive">No resource policy</Box>
        )}
      </Container>
      {isDeleting ? (
        <DeleteDialog
          itemName="resource policy of"
          name={name}
          onDelete={() => savePolicy(apiId, "")}
          onCancel={() => setDeleting(false)}
          onDone={() => {
            setDeleting(false);
            tell({ type: "success", header: `The resource policy of ${name} was deleted` });
            reload();
          }}
        >
          Stages keep what they have deployed until the API is deployed again.
        </DeleteDialog>
      ) : null}
    </SpaceBetween>
  );
}

/** What comes of a policy here. */
export function PolicyNotice(): ReactNode {
  return (
    <Alert type="warning">
      Postern keeps, deploys and exports resource policies, but does not enforce them: requests are
      let through whatever the policy says.
    </Alert>
  );
}
