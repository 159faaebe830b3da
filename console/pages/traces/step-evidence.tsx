// What one decision was made on: by which resource, what was compared, what failed, and the headers it changed.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { Failure } from "../../../src/base/failure.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { href } from "../../commons/href.ts";
import { consolePathOf } from "./console-link.ts";
import { EvidenceValues } from "./evidence-values.tsx";
import { HeaderChangeTable } from "./header-tables.tsx";
import { headerChangesOf } from "./headers-on-way.ts";
import { decisionTitle, hopName, words } from "./journey-text.ts";
import type { PlacedStep } from "./stations.ts";

/** Shown as a table of its own. */
const HEADER_EVIDENCE: ReadonlySet<string> = new Set(["fields", "added", "changed", "dropped"]);

export function StepEvidence({ placed }: { readonly placed: PlacedStep }): ReactNode {
  const { step, hop } = placed;
  const changes = headerChangesOf(step);
  const values = Object.fromEntries(
    Object.entries(step.evidence).filter(
      ([name]) => changes === null || !HEADER_EVIDENCE.has(name),
    ),
  );
  return (
    <Container
      header={
        <Header variant="h2" description={hopName(hop.kind, hop.name)}>
          {decisionTitle(step.decision)}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Box>{step.summary}</Box>
        {step.failure === null ? null : <FailureAlert failure={step.failure} />}
        <DecidedBy placed={placed} />
        {Object.keys(values).length === 0 ? null : (
          <div>
            <Box variant="h3" padding={{ bottom: "xs" }}>
              Evidence
            </Box>
            <EvidenceValues values={values} />
          </div>
        )}
        {changes === null ? null : (
          <div>
            <Box variant="h3">Headers before and after</Box>
            <HeaderChangeTable changes={changes} />
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}

const SOURCES: Readonly<Record<Failure["source"], string>> = {
  client: "the doing of whoever sent it",
  target: "the doing of whoever it was sent to",
  gateway: "decided by configuration",
  internal: "a fault within",
};

export function FailureAlert({ failure }: { readonly failure: Failure }): ReactNode {
  const { kind, source, detail, evidence = {} } = failure;
  return (
    <Alert type="error" header={`Failed: ${words(kind)}`}>
      <SpaceBetween size="xs">
        <Box color="inherit">
          <code>{kind}</code>, {SOURCES[source]}
          {detail === "" ? "" : `: ${detail}`}
        </Box>
        {Object.keys(evidence).length === 0 ? null : <EvidenceValues values={evidence} />}
      </SpaceBetween>
    </Alert>
  );
}

function DecidedBy({ placed: { step, hop } }: { readonly placed: PlacedStep }): ReactNode {
  const { resource, evidence, loadBalancerArn } = step;
  if (resource === "") return null;
  const listener = hop.steps.find(({ decision }) => decision === "listener");
  const path = consolePathOf({
    kind: hop.kind,
    resource,
    evidence,
    listenerArn: listener?.resource ?? "",
  });
  const balancerPath =
    loadBalancerArn === "" || loadBalancerArn === resource
      ? ""
      : `/load-balancers/${encodeURIComponent(loadBalancerArn)}`;
  return (
    <div>
      <Box variant="awsui-key-label">Decided by</Box>
      <SpaceBetween size="xxs">
        <CopyText text={resource} />
        {path === "" ? null : <Link href={href(path)}>Open {placeName(path)}</Link>}
        {balancerPath === "" ? null : <Link href={href(balancerPath)}>Open load balancer</Link>}
      </SpaceBetween>
    </div>
  );
}

function placeName(path: string): string {
  const [, section = "", , , part = ""] = path.split("/");
  if (section === "apis") return part === "" ? "API" : (API_PARTS[part] ?? "API");
  return PLACES[section] ?? "resource";
}

const PLACES: Readonly<Record<string, string>> = {
  "vpc-links": "VPC link",
  "load-balancers": "load balancer",
  "target-groups": "target group",
  listeners: "listener and its rules",
};

const API_PARTS: Readonly<Record<string, string>> = {
  integrations: "integration",
  stages: "stage",
  routes: "routes",
  resources: "resources",
};
