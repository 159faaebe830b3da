// The API as an OpenAPI document, to be read, copied or kept as a file.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { saveFile } from "../../commons/save-file.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { exportHttpApi } from "./http-api-data.ts";
import type { HttpTabProps } from "./http-api-page.tsx";
import "../../commons/code-area.css";

const LATEST = "";
const TYPES = [
  { value: "JSON", label: "JSON" },
  { value: "YAML", label: "YAML" },
] as const;

export function HttpExport({ http }: HttpTabProps): ReactNode {
  const [stageName, setStageName] = useState(LATEST);
  const [type, setType] = useState<"JSON" | "YAML">("YAML");
  const [withExtensions, setExtensions] = useState(true);
  const loaded = useLoaded(
    () =>
      exportHttpApi({
        apiId: http.apiId,
        stageName: stageName === LATEST ? undefined : stageName,
        type,
        withExtensions,
      }),
    [http.apiId, stageName, type, withExtensions],
  );
  const sources = [
    { value: LATEST, label: "Latest configuration" },
    ...http.stages.map(({ StageName = "" }) => ({ value: StageName, label: StageName })),
  ];
  const text = loaded.value ?? "";
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              disabled={text === ""}
              onClick={() => saveFile(`${http.name}-oas30.${type.toLowerCase()}`, text)}
            >
              Download
            </Button>
          }
        >
          Export as OpenAPI 3
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ColumnLayout columns={2}>
          <FormField label="Source">
            <Select
              selectedOption={sources.find(({ value }) => value === stageName) ?? null}
              options={sources}
              onChange={({ detail }) => setStageName(detail.selectedOption.value ?? LATEST)}
            />
          </FormField>
          <FormField label="Output format">
            <Select
              selectedOption={TYPES.find(({ value }) => value === type) ?? null}
              options={TYPES}
              onChange={({ detail }) =>
                setType(detail.selectedOption.value === "JSON" ? "JSON" : "YAML")
              }
            />
          </FormField>
        </ColumnLayout>
        <Checkbox
          checked={withExtensions}
          onChange={({ detail }) => setExtensions(detail.checked)}
          description="Integrations and CORS; without them the document describes the interface alone."
        >
          Include API Gateway extensions
        </Checkbox>
        {loaded.error === "" ? (
          <FormField label="Document" stretch>
            <div className="code-area">
              <Textarea value={text} readOnly rows={24} spellcheck={false} />
            </div>
          </FormField>
        ) : (
          <Alert type="error">{loaded.error}</Alert>
        )}
        <Box color="text-body-secondary">
          A new API is made of it under APIs → Create API → Import from OpenAPI.
        </Box>
      </SpaceBetween>
    </Container>
  );
}
