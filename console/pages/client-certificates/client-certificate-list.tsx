// Client certificates: generated, found and deleted.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { type CertificateStage, listClientCertificates, listUses } from "./client-certificates.ts";
import { DeleteClientCertificate } from "./delete-client-certificate.tsx";
import { GenerateCertificate } from "./generate-certificate.tsx";

interface Row {
  readonly certificate: ClientCertificate;
  readonly id: string;
  readonly uses: readonly CertificateStage[];
}

async function loadRows(): Promise<Row[]> {
  const [certificates, uses] = await Promise.all([listClientCertificates(), listUses()]);
  return certificates.map((certificate) => {
    const id = certificate.clientCertificateId ?? "";
    return { certificate, id, uses: uses.filter(({ certificateId }) => certificateId === id) };
  });
}

export function ClientCertificateList(): ReactNode {
  const loaded = useLoaded(loadRows);
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly Row[]>([]);
  const dialog = useDialog<"generate" | "delete">(loaded.value);
  // The selection is of rows as they were loaded before.
  const row = loaded.value?.find(({ id }) => id === selected[0]?.id);
  const changed = (header: string) => {
    tell({ type: "success", header });
    dialog.closeWhenLoaded();
    loaded.reload();
  };
  return (
    <Page
      title="Client certificates"
      description="By which a backend can tell that a request comes from API Gateway"
    >
      <ResourceTable
        title="Client certificates"
        itemName="client certificate"
        loaded={loaded}
        columns={[
          {
            id: "id",
            header: "ID",
            isRowHeader: true,
            sortingField: "id",
            cell: ({ id }) => <Link href={href(`/client-certificates/${id}`)}>{id}</Link>,
          },
          {
            id: "description",
            header: "Description",
            cell: ({ certificate }) => certificate.description ?? "–",
          },
          {
            id: "created",
            header: "Created",
            cell: ({ certificate }) => localTime(certificate.createdDate?.getTime()),
          },
          {
            id: "expires",
            header: "Expires",
            cell: ({ certificate }) => localTime(certificate.expirationDate?.getTime()),
          },
          { id: "uses", header: "Used by stages", cell: ({ uses }) => usesText(uses) },
        ]}
        textOf={({ id, certificate, uses }) =>
          `${id} ${certificate.description ?? ""} ${usesText(uses)}`
        }
        idOf={({ id }) => id}
        selection="single"
        selected={row === undefined ? [] : [row]}
        onSelect={setSelected}
        actions={[
          <Button key="delete" disabled={row === undefined} onClick={() => dialog.show("delete")}>
            Delete
          </Button>,
          <Button key="generate" variant="primary" onClick={() => dialog.show("generate")}>
            Generate certificate
          </Button>,
        ]}
      />
      {dialog.open === "generate" ? (
        <GenerateCertificate
          onCancel={dialog.close}
          onDone={(id) => changed(`Client certificate ${id} is generated`)}
        />
      ) : null}
      {dialog.open === "delete" && row !== undefined ? (
        <DeleteClientCertificate
          certificateId={row.id}
          uses={row.uses}
          onCancel={dialog.close}
          onDone={() => changed(`Client certificate ${row.id} is deleted`)}
        />
      ) : null}
    </Page>
  );
}

/** "pet shop: prod, test" */
function usesText(uses: readonly CertificateStage[]): string {
  if (uses.length === 0) return "–";
  return uses.map(({ apiName, stageName }) => `${apiName}: ${stageName}`).join(", ");
}
