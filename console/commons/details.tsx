// Names and values of one resource, in columns.
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { ReactNode } from "react";

export interface DetailsProps {
  readonly columns?: 1 | 2 | 3 | 4;
  readonly items: readonly { readonly label: string; readonly value: ReactNode }[];
}

export function Details({ columns = 3, items }: DetailsProps): ReactNode {
  return (
    <KeyValuePairs
      columns={columns}
      items={items.map(({ label, value }) => ({
        label,
        value: value === undefined || value === "" ? "–" : value,
      }))}
    />
  );
}
