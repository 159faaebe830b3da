// Deletes a client certificate, unless stages use it.
import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { type CertificateStage, deleteClientCertificate } from "./client-certificates.ts";

export interface DeleteClientCertificateProps {
  readonly certificateId: string;
  readonly uses: readonly CertificateStage[];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function DeleteClientCertificate(props: DeleteClientCertificateProps): ReactNode {
  const { certificateId, uses, onDone, onCancel } = props;
  return (
    <DeleteDialog
      itemName="client certificate"
      name={certificateId}
      onDelete={() => deleteClientCertificate(certificateId)}
      onDone={onDone}
      onCancel={onCancel}
    >
      {uses.length === 0 ? null : (
        <Alert type="warning">
          It is in use: the API refuses to delete it until these stages have another or none:{" "}
          {uses.map(({ apiName, stageName }) => `${stageName} of ${apiName}`).join(", ")}.
        </Alert>
      )}
    </DeleteDialog>
  );
}
