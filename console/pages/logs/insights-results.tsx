// The rows of a query and what it has read for them.
import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { bytesText } from "./logs.ts";
import type { QueryProgress, QueryRow } from "./run-query.ts";

export interface InsightsResultsProps {
  readonly progress: QueryProgress;
  readonly isRunning: boolean;
}

export function InsightsResults({ progress, isRunning }: InsightsResultsProps): ReactNode {
  const { fields, rows, statistics, status } = progress;
  return (
    <ResourceTable<QueryRow>
      title="Results"
      itemName="row"
      description={
        <>
          <Status value={status} />
          <Box color="text-body-secondary">
            {(statistics.recordsMatched ?? 0).toLocaleString("en-US")} of{" "}
            {(statistics.recordsScanned ?? 0).toLocaleString("en-US")} records (
            {bytesText(statistics.bytesScanned)}) matched
          </Box>
        </>
      }
      loaded={{ value: rows, isLoading: isRunning, error: "", reload: () => {} }}
      columns={fields.map((field, at) => ({
        id: field,
        header: field,
        isRowHeader: at === 0,
        sortingComparator: (a: QueryRow, b: QueryRow) => compared(a.values[field], b.values[field]),
        cell: ({ values }: QueryRow) => values[field] ?? "–",
      }))}
      textOf={({ values }) => Object.values(values).join(" ")}
      idOf={({ id }) => id}
    />
  );
}

/** As numbers where both are. */
function compared(a = "", b = ""): number {
  const difference = Number(a) - Number(b);
  return a !== "" && b !== "" && !Number.isNaN(difference) ? difference : a.localeCompare(b);
}
