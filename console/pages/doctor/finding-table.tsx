// Findings in a list: the gravest first, filtered by severity and API, with the mend of a chosen one.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import { type ReactNode, useState } from "react";
import type { Finding } from "../../../src/doctor/rule.ts";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { Loaded } from "../../commons/use-loaded.ts";
import { findingPath, SEVERITIES } from "./doctor.ts";
import { plannedMend } from "./planned-mend.ts";
import { placeOfResource } from "./resource-place.ts";
import { SeverityMark } from "./severity.tsx";

export interface FindingTableProps {
  readonly loaded: Loaded<readonly Finding[]>;
  readonly onMend: (finding: Finding) => void;
}

export function FindingTable({ loaded, onMend }: FindingTableProps): ReactNode {
  const [selected, setSelected] = useState<readonly Finding[]>([]);
  const shown = (loaded.value ?? []).map(idOf);
  const chosen = selected.find((finding) => shown.includes(idOf(finding)));
  const canBeMended = chosen !== undefined && typeof plannedMend(chosen) !== "string";
  return (
    <ResourceTable
      title="Findings"
      itemName="finding"
      loaded={loaded}
      columns={COLUMNS}
      textOf={({ code, name, title, severity, resource }) =>
        `${severity} ${code} ${name} ${title} ${resource.name} ${resource.id}`
      }
      idOf={idOf}
      selection="single"
      selected={chosen === undefined ? [] : [chosen]}
      onSelect={setSelected}
      actions={[
        <Button
          key="mend"
          disabled={!canBeMended}
          onClick={() => chosen !== undefined && onMend(chosen)}
        >
          Mend
        </Button>,
      ]}
    />
  );
}

const COLUMNS = [
  {
    id: "severity",
    header: "Severity",
    sortingComparator: (a: Finding, b: Finding) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
    cell: ({ severity }: Finding) => <SeverityMark severity={severity} />,
  },
  { id: "code", header: "Code", sortingField: "code", cell: ({ code }: Finding) => code },
  {
    id: "title",
    header: "Finding",
    sortingField: "title",
    isRowHeader: true,
    minWidth: 240,
    cell: (finding: Finding) => <Link href={href(findingPath(finding))}>{finding.title}</Link>,
  },
  {
    id: "resource",
    header: "Resource",
    sortingComparator: (a: Finding, b: Finding) => a.resource.name.localeCompare(b.resource.name),
    cell: ({ resource }: Finding) => {
      const place = placeOfResource(resource);
      return place === null ? resource.name : <Link href={href(place)}>{resource.name}</Link>;
    },
  },
  { id: "mend", header: "Mend", minWidth: 140, cell: (finding: Finding) => mendText(finding) },
];

function mendText(finding: Finding): string {
  if (finding.mendedBy !== null) return "Saved; waits for a deployment";
  const plan = plannedMend(finding);
  if (typeof plan === "string") return "By hand";
  return finding.isPending ? "By the doctor, before it is deployed" : "By the doctor";
}

function idOf({ code, resource }: Finding): string {
  return `${code} ${resource.id}`;
}
