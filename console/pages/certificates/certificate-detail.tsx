// One certificate: its names, issuer and validity, the listeners that have it, and its text.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CertificateDetail as Certificate } from "@aws-sdk/client-acm";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { Status } from "../../commons/status.tsx";
import { localTime } from "../../commons/time-range.ts";
import { type Loaded, useLoaded } from "../../commons/use-loaded.ts";
import { CertificateUses } from "./certificate-uses.tsx";
import {
  AUTHORITY_PATH,
  certificateText,
  type CertificateText,
  deleteCertificate,
  describeCertificate,
  typeText,
  usesOf,
} from "./certificates.ts";

export function CertificateDetail(): ReactNode {
  const { arn = "" } = useParams();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const loaded = useLoaded(() => describeCertificate(arn), [arn]);
  const uses = useLoaded(() => usesOf(arn), [arn]);
  const text = useLoaded(() => certificateText(arn), [arn]);
  const certificate = loaded.value;
  const name = certificate?.DomainName ?? "";
  const isImported = certificate?.Type === "IMPORTED";
  return (
    <Page
      title={arn.split("/").at(-1) ?? arn}
      parents={[{ text: "Certificates", href: href("/certificates") }]}
      description={name}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {isImported ? (
            <Button href={href(`/certificates/import?arn=${encodeURIComponent(arn)}`)}>
              Reimport
            </Button>
          ) : null}
          <Button disabled={certificate === undefined} onClick={() => setDeleting(true)}>
            Delete
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {certificate === undefined ? null : <Facts certificate={certificate} />}
        <CertificateUses loaded={uses} />
        <Texts loaded={text} isLocal={!isImported} />
      </SpaceBetween>
      {isDeleting ? (
        <DeleteDialog
          itemName="certificate"
          name={name}
          onDelete={() => deleteCertificate(arn)}
          onCancel={() => setDeleting(false)}
          onDone={() => void navigate("/certificates")}
        >
          {(uses.value ?? []).length === 0 ? null : (
            <Alert type="warning">
              It is in use: the API refuses to delete it until the listeners under “Used by
              listeners” have another.
            </Alert>
          )}
        </DeleteDialog>
      ) : null}
    </Page>
  );
}

function Facts({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const time = (date: Date | undefined) => localTime(date?.getTime());
  return (
    <Container header={<Header variant="h2">Certificate status</Header>}>
      <Details
        items={[
          { label: "Status", value: <Status value={certificate.Status} /> },
          { label: "Type", value: typeText(certificate.Type) },
          { label: "Issuer", value: certificate.Issuer },
          {
            label: "Domain names",
            value: (certificate.SubjectAlternativeNames ?? []).join(", "),
          },
          { label: "Not before", value: time(certificate.NotBefore) },
          { label: "Not after", value: time(certificate.NotAfter) },
          {
            label: certificate.Type === "IMPORTED" ? "Imported at" : "Issued at",
            value: time(certificate.ImportedAt ?? certificate.IssuedAt),
          },
          { label: "Key algorithm", value: certificate.KeyAlgorithm },
          { label: "Signature algorithm", value: certificate.SignatureAlgorithm },
          { label: "Subject", value: certificate.Subject },
          { label: "Serial number", value: certificate.Serial },
          { label: "ARN", value: <CopyText text={certificate.CertificateArn} /> },
        ]}
      />
    </Container>
  );
}

interface TextsProps {
  readonly loaded: Loaded<CertificateText>;
  readonly isLocal: boolean;
}

function Texts({ loaded, isLocal }: TextsProps): ReactNode {
  const { certificate = "", chain = "" } = loaded.value ?? {};
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={isLocal ? "Signed by Postern's authority, which clients have to trust" : ""}
          actions={
            isLocal ? (
              <Button href={AUTHORITY_PATH} download="postern-ca.pem" iconName="download">
                Download Postern's authority
              </Button>
            ) : null
          }
        >
          Certificate text
        </Header>
      }
    >
      {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
      <Pem name="Certificate body" text={certificate} />
      <Pem name="Certificate chain" text={chain} />
    </Container>
  );
}

function Pem({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  if (text === "") return null;
  return (
    <ExpandableSection
      headerText={name}
      headerActions={
        <CopyToClipboard
          variant="icon"
          textToCopy={text}
          copyButtonAriaLabel={`Copy ${name.toLowerCase()}`}
          copySuccessText="Copied"
          copyErrorText="Cannot copy"
        />
      }
      variant="footer"
    >
      <Box variant="pre">{text}</Box>
    </ExpandableSection>
  );
}
