// What the doctor found, the worst first. Where there is no doctor to ask, nothing is said.
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { useEvery } from "../../commons/use-every.ts";
import { errorText, useLoaded } from "../../commons/use-loaded.ts";

interface Finding {
  readonly code: string;
  readonly name: string;
  readonly severity: "error" | "warning" | "info";
  readonly title: string;
  readonly resource: { readonly id: string };
}

const SHOWN = 5;
const REFRESH_MS = 15_000;
const ORDER: readonly Finding["severity"][] = ["error", "warning", "info"];

/** Null where there is no doctor. */
async function loadFindings(): Promise<readonly Finding[] | null> {
  const answer = await fetch("/_postern/doctor");
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`The doctor answered ${answer.status}`);
  const { findings } = (await answer.json()) as { readonly findings: readonly Finding[] };
  return findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

export function FindingsPanel(): ReactNode {
  const loaded = useLoaded(async () => {
    try {
      return { findings: await loadFindings(), error: "" };
    } catch (cause) {
      return { findings: [], error: errorText(cause) };
    }
  });
  useEvery(REFRESH_MS, () => {
    if (loaded.value?.findings !== null) loaded.reload();
  });
  const { value } = loaded;
  if (value === undefined || value.findings === null) return null;
  const { findings, error } = value;
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${findings.length})`}
          actions={<Link href={href("/doctor")}>Doctor</Link>}
        >
          Open findings
        </Header>
      }
    >
      {error === "" ? null : <StatusIndicator type="error">{error}</StatusIndicator>}
      {error === "" && findings.length === 0 ? (
        <StatusIndicator type="success">The doctor finds nothing wrong</StatusIndicator>
      ) : null}
      <FindingList findings={findings.slice(0, SHOWN)} />
      {findings.length > SHOWN ? (
        <Link href={href("/doctor")}>and {findings.length - SHOWN} more</Link>
      ) : null}
    </Container>
  );
}

function FindingList({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  if (findings.length === 0) return null;
  return (
    <ul>
      {findings.map(({ code, severity, title, resource }) => (
        <li key={`${code} ${resource.id}`}>
          <StatusIndicator type={severity} iconAriaLabel={severity}>
            <Link href={href(`/doctor/${code}/${encodeURIComponent(resource.id)}`)}>{code}</Link>
          </StatusIndicator>{" "}
          <Box variant="span">{title}</Box>
        </li>
      ))}
    </ul>
  );
}
