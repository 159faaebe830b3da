// The changes that a deployment would bring to a stage, by method and setting.
import Box from "@cloudscape-design/components/box";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { Change } from "./undeployed-changes.ts";

const TEXT_MAX = 300;

export function ChangeList({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  return (
    <Table<Change>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      ariaLabels={{ tableLabel: "Changes that are not deployed" }}
      items={changes}
      trackBy={({ place, setting }) => `${place} ${setting}`}
      empty="Everything that is configured is deployed"
      columnDefinitions={[
        { id: "place", header: "Where", isRowHeader: true, cell: ({ place }) => place },
        { id: "setting", header: "Setting", cell: ({ setting }) => setting },
        {
          id: "before",
          header: "Deployed",
          cell: ({ before }) => <Value text={before} color="text-status-error" />,
        },
        {
          id: "after",
          header: "Configured",
          cell: ({ after }) => <Value text={after} color="text-status-success" />,
        },
      ]}
    />
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
      {text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text}
    </Box>
  );
}
