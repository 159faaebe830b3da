// Generates a client certificate, valid for a year; its key never leaves Postern.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { type ReactNode, useRef, useState } from "react";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { generateClientCertificate } from "./client-certificates.ts";

export interface GenerateCertificateProps {
  readonly onDone: (id: string) => void;
  readonly onCancel: () => void;
}

export function GenerateCertificate({ onDone, onCancel }: GenerateCertificateProps): ReactNode {
  const [description, setDescription] = useState("");
  const id = useRef("");
  return (
    <DialogForm
      title="Generate client certificate"
      submitText="Generate"
      isComplete
      onSubmit={async () => {
        id.current = (await generateClientCertificate(description)).clientCertificateId ?? "";
      }}
      onDone={() => onDone(id.current)}
      onCancel={onCancel}
    >
      <FormField label="Description - optional">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
