// Parameter mapping of an integration as the rows of a form, and back as the API has it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
import type { Integration } from "@aws-sdk/client-apigatewayv2";

export interface Mapping {
  /** Of the integration's answer: "200"; "" for requests. */
  readonly status: string;
  readonly kind: string;
  /** "header.x-stage", "querystring.a", "path", "statuscode" */
  readonly parameter: string;
  readonly value: string;
}

type Parameters = Readonly<Record<string, string>>;
type ParametersByStatus = Readonly<Record<string, Parameters>>;

/** What is to be removed has no value; AWS's examples give two quotes. */
const NO_VALUE = "''";

export function requestMappings({ RequestParameters = {} }: Integration): Mapping[] {
  return rowsOf("", RequestParameters);
}

export function responseMappings({ ResponseParameters = {} }: Integration): Mapping[] {
  return Object.entries(ResponseParameters).flatMap(([status, parameters]) =>
    rowsOf(status, parameters),
  );
}

function rowsOf(status: string, parameters: Parameters): Mapping[] {
  return Object.entries(parameters).map(([key, value]) => {
    const colon = key.indexOf(":");
    const kind = key.slice(0, colon);
    return {
      status,
      kind,
      parameter: key.slice(colon + 1),
      value: kind === "remove" ? "" : value,
    };
  });
}

/** For an update: what was there and is no more is given an empty value, which takes it away. */
export function requestParameters(rows: readonly Mapping[], before: Parameters = {}): Parameters {
  const emptied = Object.fromEntries(Object.keys(before).map((key) => [key, ""]));
  return { ...emptied, ...parametersOf(rows) };
}

/** As requestParameters, by status code; an update replaces all that a status code has. */
export function responseParameters(
  rows: readonly Mapping[],
  before: ParametersByStatus = {},
): Record<string, Record<string, string>> {
  const byStatus: Record<string, Record<string, string>> = {};
  for (const status of Object.keys(before)) byStatus[status] = {};
  for (const status of new Set(rows.map((row) => row.status))) {
    byStatus[status] = parametersOf(rows.filter((row) => row.status === status));
  }
  return byStatus;
}

function parametersOf(rows: readonly Mapping[]): Record<string, string> {
  return Object.fromEntries(
    rows.map(({ kind, parameter, value }) => [
      `${kind}:${parameter}`,
      kind === "remove" ? NO_VALUE : value,
    ]),
  );
}
