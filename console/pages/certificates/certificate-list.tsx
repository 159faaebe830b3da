// Certificates.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CertificateSummary } from "@aws-sdk/client-acm";
import { type ReactNode, useState } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import {
  AUTHORITY_PATH,
  certificateAddress,
  deleteCertificate,
  listCertificates,
  typeText,
} from "./certificates.ts";

function namesOf({ DomainName = "", SubjectAlternativeNameSummaries = [] }: CertificateSummary) {
  return [...new Set([DomainName, ...SubjectAlternativeNameSummaries])];
}

export function CertificateList(): ReactNode {
  const loaded = useLoaded(listCertificates);
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly CertificateSummary[]>([]);
  const [toDelete, setToDelete] = useState<CertificateSummary | null>(null);
  const { DomainName: name = "", CertificateArn: arn = "" } = toDelete ?? {};
  return (
    <Page
      title="Certificates"
      description="What listeners and custom domain names show to clients"
      actions={
        <Button href={AUTHORITY_PATH} download="postern-ca.pem" iconName="download">
          Download Postern's authority
        </Button>
      }
    >
      <ResourceTable
        title="Certificates"
        itemName="certificate"
        loaded={loaded}
        columns={[
          {
            id: "id",
            header: "Certificate ID",
            sortingField: "CertificateArn",
            isRowHeader: true,
            cell: ({ CertificateArn = "" }) => (
              <Link href={href(certificateAddress(CertificateArn))}>
                {CertificateArn.split("/").at(-1)}
              </Link>
            ),
          },
          {
            id: "names",
            header: "Domain names",
            sortingField: "DomainName",
            cell: (certificate) => namesOf(certificate).join(", "),
          },
          {
            id: "type",
            header: "Type",
            sortingField: "Type",
            cell: ({ Type }) => typeText(Type),
          },
          {
            id: "status",
            header: "Status",
            sortingField: "Status",
            cell: ({ Status: status }) => <Status value={status} />,
          },
          {
            id: "expires",
            header: "Expires",
            sortingField: "NotAfter",
            cell: ({ NotAfter }) => localTime(NotAfter?.getTime()),
          },
          {
            id: "use",
            header: "In use?",
            sortingField: "InUse",
            cell: ({ InUse }) => (InUse === true ? "Yes" : "No"),
          },
          { id: "key", header: "Key algorithm", cell: ({ KeyAlgorithm }) => KeyAlgorithm },
        ]}
        textOf={(one) =>
          `${one.CertificateArn} ${namesOf(one).join(" ")} ${one.Status} ${one.Type}`
        }
        idOf={({ CertificateArn = "" }) => CertificateArn}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button
            key="delete"
            disabled={selected.length === 0}
            onClick={() => setToDelete(selected[0] ?? null)}
          >
            Delete
          </Button>,
          <Button key="import" href={href("/certificates/import")}>
            Import
          </Button>,
          <Button key="request" variant="primary" href={href("/certificates/request")}>
            Request
          </Button>,
        ]}
      />
      {toDelete === null ? null : (
        <DeleteDialog
          itemName="certificate"
          name={name}
          onDelete={() => deleteCertificate(arn)}
          onCancel={() => setToDelete(null)}
          onDone={() => {
            tell({ type: "success", header: `Deleted the certificate for ${name}` });
            setToDelete(null);
            setSelected([]);
            loaded.reload();
          }}
        >
          <SpaceBetween size="xs">
            <span>{arn}</span>
            {toDelete.InUse === true ? (
              <Alert type="warning">
                It is in use: the API refuses to delete it until no listener has it.{" "}
                <Link href={href(certificateAddress(arn))}>Which listeners</Link>
              </Alert>
            ) : null}
          </SpaceBetween>
        </DeleteDialog>
      )}
    </Page>
  );
}
