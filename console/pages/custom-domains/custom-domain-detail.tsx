// One custom domain name: what it was made with, and the APIs that its base paths lead to.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { DomainName } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { Status } from "../../commons/status.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import {
  certificateOf,
  deleteDomain,
  getDomain,
  securityPolicyText,
  targetName,
  typeText,
} from "./custom-domains.ts";
import { DomainMappings } from "./domain-mappings.tsx";
import { NotServedNotice } from "./not-served-notice.tsx";

export function CustomDomainDetail(): ReactNode {
  const { domainName = "" } = useParams();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const loaded = useLoaded(() => getDomain(domainName), [domainName]);
  const domain = loaded.value;
  return (
    <Page
      title={domainName}
      parents={[{ text: "Custom domain names", href: href("/custom-domains") }]}
      actions={
        <Button disabled={domain === undefined} onClick={() => setDeleting(true)}>
          Delete
        </Button>
      }
    >
      <SpaceBetween size="l">
        <NotServedNotice />
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {domain === undefined ? null : <Facts domain={domain} />}
        {domain === undefined ? null : <DomainMappings domainName={domainName} />}
      </SpaceBetween>
      {isDeleting ? (
        <DeleteDialog
          itemName="custom domain name"
          name={domainName}
          onDelete={() => deleteDomain(domainName)}
          onCancel={() => setDeleting(false)}
          onDone={() => void navigate("/custom-domains")}
        >
          Its mappings go with it.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}

function Facts({ domain }: { readonly domain: DomainName }): ReactNode {
  const arn = certificateOf(domain);
  return (
    <Container header={<Header variant="h2">Endpoint configuration</Header>}>
      <Details
        columns={2}
        items={[
          { label: "API Gateway domain name", value: <CopyText text={targetName(domain)} /> },
          { label: "API endpoint type", value: typeText(domain) },
          { label: "Status", value: <Status value={domain.domainNameStatus} /> },
          { label: "Minimum TLS version", value: securityPolicyText(domain.securityPolicy) },
          {
            label: "Hosted zone ID",
            value: domain.regionalHostedZoneId ?? domain.distributionHostedZoneId,
          },
          {
            label: "ACM certificate",
            value:
              arn === "" ? (
                ""
              ) : (
                <Link href={href(`/certificates/${encodeURIComponent(arn)}`)}>
                  {arn.split("/").at(-1)}
                </Link>
              ),
          },
          { label: "ARN", value: <CopyText text={domain.domainNameArn} /> },
        ]}
      />
    </Container>
  );
}
