// TestInvokeMethod: runs a method as it is configured now, deployed or not, and answers what came of it with the
// execution log. Authorizers and API keys are not asked.
// https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html
import type { OperationContext } from "../operation-context.ts";
import { findMethod } from "./find-method.ts";
import { findResource } from "./find-resource.ts";
import { findRestApi } from "./find-rest-api.ts";
import { HTTP_METHODS } from "./method-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { readRestApiContent } from "./rest-api-content.ts";
import { restDataPlaneOf } from "./rest-data-plane-of.ts";

export async function testInvokeMethod(
  input: Input<"TestInvokeMethod">,
  context: OperationContext,
): Promise<Output<"TestInvokeMethod">> {
  const { account, region } = context;
  await checkMethodIsThere(input, context);
  const restApi = await findRestApi(context, input.restApiId);
  const result = await restDataPlaneOf(context, "TestInvokeMethod").testInvokeMethod({
    scope: { account, region },
    content: await readRestApiContent(context, restApi),
    resourceId: input.resourceId,
    httpMethod: input.httpMethod,
    pathWithQueryString: input.pathWithQueryString ?? "",
    headers: mergedHeaders(input),
    body: input.body ?? "",
    stageVariables: input.stageVariables ?? {},
    clientCertificateId: input.clientCertificateId,
  });
  const headers = Object.entries(result.multiValueHeaders);
  return {
    status: result.status,
    body: result.body,
    headers: Object.fromEntries(headers.map(([name, values]) => [name, values.at(-1) ?? ""])),
    multiValueHeaders: Object.fromEntries(headers.map(([name, values]) => [name, [...values]])),
    log: result.log,
    latency: result.latencyMs,
  };
}

/** A verb without a method of its own is taken by ANY. */
async function checkMethodIsThere(
  input: Input<"TestInvokeMethod">,
  context: OperationContext,
): Promise<void> {
  const { resourceMethods = {} } = await findResource(context, input);
  const hasAny = Object.hasOwn(resourceMethods, "ANY") && HTTP_METHODS.includes(input.httpMethod);
  if (!hasAny) await findMethod(context, input);
}

/** Of a header given in both ways, the values are joined. */
function mergedHeaders({
  headers = {},
  multiValueHeaders = {},
}: Input<"TestInvokeMethod">): Record<string, readonly string[]> {
  const merged = new Map<string, readonly string[]>(Object.entries(multiValueHeaders));
  for (const [name, value] of Object.entries(headers)) {
    const values = merged.get(name) ?? [];
    if (!values.includes(value)) merged.set(name, [...values, value]);
  }
  return Object.fromEntries(merged);
}
