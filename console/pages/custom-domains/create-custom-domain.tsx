// Adds a custom domain name; its mappings are made on its own page.
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { listCertificates } from "../certificates/certificates.ts";
import { createDomain, domainAddress, type DomainDraft } from "./custom-domains.ts";
import { NotServedNotice } from "./not-served-notice.tsx";

const NEW_DOMAIN: DomainDraft = {
  name: "",
  endpointType: "REGIONAL",
  securityPolicy: "TLS_1_2",
  certificateArn: "",
};

export function CreateCustomDomain(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [draft, setDraft] = useState(NEW_DOMAIN);
  const create = () =>
    action.run(async () => {
      await createDomain(draft);
      tell({ type: "success", header: `Domain name ${draft.name} is added` });
      await navigate(domainAddress(draft.name));
    });
  return (
    <Page
      title="Add domain name"
      parents={[{ text: "Custom domain names", href: href("/custom-domains") }]}
    >
      <PageForm
        submitText="Add domain name"
        isComplete={draft.name !== ""}
        action={action}
        cancelTo="/custom-domains"
        onSubmit={() => void create()}
      >
        <NotServedNotice />
        <Container header={<Header variant="h2">Domain details</Header>}>
          <DomainFields draft={draft} onChange={setDraft} />
        </Container>
      </PageForm>
    </Page>
  );
}

interface DomainFieldsProps {
  readonly draft: DomainDraft;
  readonly onChange: (draft: DomainDraft) => void;
}

function DomainFields({ draft, onChange }: DomainFieldsProps): ReactNode {
  const certificates = useLoaded(listCertificates);
  const options = (certificates.value ?? []).map(({ CertificateArn = "", DomainName = "" }) => ({
    value: CertificateArn,
    label: DomainName,
    description: CertificateArn,
  }));
  return (
    <SpaceBetween size="l">
      <FormField label="Domain name">
        <Input
          value={draft.name}
          ariaRequired
          placeholder="api.example.com or *.example.com"
          spellcheck={false}
          onChange={({ detail }) => onChange({ ...draft, name: detail.value.trim() })}
        />
      </FormField>
      <FormField label="API endpoint type">
        <RadioGroup
          value={draft.endpointType}
          ariaLabel="API endpoint type"
          items={[
            { value: "REGIONAL", label: "Regional" },
            { value: "EDGE", label: "Edge-optimized" },
          ]}
          onChange={({ detail }) =>
            onChange({ ...draft, endpointType: detail.value === "EDGE" ? "EDGE" : "REGIONAL" })
          }
        />
      </FormField>
      <FormField label="Minimum TLS version">
        <RadioGroup
          value={draft.securityPolicy}
          ariaLabel="Minimum TLS version"
          items={[
            { value: "TLS_1_2", label: "TLS 1.2" },
            { value: "TLS_1_0", label: "TLS 1.0" },
          ]}
          onChange={({ detail }) =>
            onChange({
              ...draft,
              securityPolicy: detail.value === "TLS_1_0" ? "TLS_1_0" : "TLS_1_2",
            })
          }
        />
      </FormField>
      {certificates.error === "" ? null : <Alert type="error">{certificates.error}</Alert>}
      <FormField label="ACM certificate">
        <Select
          selectedOption={options.find(({ value }) => value === draft.certificateArn) ?? null}
          options={options}
          filteringType="auto"
          placeholder="Choose a certificate"
          empty="There is no certificate"
          statusType={certificates.isLoading ? "loading" : "finished"}
          onChange={({ detail }) =>
            onChange({ ...draft, certificateArn: detail.selectedOption.value ?? "" })
          }
        />
      </FormField>
    </SpaceBetween>
  );
}
