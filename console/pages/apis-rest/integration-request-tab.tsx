// Integration request: where a method's requests go, and how they are changed on the way.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Integration } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { draftOfIntegration, integrationTypeName } from "./integration-draft.ts";
import type { MethodTabProps } from "./method-view.tsx";
import { TemplateList } from "./template-list.tsx";
import { entriesOf, ValueList } from "./value-list.tsx";

export function IntegrationRequestTab({ method, address }: MethodTabProps): ReactNode {
  const integration = method.methodIntegration;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Button href={href(`${address}/integration-request/edit`)}>Edit</Button>}
        >
          Integration request settings
        </Header>
      }
    >
      {integration === undefined ? (
        <Box>The method has no integration: Edit gives it one.</Box>
      ) : (
        <SpaceBetween size="l">
          <Details columns={2} items={itemsOf(integration)} />
          <ValueList
            title="Parameter mappings"
            nameHeader="Name"
            valueHeader="Mapped from"
            entries={entriesOf(integration.requestParameters, "integration.request.")}
          />
          <TemplateList templates={integration.requestTemplates} />
        </SpaceBetween>
      )}
    </Container>
  );
}

function itemsOf(integration: Integration): { label: string; value: ReactNode }[] {
  const { kind, uri } = draftOfIntegration(integration);
  const isHttp = kind === "HTTP" || kind === "VPC_LINK";
  const target = integration.integrationTarget;
  const common = [
    { label: "Passthrough behavior", value: integration.passthroughBehavior },
    { label: "Integration timeout", value: `${integration.timeoutInMillis ?? 29_000} ms` },
    { label: "Content handling", value: integration.contentHandling ?? "Passthrough" },
  ];
  const type = { label: "Integration type", value: integrationTypeName(integration) };
  if (kind === "MOCK") return [type, ...common];
  return [
    type,
    { label: "HTTP method", value: integration.httpMethod },
    { label: isHttp ? "Endpoint URL" : "ARN", value: <CopyText text={uri} /> },
    ...(kind === "VPC_LINK"
      ? [
          { label: "VPC link", value: <VpcLink id={integration.connectionId ?? ""} /> },
          {
            label: "Load balancer",
            value:
              target === undefined ? (
                "That of the VPC link"
              ) : (
                <Link href={href(`/load-balancers/${encodeURIComponent(target)}`)}>{target}</Link>
              ),
          },
        ]
      : []),
    ...(isHttp
      ? [
          {
            label: "TLS certificate of the endpoint",
            value:
              integration.tlsConfig?.insecureSkipVerification === true
                ? "Not verified (insecureSkipVerification)"
                : "Verified",
          },
        ]
      : []),
    ...common,
  ];
}

/** The address of a link tells nothing of its version: that page takes either. */
function VpcLink({ id }: { readonly id: string }): ReactNode {
  if (id.includes("${")) return id;
  return <Link href={href(`/vpc-links/v1/${id}`)}>{id}</Link>;
}
