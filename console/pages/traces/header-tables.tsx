// Headers: what one step changed of them, and the request's headers at every place of its way.
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import {
  type HeaderChanges,
  type HeaderRow,
  headerRows,
  type HeadersThere,
} from "./headers-on-way.ts";
import "./way.css";

interface ChangeRow {
  readonly key: string;
  readonly what: "added" | "changed" | "dropped";
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const COLOURS = { added: "green", changed: "blue", dropped: "red" } as const;

/** Before and after of one step. */
export function HeaderChangeTable({ changes }: { readonly changes: HeaderChanges }): ReactNode {
  const rows = changeRows(changes);
  if (rows.length === 0) return <Box>No header was changed.</Box>;
  return (
    <Table<ChangeRow>
      variant="embedded"
      wrapLines
      items={rows}
      trackBy="key"
      ariaLabels={{ tableLabel: "Headers before and after" }}
      columnDefinitions={[
        {
          id: "name",
          header: "Header",
          isRowHeader: true,
          cell: ({ name, what }) => (
            <>
              {name} <Badge color={COLOURS[what]}>{what}</Badge>
            </>
          ),
        },
        { id: "before", header: "Before", cell: ({ before }) => <Value text={before} /> },
        { id: "after", header: "After", cell: ({ after }) => <Value text={after} /> },
      ]}
    />
  );
}

function changeRows({ added, changed, dropped }: HeaderChanges): ChangeRow[] {
  const rows: Omit<ChangeRow, "key">[] = [
    ...added.map(([name, after]) => ({ what: "added" as const, name, before: "", after })),
    ...changed.map((change) => ({ what: "changed" as const, ...change })),
    ...dropped.map(([name, before]) => ({ what: "dropped" as const, name, before, after: "" })),
  ];
  return rows.map((row, at) => ({ ...row, key: String(at) }));
}

/** A column per place: from the client, sent by the API, sent by the load balancer. */
export function HeadersOnWay({ there }: { readonly there: readonly HeadersThere[] }): ReactNode {
  return (
    <Table<HeaderRow>
      variant="embedded"
      wrapLines
      items={headerRows(there)}
      trackBy="name"
      ariaLabels={{ tableLabel: "Request headers on their way" }}
      columnDefinitions={[
        { id: "name", header: "Header", isRowHeader: true, cell: ({ name }) => name },
        ...there.map(({ place }, at) => ({
          id: String(at),
          header: place,
          cell: ({ values }: HeaderRow) => <Value text={values[at] ?? ""} />,
        })),
      ]}
    />
  );
}

function Value({ text }: { readonly text: string }): ReactNode {
  return <span className="way-header-value">{text === "" ? "–" : text}</span>;
}
