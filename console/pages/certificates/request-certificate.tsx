// Requests a certificate. Postern's local authority issues it at once: there is nothing to validate.
import Alert from "@cloudscape-design/components/alert";
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";
import { certificateAddress, requestCertificate } from "./certificates.ts";

const KEY_ALGORITHMS = [
  { value: "RSA_2048", label: "RSA 2048" },
  { value: "EC_prime256v1", label: "ECDSA P 256" },
  { value: "EC_secp384r1", label: "ECDSA P 384" },
];

export function RequestCertificate(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [names, setNames] = useState<readonly string[]>([""]);
  const [algorithm, setAlgorithm] = useState("RSA_2048");
  const given = names.map((name) => name.trim()).filter((name) => name !== "");
  const request = () =>
    action.run(async () => {
      const arn = await requestCertificate(given, algorithm);
      tell({ type: "success", header: `Issued a certificate for ${given.join(", ")}` });
      await navigate(certificateAddress(arn));
    });
  return (
    <Page
      title="Request certificate"
      parents={[{ text: "Certificates", href: href("/certificates") }]}
    >
      <PageForm
        submitText="Request"
        isComplete={given.length > 0}
        action={action}
        cancelTo="/certificates"
        onSubmit={() => void request()}
      >
        <Container header={<Header variant="h2">Domain names</Header>}>
          <SpaceBetween size="m">
            <Alert type="info">
              Postern's local authority issues the certificate at once: the names need not exist in
              DNS, and nobody is asked.
            </Alert>
            <NameFields names={names} onChange={setNames} />
            <FormField label="Key algorithm">
              <Select
                selectedOption={KEY_ALGORITHMS.find(({ value }) => value === algorithm) ?? null}
                options={KEY_ALGORITHMS}
                onChange={({ detail }) => setAlgorithm(detail.selectedOption.value ?? algorithm)}
              />
            </FormField>
          </SpaceBetween>
        </Container>
      </PageForm>
    </Page>
  );
}

interface NameFieldsProps {
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

function NameFields({ names, onChange }: NameFieldsProps): ReactNode {
  return (
    <AttributeEditor
      items={names}
      isItemRemovable={() => names.length > 1}
      addButtonText="Add another name to this certificate"
      removeButtonText="Remove"
      removeButtonAriaLabel={(name) => `Remove ${name === "" ? "the empty name" : name}`}
      definition={[
        {
          label: "Fully qualified domain name",
          control: (name: string, at: number) => (
            <Input
              value={name}
              ariaLabel={at === 0 ? "Domain name" : `Domain name ${at + 1}`}
              placeholder="www.example.com or *.example.com"
              spellcheck={false}
              onChange={({ detail }) => onChange(names.with(at, detail.value))}
            />
          ),
        },
      ]}
      onAddButtonClick={() => onChange([...names, ""])}
      onRemoveButtonClick={({ detail }) =>
        onChange(names.filter((_name, at) => at !== detail.itemIndex))
      }
    />
  );
}
