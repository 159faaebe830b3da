// The streams of a log group, that with the newest event first.
import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { localTime } from "../../commons/time-range.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { listStreams, streamAddress } from "./logs.ts";

export function StreamTable({ group }: { readonly group: string }): ReactNode {
  const loaded = useLoaded(() => listStreams(group), [group]);
  return (
    <ResourceTable
      title="Log streams"
      itemName="log stream"
      loaded={loaded}
      columns={[
        {
          id: "name",
          header: "Log stream",
          sortingField: "logStreamName",
          isRowHeader: true,
          cell: ({ logStreamName = "" }) => (
            <Link href={href(streamAddress(group, logStreamName))}>{logStreamName}</Link>
          ),
        },
        {
          id: "last",
          header: "Last event time",
          sortingField: "lastEventTimestamp",
          cell: ({ lastEventTimestamp }) => localTime(lastEventTimestamp),
        },
        {
          id: "first",
          header: "First event time",
          sortingField: "firstEventTimestamp",
          cell: ({ firstEventTimestamp }) => localTime(firstEventTimestamp),
        },
      ]}
      textOf={({ logStreamName = "" }) => logStreamName}
      idOf={({ logStreamName = "" }) => logStreamName}
    />
  );
}
