// An API out of an OpenAPI document: pasted or from a file, JSON or YAML. What the API warns of is shown before going
// on to it.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FileInput from "@cloudscape-design/components/file-input";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { href } from "../../commons/href.ts";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";
import { type EndpointType, EndpointTypeField } from "./endpoint-type-field.tsx";
import { type Imported, importOpenApi } from "./import-openapi.ts";
import "../../commons/code-area.css";

const BASEPATHS = [
  { value: "ignore", label: "Ignore", description: "Paths are taken as they stand" },
  { value: "prepend", label: "Prepend", description: "The base path stands before each path" },
  { value: "split", label: "Split", description: "All but the first part of it does" },
] as const;

export interface ImportFormProps {
  readonly protocol: "HTTP" | "REST";
  readonly definition: string;
  readonly onDefinition: (definition: string) => void;
}

export function ImportForm({ protocol, definition, onDefinition }: ImportFormProps): ReactNode {
  const navigate = useNavigate();
  const action = useAction();
  const { tell } = useShell();
  const [basepath, setBasepath] = useState("ignore");
  const [failOnWarnings, setFailOnWarnings] = useState(false);
  const [endpointType, setEndpointType] = useState<EndpointType>("REGIONAL");
  const [warned, setWarned] = useState<Imported | null>(null);
  const run = () =>
    action.run(async () => {
      const made = await importOpenApi({
        protocol,
        document: definition,
        basepath,
        failOnWarnings,
        endpointType,
      });
      tell({ type: "success", header: `API ${made.name} was imported` });
      if (made.warnings.length > 0) setWarned(made);
      else await navigate(`/apis/${protocol.toLowerCase()}/${made.id}`);
    });
  if (warned !== null) return <Warnings made={warned} protocol={protocol} />;
  return (
    <PageForm
      cancelTo="/apis"
      submitText="Import"
      isComplete={definition.trim() !== ""}
      action={action}
      onSubmit={() => void run()}
    >
      <Container header={<Header variant="h2">OpenAPI definition</Header>}>
        <SpaceBetween size="l">
          <FileInput
            value={[]}
            accept=".json,.yaml,.yml"
            ariaLabel="Choose a file with the definition"
            onChange={({ detail }) => void detail.value[0]?.text().then(onDefinition)}
          >
            Choose file
          </FileInput>
          <FormField
            label="Definition"
            description={
              protocol === "HTTP" ? "OpenAPI 3, JSON or YAML" : "OpenAPI 2 or 3, JSON or YAML"
            }
            stretch
          >
            <div className="code-area">
              <Textarea
                value={definition}
                rows={16}
                spellcheck={false}
                ariaRequired
                onChange={({ detail }) => onDefinition(detail.value)}
              />
            </div>
          </FormField>
          <FormField label="Base path" description="What becomes of the path in the servers' URLs">
            <Select
              selectedOption={BASEPATHS.find(({ value }) => value === basepath) ?? null}
              options={BASEPATHS}
              onChange={({ detail }) => setBasepath(detail.selectedOption.value ?? "")}
            />
          </FormField>
          {protocol === "REST" ? (
            <EndpointTypeField value={endpointType} onChange={setEndpointType} />
          ) : null}
          <Checkbox
            checked={failOnWarnings}
            onChange={({ detail }) => setFailOnWarnings(detail.checked)}
          >
            Fail on warnings
          </Checkbox>
        </SpaceBetween>
      </Container>
    </PageForm>
  );
}

interface WarningsProps {
  readonly made: Imported;
  readonly protocol: "HTTP" | "REST";
}

function Warnings({ made, protocol }: WarningsProps): ReactNode {
  return (
    <Alert
      type="warning"
      header={`API ${made.name} was imported with warnings`}
      action={
        <Button href={href(`/apis/${protocol.toLowerCase()}/${made.id}`)}>Go to the API</Button>
      }
    >
      <ul>
        {made.warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </Alert>
  );
}
