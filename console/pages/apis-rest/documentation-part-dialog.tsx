// Creates a documentation part, or edits what one says. What is in the API is offered; the API takes other places too.
import Autosuggest from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { DocumentationPart, Resource } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { Details } from "../../commons/details.tsx";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import {
  DOCUMENTED_KINDS,
  type DocumentedKind,
  kindOf,
  locationOf,
  locationText,
} from "./documentation-locations.ts";
import { createDocumentationPart, updateDocumentationPart } from "./documentation.ts";
import { HTTP_METHODS } from "./integration-choices.ts";
import { prettyJson } from "./json-value.ts";
import { useRestApi } from "./rest-api-context.ts";
import { listAuthorizers, listModels } from "./rest-apis.ts";

export interface DocumentationPartDialogProps {
  /** Undefined: a new one. */
  readonly part: DocumentationPart | undefined;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const NEW_PROPERTIES = `{
  "description": ""
}`;

export function DocumentationPartDialog(props: DocumentationPartDialogProps): ReactNode {
  const { part } = props;
  const { apiId } = useRestApi();
  const [type, setType] = useState<string>("API");
  const [place, setPlace] = useState<PlaceTexts>({
    path: "/",
    method: "",
    statusCode: "",
    name: "",
  });
  const before = prettyJson(part?.properties ?? NEW_PROPERTIES);
  const [properties, setProperties] = useState(before);
  const kind = kindOf(type);
  const save = async () => {
    if (part !== undefined) {
      // Layout alone is no change.
      if (properties !== before) await updateDocumentationPart(apiId, part, properties);
    } else if (kind !== undefined) {
      await createDocumentationPart(apiId, locationOf(kind, place), properties);
    }
  };
  return (
    <DialogForm
      title={part === undefined ? "Create documentation part" : "Edit documentation part"}
      submitText={part === undefined ? "Create documentation part" : "Save changes"}
      size="large"
      isComplete={part !== undefined || kind?.hasName !== true || place.name !== ""}
      onSubmit={save}
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      {part === undefined ? (
        <SpaceBetween size="m">
          <FormField label="Type">
            <Select
              selectedOption={kind ?? null}
              options={DOCUMENTED_KINDS}
              onChange={({ detail }) => setType(detail.selectedOption.value ?? "API")}
            />
          </FormField>
          {kind === undefined ? null : (
            <PlaceFields kind={kind} place={place} onChange={setPlace} />
          )}
        </SpaceBetween>
      ) : (
        <Details columns={1} items={[{ label: "Documents", value: locationText(part.location) }]} />
      )}
      <FormField
        label="Content"
        description="A JSON object, whose members an export puts where OpenAPI has them"
        stretch
      >
        <Textarea
          value={properties}
          rows={10}
          spellcheck={false}
          onChange={({ detail }) => setProperties(detail.value)}
        />
      </FormField>
    </DialogForm>
  );
}

interface PlaceTexts {
  readonly path: string;
  readonly method: string;
  readonly statusCode: string;
  readonly name: string;
}

interface PlaceFieldsProps {
  readonly kind: DocumentedKind;
  readonly place: PlaceTexts;
  readonly onChange: (place: PlaceTexts) => void;
}

function PlaceFields({ kind, place, onChange }: PlaceFieldsProps): ReactNode {
  const { apiId, resources } = useRestApi();
  const all = resources.value ?? [];
  const named = useLoaded(() => namesOf(apiId, kind), [apiId, kind.value]);
  const fields: readonly (PlaceFieldProps | false)[] = [
    kind.hasPath === true && {
      label: "Path",
      name: "path",
      texts: all.map(({ path = "" }) => path),
    },
    kind.hasMethod === true && {
      label: "Method",
      name: "method",
      description: "Empty: every method",
      texts: HTTP_METHODS.filter((method) => method !== "ANY"),
    },
    kind.hasStatusCode === true && {
      label: "Status code",
      name: "statusCode",
      description: "Empty: every status code",
      texts: statusCodesOf(all),
    },
    kind.hasName === true && { label: "Name", name: "name", texts: named.value ?? [] },
  ];
  return (
    <SpaceBetween size="m">
      {fields
        .filter((field) => field !== false)
        .map(({ label, name, description, texts }) => (
          <FormField key={name} label={label} description={description}>
            <Autosuggest
              value={place[name]}
              options={texts.map((value) => ({ value }))}
              enteredTextLabel={(value) => `Use ${value}`}
              clearAriaLabel={`Clear ${label.toLowerCase()}`}
              ariaLabel={label}
              onChange={({ detail }) => onChange({ ...place, [name]: detail.value })}
            />
          </FormField>
        ))}
    </SpaceBetween>
  );
}

interface PlaceFieldProps {
  readonly label: string;
  readonly name: keyof PlaceTexts;
  readonly description?: string;
  /** What the API has. */
  readonly texts: readonly string[];
}

function statusCodesOf(resources: readonly Resource[]): string[] {
  const methods = resources.flatMap(({ resourceMethods = {} }) => Object.values(resourceMethods));
  const codes = methods.flatMap(({ methodResponses = {} }) => Object.keys(methodResponses));
  return [...new Set(codes)].sort();
}

async function namesOf(apiId: string, { value }: DocumentedKind): Promise<string[]> {
  if (value === "AUTHORIZER") return (await listAuthorizers(apiId)).map(({ name = "" }) => name);
  if (value === "MODEL") return (await listModels(apiId)).map(({ name = "" }) => name);
  return [];
}
