// Exports what a stage has deployed as an OpenAPI document, into a file.
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { type ReactNode, useState } from "react";
import { apiGateway } from "../../commons/aws-clients.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { saveFile } from "../../commons/save-file.ts";

export interface ExportDialogProps {
  readonly apiId: string;
  readonly stageName: string;
  readonly onClose: () => void;
}

export function ExportDialog({ apiId, stageName, onClose }: ExportDialogProps): ReactNode {
  const [exportType, setExportType] = useState("oas30");
  const [format, setFormat] = useState("json");
  const [isExtended, setExtended] = useState(true);
  const [isDocumented, setDocumented] = useState(true);
  const extensions = [
    ...(isExtended ? ["apigateway"] : []),
    ...(isDocumented ? ["documentation"] : []),
  ];
  const download = async () => {
    const { body } = await (
      await apiGateway()
    ).getExport({
      restApiId: apiId,
      stageName,
      exportType,
      accepts: `application/${format}`,
      parameters: extensions.length === 0 ? {} : { extensions: extensions.join(",") },
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
      <Checkbox
        checked={isDocumented}
        description="Of the version that the stage shows"
        onChange={({ detail }) => setDocumented(detail.checked)}
      >
        With documentation
      </Checkbox>
    </DialogForm>
  );
}
