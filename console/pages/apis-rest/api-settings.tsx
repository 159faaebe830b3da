// API settings: what holds for the whole API.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { ACCESS_MODES, ENDPOINT_TYPES, IP_ADDRESS_TYPES } from "./api-setting-choices.ts";
import { EditApiSettings } from "./edit-api-settings.tsx";
import { useRestApi } from "./rest-api-context.ts";

export function ApiSettings(): ReactNode {
  const { api, apiId, reload } = useRestApi();
  const [isEditing, setEditing] = useState(false);
  const compression = api.minimumCompressionSize;
  const endpoint = api.endpointConfiguration ?? {};
  const labelOf = (choices: readonly { value: string; label: string }[], value?: string) =>
    choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setEditing(true)}>Edit</Button>}>
          API details
        </Header>
      }
    >
      <Details
        columns={2}
        items={[
          { label: "API name", value: api.name },
          { label: "API ID", value: <CopyText text={apiId} /> },
          { label: "Description", value: api.description },
          { label: "Created", value: api.createdDate?.toLocaleString() },
          { label: "API endpoint type", value: labelOf(ENDPOINT_TYPES, endpoint.types?.[0]) },
          { label: "IP address type", value: labelOf(IP_ADDRESS_TYPES, endpoint.ipAddressType) },
          ...(endpoint.types?.[0] === "PRIVATE"
            ? [{ label: "VPC endpoint IDs", value: endpoint.vpcEndpointIds?.join(", ") }]
            : []),
          { label: "Security policy", value: api.securityPolicy ?? "Default" },
          {
            label: "Endpoint access mode",
            value: labelOf(ACCESS_MODES, api.endpointAccessMode),
          },
          {
            label: "API key source",
            value: api.apiKeySource === "AUTHORIZER" ? "Authorizer" : "Header",
          },
          { label: "Binary media types", value: api.binaryMediaTypes?.join(", ") },
          {
            label: "Content encoding",
            value: compression === undefined ? "Inactive" : `From ${compression} bytes on`,
          },
          {
            label: "Default endpoint",
            value: api.disableExecuteApiEndpoint === true ? "Inactive" : "Active",
          },
        ]}
      />
      {isEditing ? (
        <EditApiSettings
          api={api}
          onCancel={() => setEditing(false)}
          onDone={() => {
            setEditing(false);
            reload();
          }}
        />
      ) : null}
    </Container>
  );
}
