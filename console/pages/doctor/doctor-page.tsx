// The doctor's report of this Postern: findings by severity, why a request failed, and what could not be examined.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { type ReactNode, useMemo, useState } from "react";
import type { Finding } from "../../../src/doctor/rule.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { type Query, useQuery } from "../../commons/use-query.ts";
import { BlindSpots } from "./blind-spots.tsx";
import { examine, listApiNames, type MendAnswer, SEVERITIES } from "./doctor.ts";
import { ExplainRequest } from "./explain-request.tsx";
import { FindingTable } from "./finding-table.tsx";
import { MendDialog } from "./mend-dialog.tsx";
import { MendResult } from "./mend-result.tsx";
import { ReportSummary } from "./report-summary.tsx";
import { SEVERITY_TEXTS } from "./severity.tsx";

export function DoctorPage(): ReactNode {
  const query = useQuery();
  const apiId = query.get("api");
  const severity = query.get("severity");
  const loaded = useLoaded(() => examine(apiId), [apiId]);
  const [toMend, setToMend] = useState<Finding | null>(null);
  const [mended, setMended] = useState<MendAnswer | null>(null);
  const report = loaded.value;
  const findings = useMemo(
    () => report?.findings.filter((one) => severity === null || one.severity === severity),
    [report, severity],
  );
  const isWell = report !== undefined && report.findings.length === 0;
  return (
    <Page
      title="Doctor"
      description="What is wrong with what is configured here, why it fails, and what mends it"
      actions={
        <Button iconName="refresh" loading={loaded.isLoading} onClick={loaded.reload}>
          Examine again
        </Button>
      }
    >
      <SpaceBetween size="l">
        {mended === null ? null : <MendResult answer={mended} onDismiss={() => setMended(null)} />}
        {report === undefined ? null : <ReportSummary report={report} />}
        <Filters query={query} />
        {isWell && loaded.error === "" ? (
          <Healthy />
        ) : (
          <FindingTable loaded={{ ...loaded, value: findings }} onMend={setToMend} />
        )}
        <ExplainRequest
          requestId={query.get("request-id")}
          onAsk={(requestId) => query.change({ "request-id": requestId })}
        />
        {report === undefined ? null : <BlindSpots report={report} />}
      </SpaceBetween>
      {toMend === null ? null : (
        <MendDialog
          finding={toMend}
          onCancel={() => setToMend(null)}
          onMended={(answer) => {
            setToMend(null);
            setMended(answer);
            loaded.reload();
          }}
        />
      )}
    </Page>
  );
}

function Healthy(): ReactNode {
  return (
    <Container>
      <Box textAlign="center" padding="l">
        <StatusIndicator type="success">Nothing to mend</StatusIndicator>
        <Box color="text-body-secondary">
          No rule found anything to say about what is configured here.
        </Box>
      </Box>
    </Container>
  );
}

const ANY_SEVERITY = { value: "", label: "Any severity" };
const EVERY_API = { value: "", label: "All APIs" };

function Filters({ query }: { readonly query: Query }): ReactNode {
  const apis = useLoaded(listApiNames);
  const severities = [
    ANY_SEVERITY,
    ...SEVERITIES.map((severity) => ({ value: severity, label: SEVERITY_TEXTS[severity] })),
  ];
  const apiId = query.get("api");
  const known = (apis.value ?? []).map(({ id, name, type }) => ({
    value: id,
    label: name,
    description: `${type} ${id}`,
  }));
  const asked = apiId === null ? EVERY_API : { value: apiId, label: apiId };
  const change = (name: string) => (value: string | undefined) =>
    query.change({ [name]: value === undefined || value === "" ? null : value });
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }]}>
      <FormField label="API">
        <Select
          selectedOption={known.find(({ value }) => value === apiId) ?? asked}
          options={[EVERY_API, ...known]}
          statusType={apis.isLoading ? "loading" : apis.error === "" ? "finished" : "error"}
          errorText={apis.error}
          filteringType="auto"
          filteringAriaLabel="Find APIs"
          filteringClearAriaLabel="Clear the text"
          onChange={({ detail }) => change("api")(detail.selectedOption.value)}
        />
      </FormField>
      <FormField label="Severity">
        <Select
          selectedOption={
            severities.find(({ value }) => value === query.get("severity")) ?? ANY_SEVERITY
          }
          options={severities}
          onChange={({ detail }) => change("severity")(detail.selectedOption.value)}
        />
      </FormField>
    </Grid>
  );
}
