// Exports what a stage has deployed as an OpenAPI document, into a file.
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";

export interface ExportDialogProps {
  readonly apiId: string;
  readonly stageName: string;
  readonly onClose: () => void;
}

export function ExportDialog({ apiId, stageName, onClose }: ExportDialogProps): ReactNode {
  const [exportType, setExportType] = useState("oas30");
  const [format, setFormat] = useState("json");
  const [isExtended, setExtended] = useState(true);
  const download = async () => {
    const { body } = await (
      await apiGateway()
    ).getExport({
      restApiId: apiId,
      stageName,
      exportType,
      accepts: `application/${format}`,
      parameters: isExtended ? { extensions: "apigateway" } : {},
    });
    saveFile(`${apiId}-${stageName}-${exportType}.${format}`, new TextDecoder().decode(body));
  };
  return (
    <DialogForm
      title={`Export ${stageName}`}
      submitText="Export API"
      isComplete
      onSubmit={download}
      onDone={onClose}
      onCancel={onClose}
    >
      <FormField label="API specification type">
        <RadioGroup
          value={exportType}
          ariaLabel="API specification type"
          items={[
            { value: "oas30", label: "OpenAPI 3" },
            { value: "swagger", label: "Swagger" },
          ]}
          onChange={({ detail }) => setExportType(detail.value)}
        />
      </FormField>
      <FormField label="Format">
        <RadioGroup
          value={format}
          ariaLabel="Format"
          items={[
            { value: "json", label: "JSON" },
            { value: "yaml", label: "YAML" },
          ]}
          onChange={({ detail }) => setFormat(detail.value)}
        />
      </FormField>
      <Checkbox checked={isExtended} onChange={({ detail }) => setExtended(detail.checked)}>
        With API Gateway extensions
      </Checkbox>
    </DialogForm>
  );
}

function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
