// What holds for all APIs of the account: the role that logs are written with, and the account's throttle.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Account } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { Page } from "../../commons/page.tsx";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { EditLogRole } from "./edit-log-role.tsx";

async function getAccount(): Promise<Account> {
  return (await apiGateway()).getAccount({});
}

export function SettingsPage(): ReactNode {
  const loaded = useLoaded(getAccount);
  const dialog = useDialog<"edit">(loaded.value);
  const account = loaded.value;
  return (
    <Page title="Settings" description="What holds for all APIs of the account in this region">
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {account === undefined ? null : (
          <SpaceBetween size="l">
            <Container
              header={
                <Header
                  variant="h2"
                  description="REST APIs take logging settings of stages only while there is a role"
                  actions={<Button onClick={() => dialog.show("edit")}>Edit</Button>}
                >
                  Logging
                </Header>
              }
            >
              <Details
                columns={1}
                items={[
                  {
                    label: "CloudWatch log role ARN",
                    value: <CopyText text={account.cloudwatchRoleArn} />,
                  },
                ]}
              />
            </Container>
            <Throttle account={account} />
          </SpaceBetween>
        )}
      </SpaceBetween>
      {dialog.open === "edit" && account !== undefined ? (
        <EditLogRole
          account={account}
          onCancel={dialog.close}
          onDone={() => {
            dialog.closeWhenLoaded();
            loaded.reload();
          }}
        />
      ) : null}
    </Page>
  );
}

function Throttle({ account }: { readonly account: Account }): ReactNode {
  const { rateLimit, burstLimit } = account.throttleSettings ?? {};
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="As AWS tells it. Postern throttles stages, methods and API keys, never the account as a whole"
        >
          Account level throttling
        </Header>
      }
    >
      <Details
        columns={2}
        items={[
          { label: "Rate", value: `${rateLimit ?? "–"} requests a second` },
          { label: "Burst", value: `${burstLimit ?? "–"} requests` },
        ]}
      />
    </Container>
  );
}
