// What the doctor could not decide and could not read: where it says nothing because it does not know.
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { Unreadable } from "../../../src/doctor/inventory.ts";
import type { Undecided } from "../../../src/doctor/rule.ts";
import type { Report } from "./doctor.ts";

export function BlindSpots({ report }: { readonly report: Report }): ReactNode {
  const { undecided } = report;
  const unreadable = report.checked.sources.flatMap((source) => source.unreadable);
  return (
    <SpaceBetween size="l">
      {undecided.length === 0 ? null : (
        <ExpandableSection variant="container" headerText={`Undecided (${undecided.length})`}>
          <Table<Undecided>
            variant="embedded"
            wrapLines
            enableKeyboardNavigation
            items={undecided}
            columnDefinitions={[
              { id: "code", header: "Code", isRowHeader: true, cell: ({ code }) => code },
              { id: "resource", header: "Resource", cell: ({ resource }) => resource.name },
              { id: "why", header: "Why", cell: ({ why }) => why },
            ]}
          />
        </ExpandableSection>
      )}
      {unreadable.length === 0 ? null : (
        <ExpandableSection variant="container" headerText={`Unreadable (${unreadable.length})`}>
          <Table<Unreadable>
            variant="embedded"
            wrapLines
            enableKeyboardNavigation
            items={unreadable}
            columnDefinitions={[
              { id: "what", header: "What", isRowHeader: true, cell: ({ what }) => what },
              { id: "why", header: "Why", cell: ({ why }) => why },
            ]}
          />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
