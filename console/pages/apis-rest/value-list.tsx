// Names and values of a part of a method, read only: parameters, headers, models.
import Table from "@cloudscape-design/components/table";
import Header from "@cloudscape-design/components/header";
import type { ReactNode } from "react";
import type { TextEntry } from "./integration-draft.ts";

export interface ValueListProps {
  /** "Request parameters" */
  readonly title: string;
  readonly nameHeader: string;
  readonly valueHeader: string;
  readonly entries: readonly TextEntry[];
}

export function ValueList(props: ValueListProps): ReactNode {
  const { title, entries } = props;
  return (
    <Table<TextEntry>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      ariaLabels={{ tableLabel: title }}
      header={
        <Header variant="h3" counter={`(${entries.length})`}>
          {title}
        </Header>
      }
      items={entries}
      trackBy={({ name }) => name}
      empty={`No ${title.toLowerCase()}`}
      columnDefinitions={[
        { id: "name", header: props.nameHeader, isRowHeader: true, cell: ({ name }) => name },
        { id: "value", header: props.valueHeader, cell: ({ value }) => value },
      ]}
    />
  );
}

/** A map as rows. */
export function entriesOf(
  values: Readonly<Record<string, string>> | undefined,
  prefix = "",
): TextEntry[] {
  return Object.entries(values ?? {}).map(([name, value]) => ({
    name: name.startsWith(prefix) ? name.slice(prefix.length) : name,
    value,
  }));
}

/** Rows as a map; rows without a name are left out. */
export function recordOf(entries: readonly TextEntry[], prefix = ""): Record<string, string> {
  return Object.fromEntries(
    entries.filter(({ name }) => name !== "").map(({ name, value }) => [prefix + name, value]),
  );
}
