// The changes that a deployment would bring to a stage, by method and setting.
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { differingParts } from "./differing-parts.ts";
import type { Change } from "./undeployed-changes.ts";

export function ChangeList({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  return (
    <SpaceBetween size="xs">
      <Table<Change>
        variant="borderless"
        contentDensity="compact"
        wrapLines
        ariaLabels={{ tableLabel: "Changes that are not deployed" }}
        items={changes}
        trackBy={({ place, setting }) => `${place} ${setting}`}
        empty="Everything that is compared is deployed"
        columnDefinitions={[
          { id: "place", header: "Where", isRowHeader: true, cell: ({ place }) => place },
          { id: "setting", header: "Setting", cell: ({ setting }) => setting },
          {
            id: "before",
            header: "Deployed",
            cell: (change) => (
              <Value text={differingParts(change).before} color="text-status-error" />
            ),
          },
          {
            id: "after",
            header: "Configured",
            cell: (change) => (
              <Value text={differingParts(change).after} color="text-status-success" />
            ),
          },
        ]}
      />
      <Box variant="small">
        Compared with the export of what the stage serves, without its canary. An export does not
        tell the endpoint type, IP address type, security policy and endpoint access mode; nor
        resources without methods, or authorizers and default models that no method uses.
      </Box>
    </SpaceBetween>
  );
}

interface ValueProps {
  readonly text: string;
  readonly color: "text-status-error" | "text-status-success";
}

function Value({ text, color }: ValueProps): ReactNode {
  if (text === "") return "–";
  return (
    <Box color={color} variant="span">
      {text}
    </Box>
  );
}
