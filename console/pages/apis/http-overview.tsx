// What an HTTP API is and where its stages are reached.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import type { HttpTabProps } from "./http-api-page.tsx";
import { StageTable } from "./http-stage-table.tsx";

export function HttpOverview({ http, onChange }: HttpTabProps): ReactNode {
  const { api } = http;
  const of = encodeURIComponent(http.apiId);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">API details</Header>}>
        <Details
          items={[
            { label: "API ID", value: <CopyText text={http.apiId} /> },
            { label: "Protocol", value: "HTTP" },
            { label: "Created", value: api.CreatedDate?.toLocaleString() },
            { label: "Description", value: api.Description },
            {
              label: "Default endpoint",
              value: api.DisableExecuteApiEndpoint === true ? "Disabled" : "Enabled",
            },
            { label: "Default endpoint on AWS", value: <CopyText text={api.ApiEndpoint} /> },
            {
              label: "Requests",
              value: (
                <SpaceBetween direction="horizontal" size="s">
                  <Link href={href(`/traces?api=${of}`)}>Traces</Link>
                  <Link href={href(`/metrics?api=${of}`)}>Metrics</Link>
                </SpaceBetween>
              ),
            },
          ]}
        />
      </Container>
      {http.stages.length > 0 ? (
        <StageTable http={http} onChange={onChange} />
      ) : (
        <Container header={<Header variant="h2">Stages</Header>}>
          <SpaceBetween size="s">
            <Box>The API has no stage, and so no invoke URL.</Box>
            <Button href={href(`/apis/http/${http.apiId}/stages/create`)}>Create stage</Button>
          </SpaceBetween>
        </Container>
      )}
    </SpaceBetween>
  );
}
