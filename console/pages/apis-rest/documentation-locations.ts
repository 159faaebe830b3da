// Where in an API a documentation part can belong, and by which names each kind of place is told.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPartLocation.html
import type { DocumentationPartLocation, DocumentationPartType } from "@aws-sdk/client-api-gateway";

export interface DocumentedKind {
  readonly value: DocumentationPartType;
  readonly label: string;
  readonly hasPath?: true;
  readonly hasMethod?: true;
  readonly hasStatusCode?: true;
  readonly hasName?: true;
}

export const DOCUMENTED_KINDS: readonly DocumentedKind[] = [
  { value: "API", label: "API" },
  { value: "AUTHORIZER", label: "Authorizer", hasName: true },
  { value: "MODEL", label: "Model", hasName: true },
  { value: "RESOURCE", label: "Resource", hasPath: true },
  { value: "METHOD", label: "Method", hasPath: true, hasMethod: true },
  {
    value: "PATH_PARAMETER",
    label: "Path parameter",
    hasPath: true,
    hasMethod: true,
    hasName: true,
  },
  {
    value: "QUERY_PARAMETER",
    label: "Query parameter",
    hasPath: true,
    hasMethod: true,
    hasName: true,
  },
  {
    value: "REQUEST_HEADER",
    label: "Request header",
    hasPath: true,
    hasMethod: true,
    hasName: true,
  },
  { value: "REQUEST_BODY", label: "Request body", hasPath: true, hasMethod: true },
  { value: "RESPONSE", label: "Response", hasPath: true, hasMethod: true, hasStatusCode: true },
  {
    value: "RESPONSE_HEADER",
    label: "Response header",
    hasPath: true,
    hasMethod: true,
    hasStatusCode: true,
    hasName: true,
  },
  {
    value: "RESPONSE_BODY",
    label: "Response body",
    hasPath: true,
    hasMethod: true,
    hasStatusCode: true,
  },
];

export function kindOf(type: string | undefined): DocumentedKind | undefined {
  return DOCUMENTED_KINDS.find(({ value }) => value === type);
}

/** "Query parameter GET /pets limit", which no other part of the API has. */
export function locationText(location: DocumentationPartLocation = { type: undefined }): string {
  const kind = kindOf(location.type);
  return [
    kind?.label ?? location.type,
    kind?.hasMethod === true ? (location.method ?? "*") : undefined,
    kind?.hasPath === true ? (location.path ?? "/") : undefined,
    kind?.hasStatusCode === true ? (location.statusCode ?? "*") : undefined,
    location.name,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** The members that the kind has, without those that are left empty. */
export function locationOf(
  kind: DocumentedKind,
  texts: Readonly<Record<"path" | "method" | "statusCode" | "name", string>>,
): DocumentationPartLocation {
  return {
    type: kind.value,
    ...(kind.hasPath === true && texts.path !== "" ? { path: texts.path } : {}),
    ...(kind.hasMethod === true && texts.method !== "" ? { method: texts.method } : {}),
    ...(kind.hasStatusCode === true && texts.statusCode !== ""
      ? { statusCode: texts.statusCode }
      : {}),
    ...(kind.hasName === true && texts.name !== "" ? { name: texts.name } : {}),
  };
}
