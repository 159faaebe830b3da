// Imports a certificate with its private key, or another one in the place of one that was imported.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useQuery } from "../../commons/use-query.ts";
import { useShell } from "../../shell/shell-context.ts";
import { certificateAddress, type ImportDraft, importCertificate } from "./certificates.ts";

const FIELDS: readonly { readonly key: keyof ImportDraft; readonly label: string }[] = [
  { key: "certificate", label: "Certificate body" },
  { key: "privateKey", label: "Certificate private key" },
  { key: "chain", label: "Certificate chain – optional" },
];

export function ImportCertificate(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const replacedArn = useQuery().get("arn") ?? "";
  const [draft, setDraft] = useState<ImportDraft>({ certificate: "", privateKey: "", chain: "" });
  const save = () =>
    action.run(async () => {
      const arn = await importCertificate(draft, replacedArn);
      tell({ type: "success", header: "Imported the certificate" });
      await navigate(certificateAddress(arn));
    });
  return (
    <Page
      title={replacedArn === "" ? "Import certificate" : "Reimport certificate"}
      description={replacedArn}
      parents={[{ text: "Certificates", href: href("/certificates") }]}
    >
      <PageForm
        submitText="Import certificate"
        isComplete={draft.certificate !== "" && draft.privateKey !== ""}
        action={action}
        cancelTo="/certificates"
        onSubmit={() => void save()}
      >
        <Container header={<Header variant="h2">Certificate details</Header>}>
          <SpaceBetween size="m">
            {FIELDS.map(({ key, label }) => (
              <FormField key={key} label={label} description="PEM-encoded" stretch>
                <Textarea
                  value={draft[key]}
                  rows={8}
                  spellcheck={false}
                  autoComplete={false}
                  onChange={({ detail }) => setDraft({ ...draft, [key]: detail.value })}
                />
              </FormField>
            ))}
          </SpaceBetween>
        </Container>
      </PageForm>
    </Page>
  );
}
