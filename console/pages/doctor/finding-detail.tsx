// One finding: what was seen, why it fails, every way to mend it, and what came of mending it here.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Table from "@cloudscape-design/components/table";
import { type ReactNode, useState } from "react";
import { useParams } from "react-router";
import type { Finding } from "../../../src/doctor/rule.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { examine, type MendAnswer } from "./doctor.ts";
import { FixTabs } from "./fix-tabs.tsx";
import { MendDialog } from "./mend-dialog.tsx";
import { plannedMend } from "./planned-mend.ts";
import { MendResult } from "./mend-result.tsx";
import { placeOfResource } from "./resource-place.ts";
import { SeverityMark } from "./severity.tsx";

export function FindingDetail(): ReactNode {
  const { code = "", resourceId = "" } = useParams();
  const loaded = useLoaded(() => examine(null), [code, resourceId]);
  const [isMending, setMending] = useState(false);
  const [mended, setMended] = useState<MendAnswer | null>(null);
  const finding = loaded.value?.findings.find(
    (one) => one.code === code && one.resource.id === resourceId,
  );
  const plan = finding === undefined ? "" : plannedMend(finding);
  return (
    <Page
      title={finding === undefined ? code : `${code} ${finding.name}`}
      parents={[{ text: "Doctor", href: href("/doctor") }]}
      description={finding?.title}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="refresh" loading={loaded.isLoading} onClick={loaded.reload}>
            Examine again
          </Button>
          <Button
            variant="primary"
            disabled={typeof plan === "string" || loaded.isLoading}
            onClick={() => setMending(true)}
          >
            Mend
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {mended === null ? null : <MendResult answer={mended} onDismiss={() => setMended(null)} />}
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {loaded.isLoading && loaded.value === undefined ? <Spinner size="large" /> : null}
        {finding === undefined ? (
          <Gone code={code} resourceId={resourceId} isShown={loaded.value !== undefined} />
        ) : (
          <Described finding={finding} reason={typeof plan === "string" ? plan : ""} />
        )}
      </SpaceBetween>
      {isMending && finding !== undefined ? (
        <MendDialog
          finding={finding}
          onCancel={() => setMending(false)}
          onMended={(answer) => {
            setMending(false);
            setMended(answer);
            loaded.reload();
          }}
        />
      ) : null}
    </Page>
  );
}

interface GoneProps {
  readonly code: string;
  readonly resourceId: string;
  readonly isShown: boolean;
}

function Gone({ code, resourceId, isShown }: GoneProps): ReactNode {
  if (!isShown) return null;
  return (
    <Alert
      type="success"
      header={`There is no finding ${code} of ${resourceId} now`}
      action={<Button href={href("/doctor")}>All findings</Button>}
    >
      It is mended, or what it was about is gone.
    </Alert>
  );
}

interface DescribedProps {
  readonly finding: Finding;
  /** Why the doctor does not mend it itself; "" where it does. */
  readonly reason: string;
}

function Described({ finding, reason }: DescribedProps): ReactNode {
  const { resource } = finding;
  const place = placeOfResource(resource);
  return (
    <SpaceBetween size="l">
      {finding.mendedBy === null ? null : (
        <Alert type="info" header="A deployment mends it">
          What mends it is saved and not deployed yet. Mend deploys it.
        </Alert>
      )}
      {finding.isPending ? (
        <Alert type="warning" header="Not deployed yet">
          No stage serves this now: it comes with the next deployment.
        </Alert>
      ) : null}
      <Container header={<Header variant="h2">Details</Header>}>
        <Details
          items={[
            { label: "Severity", value: <SeverityMark severity={finding.severity} /> },
            {
              label: "Rule",
              value: (
                <Link
                  href={`/_postern/rules/${finding.code}`}
                  external
                  externalIconAriaLabel="Opens in a new tab"
                >
                  {finding.code} {finding.name}
                </Link>
              ),
            },
            {
              label: "Resource",
              value:
                place === null ? resource.name : <Link href={href(place)}>{resource.name}</Link>,
            },
            { label: "Resource ID", value: <CopyText text={resource.id} /> },
          ]}
        />
      </Container>
      <Seen seen={finding.seen} />
      <Container header={<Header variant="h2">Why it fails</Header>}>{finding.why}</Container>
      <Container
        header={
          <Header variant="h2" description={reason}>
            What mends it
          </Header>
        }
      >
        <SpaceBetween size="l">
          {finding.fixes.map((fix) => (
            <FixTabs key={fix.title} fix={fix} resource={resource} />
          ))}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}

function Seen({ seen }: { readonly seen: Finding["seen"] }): ReactNode {
  return (
    <Table
      variant="container"
      wrapLines
      header={<Header variant="h2">What was seen</Header>}
      items={Object.entries(seen)}
      columnDefinitions={[
        { id: "what", header: "What", isRowHeader: true, cell: ([what]) => what },
        {
          id: "value",
          header: "Value",
          cell: ([, value]) =>
            typeof value === "object" ? value.join(", ") || "none" : String(value),
        },
      ]}
      empty={<Box>Nothing to show</Box>}
    />
  );
}
