// One API key: its value, whether it is taken, and the usage plans that take it.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ApiKey } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { SecretText } from "../../commons/secret-text.tsx";
import { Status } from "../../commons/status.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useAction } from "../../commons/use-action.ts";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { deleteApiKey, getApiKey, keyName, setEnabled, statusText } from "./api-keys.ts";
import { EditApiKey } from "./edit-api-key.tsx";
import { KeyPlans } from "./key-plans.tsx";

export function ApiKeyDetail(): ReactNode {
  const { keyId = "" } = useParams();
  const navigate = useNavigate();
  const loaded = useLoaded(() => getApiKey(keyId), [keyId]);
  const dialog = useDialog<"edit" | "delete">(loaded.value);
  const action = useAction();
  const key = loaded.value;
  const isEnabled = key?.enabled === true;
  const enable = async () => {
    if (key === undefined || !(await action.run(() => setEnabled(key, !isEnabled)))) return;
    loaded.reload();
  };
  return (
    <Page
      title={key === undefined ? keyId : keyName(key)}
      parents={[{ text: "API keys", href: href("/api-keys") }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={key === undefined} onClick={() => dialog.show("delete")}>
            Delete
          </Button>
          <Button
            disabled={key === undefined}
            loading={action.isRunning}
            onClick={() => void enable()}
          >
            {isEnabled ? "Disable" : "Enable"}
          </Button>
          <Button disabled={key === undefined} onClick={() => dialog.show("edit")}>
            Edit
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {action.error === "" ? null : <Alert type="error">{action.error}</Alert>}
        {key === undefined ? null : <Facts apiKey={key} />}
        <KeyPlans keyId={keyId} />
      </SpaceBetween>
      {dialog.open === "edit" && key !== undefined ? (
        <EditApiKey
          apiKey={key}
          onCancel={dialog.close}
          onDone={() => {
            dialog.closeWhenLoaded();
            loaded.reload();
          }}
        />
      ) : null}
      {dialog.open === "delete" && key !== undefined ? (
        <DeleteDialog
          itemName="API key"
          name={keyName(key)}
          onDelete={() => deleteApiKey(key)}
          onCancel={dialog.close}
          onDone={() => void navigate("/api-keys")}
        >
          Clients that have it are refused from now on, and usage plans lose it.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}

function Facts({ apiKey }: { readonly apiKey: ApiKey }): ReactNode {
  return (
    <Container header={<Header variant="h2">API key details</Header>}>
      <Details
        items={[
          { label: "ID", value: <CopyText text={apiKey.id} /> },
          {
            label: "API key",
            value: <SecretText text={apiKey.value} label={`the value of ${keyName(apiKey)}`} />,
          },
          { label: "Status", value: <Status value={statusText(apiKey)} /> },
          { label: "Description", value: apiKey.description },
          { label: "Created", value: localTime(apiKey.createdDate?.getTime()) },
          { label: "Last updated", value: localTime(apiKey.lastUpdatedDate?.getTime()) },
        ]}
      />
    </Container>
  );
}
