// The parts of one API, each kind in order of id.
import type { Integration, Route, Stage } from "@aws-sdk/client-apigatewayv2";
import type { RecordKind } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";

/** The kinds of records that are parts of an API; their ids begin with the API's id and a slash. */
export const PART_KINDS = [
  "http-api-route",
  "http-api-integration",
  "http-api-stage",
  "http-api-deployment",
] as const satisfies readonly RecordKind[];

export async function routesOf(context: OperationContext, apiId: string): Promise<Route[]> {
  const records = await context.records.list("http-api-route", `${apiId}/`);
  return records.map((record) => record.body.route);
}

export async function integrationsOf(
  context: OperationContext,
  apiId: string,
): Promise<Integration[]> {
  const records = await context.records.list("http-api-integration", `${apiId}/`);
  return records.map((record) => record.body.integration);
}

export async function stagesOf(context: OperationContext, apiId: string): Promise<Stage[]> {
  const records = await context.records.list("http-api-stage", `${apiId}/`);
  return records.map((record) => record.body.stage);
}
