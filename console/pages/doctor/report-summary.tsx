// What an examination found in numbers, and what it looked at: silence can be told from blindness.
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { ReactNode } from "react";
import { Details } from "../../commons/details.tsx";
import { type Report, SEVERITIES } from "./doctor.ts";
import { SEVERITY_TEXTS } from "./severity.tsx";

export function ReportSummary({ report }: { readonly report: Report }): ReactNode {
  const { findings, undecided, checked } = report;
  const countOf = (wanted: string) =>
    findings.filter(({ severity }) => severity === wanted).length.toLocaleString("en");
  const unreadable = checked.sources.flatMap((source) => source.unreadable);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`${counted(checked.rules, "rule")} on ${counted(checked.ways, "way")} from a route or method to a backend`}
        >
          Examination
        </Header>
      }
    >
      <Details
        columns={4}
        items={[
          ...SEVERITIES.map((severity) => ({
            label: `${SEVERITY_TEXTS[severity]} findings`,
            value: countOf(severity),
          })),
          { label: "Undecided", value: String(undecided.length) },
          { label: "Unreadable", value: String(unreadable.length) },
          { label: "Examined", value: examinedText(checked.resources) },
        ]}
      />
    </Container>
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** "2 HTTP APIs, 1 listener": by the names of the inventory's parts. */
function examinedText(resources: Readonly<Record<string, number>>): string {
  const parts = Object.entries(resources)
    .filter(([part, count]) => count > 0 && SHOWN[part] !== undefined)
    .map(([part, count]) => `${count} ${count === 1 ? SHOWN[part]?.[0] : SHOWN[part]?.[1]}`);
  return parts.length === 0 ? "No resources" : parts.join(", ");
}

const SHOWN: Readonly<Record<string, readonly [one: string, more: string]>> = {
  httpApis: ["HTTP API", "HTTP APIs"],
  restApis: ["REST API", "REST APIs"],
  vpcLinks: ["VPC link", "VPC links"],
  restVpcLinks: ["VPC link (V1)", "VPC links (V1)"],
  loadBalancers: ["load balancer", "load balancers"],
  listeners: ["listener", "listeners"],
  targetGroups: ["target group", "target groups"],
  certificates: ["certificate", "certificates"],
};
