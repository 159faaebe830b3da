// The Stages tab of an HTTP API.
import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import type { HttpTabProps } from "./http-api-page.tsx";
import { StageTable } from "./http-stage-table.tsx";

export function HttpStages({ http, onChange }: HttpTabProps): ReactNode {
  return (
    <StageTable
      http={http}
      onChange={onChange}
      actions={[
        <Button
          key="create"
          variant="primary"
          href={href(`/apis/http/${http.apiId}/stages/create`)}
        >
          Create
        </Button>,
      ]}
    />
  );
}
