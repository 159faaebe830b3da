// One client certificate: its text, which backends have to trust, and the stages that show it.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CodeText } from "../../commons/code-text.tsx";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useDialog } from "../../commons/use-dialog.ts";
import { type Loaded, useLoaded } from "../../commons/use-loaded.ts";
import {
  type CertificateStage,
  getClientCertificate,
  listUses,
  setDescription,
} from "./client-certificates.ts";
import { DeleteClientCertificate } from "./delete-client-certificate.tsx";

export function ClientCertificateDetail(): ReactNode {
  const { certificateId = "" } = useParams();
  const navigate = useNavigate();
  const loaded = useLoaded(() => getClientCertificate(certificateId), [certificateId]);
  const dialog = useDialog<"edit" | "delete">(loaded.value);
  const uses = useLoaded(
    async () => (await listUses()).filter((use) => use.certificateId === certificateId),
    [certificateId],
  );
  const certificate = loaded.value;
  return (
    <Page
      title={certificateId}
      parents={[{ text: "Client certificates", href: href("/client-certificates") }]}
      description={certificate?.description}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={certificate === undefined} onClick={() => dialog.show("delete")}>
            Delete
          </Button>
          <Button disabled={certificate === undefined} onClick={() => dialog.show("edit")}>
            Edit
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {certificate === undefined ? null : <Facts certificate={certificate} />}
        <Stages loaded={uses} />
      </SpaceBetween>
      {dialog.open === "edit" && certificate !== undefined ? (
        <EditDescription
          certificate={certificate}
          onCancel={dialog.close}
          onDone={() => {
            dialog.closeWhenLoaded();
            loaded.reload();
          }}
        />
      ) : null}
      {dialog.open === "delete" ? (
        <DeleteClientCertificate
          certificateId={certificateId}
          uses={uses.value ?? []}
          onCancel={dialog.close}
          onDone={() => void navigate("/client-certificates")}
        />
      ) : null}
    </Page>
  );
}

function Facts({ certificate }: { readonly certificate: ClientCertificate }): ReactNode {
  return (
    <Container header={<Header variant="h2">Client certificate details</Header>}>
      <SpaceBetween size="l">
        <Details
          items={[
            { label: "ID", value: <CopyText text={certificate.clientCertificateId} /> },
            { label: "Created", value: localTime(certificate.createdDate?.getTime()) },
            { label: "Expires", value: localTime(certificate.expirationDate?.getTime()) },
          ]}
        />
        <FormField label="Certificate" description="PEM-encoded; backends have to trust it" stretch>
          <CodeText
            text={certificate.pemEncodedCertificate ?? ""}
            copyLabel="Copy the certificate"
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}

function Stages({ loaded }: { readonly loaded: Loaded<readonly CertificateStage[]> }): ReactNode {
  return (
    <ResourceTable
      title="Used by stages"
      itemName="stage"
      loaded={loaded}
      columns={[
        {
          id: "api",
          header: "API",
          isRowHeader: true,
          sortingField: "apiName",
          cell: ({ apiId, apiName }) => <Link href={href(`/apis/rest/${apiId}`)}>{apiName}</Link>,
        },
        {
          id: "stage",
          header: "Stage",
          sortingField: "stageName",
          cell: ({ apiId, stageName }) => (
            <Link href={href(`/apis/rest/${apiId}/stages/${stageName}`)}>{stageName}</Link>
          ),
        },
      ]}
      textOf={({ apiName, apiId, stageName }) => `${apiName} ${apiId} ${stageName}`}
      idOf={({ apiId, stageName }) => `${apiId} ${stageName}`}
    />
  );
}

interface EditDescriptionProps {
  readonly certificate: ClientCertificate;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function EditDescription({ certificate, onDone, onCancel }: EditDescriptionProps): ReactNode {
  const [description, setText] = useState(certificate.description ?? "");
  return (
    <DialogForm
      title={`Edit client certificate ${certificate.clientCertificateId}`}
      submitText="Save changes"
      isComplete
      onSubmit={() => setDescription(certificate, description)}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="Description">
        <Input value={description} onChange={({ detail }) => setText(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
