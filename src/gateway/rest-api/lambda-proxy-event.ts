// The event that a Lambda function gets of a proxy integration (payload format 1.0).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
import { isBinaryMedia } from "./binary-media.ts";
import type { MultiValues } from "./mapping-functions.ts";
import { mediaTypeOf } from "./media-type.ts";
import type { RestApiRequest } from "./request.ts";
import { restContextVariable } from "../mapping/rest-context.ts";

/** As JSON. */
export function lambdaProxyEvent(request: RestApiRequest): string {
  const headers = withForwarded(request);
  const query = request.queryParameters();
  const { body, isBase64Encoded } = eventBody(request);
  return JSON.stringify({
    resource: request.resourcePath,
    path: request.routePath,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: lastValues(query),
    multiValueQueryStringParameters: allValues(query),
    pathParameters: nullIfEmpty(Object.fromEntries(request.pathParameters())),
    stageVariables: nullIfEmpty({ ...request.stageVariables }),
    requestContext: requestContext(request),
    body,
    isBase64Encoded,
  });
}

function eventBody(request: RestApiRequest): { body: string | null; isBase64Encoded: boolean } {
  const bytes = request.requestBodyBytes;
  if (bytes === null || bytes.length === 0) return { body: null, isBase64Encoded: false };
  const type = mediaTypeOf(request.requestHeaderValue("content-type"));
  const isBase64Encoded = isBinaryMedia(request.content?.snapshot.binaryMediaTypes ?? [], type);
  return { body: bytes.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
}

/** The function is told who asked, and how the gateway was reached: always by https on AWS. */
function withForwarded(request: RestApiRequest): MultiValues {
  const headers = new Map<string, readonly string[]>(request.requestHeaders());
  const before = request.requestHeaderValue("x-forwarded-for");
  const address = request.sourceAddress;
  for (const name of headers.keys()) {
    if (
      /^(?:x-forwarded-(?:for|port|proto)|x-amzn-trace-id|connection|content-length)$/i.test(name)
    )
      headers.delete(name);
  }
  headers.set("X-Amzn-Trace-Id", [request.traceId]);
  headers.set("X-Forwarded-For", [before === undefined ? address : `${before}, ${address}`]);
  headers.set("X-Forwarded-Port", ["443"]);
  headers.set("X-Forwarded-Proto", ["https"]);
  return headers;
}

function lastValues(values: MultiValues): Record<string, string> | null {
  return nullIfEmpty(
    Object.fromEntries([...values].map(([name, list]) => [name, list.at(-1) ?? ""])),
  );
}

function allValues(values: MultiValues): Record<string, readonly string[]> | null {
  return nullIfEmpty(Object.fromEntries(values));
}

function nullIfEmpty<T extends object>(values: T): T | null {
  return Object.keys(values).length === 0 ? null : values;
}

function requestContext(request: RestApiRequest) {
  const variable = (name: string) => restContextVariable(name, request) ?? null;
  return {
    accountId: request.account,
    apiId: request.apiId,
    ...(Object.keys(request.authorizer).length === 0 ? {} : { authorizer: request.authorizer }),
    domainName: request.domainName,
    domainPrefix: request.domainName.split(".", 1)[0] ?? "",
    extendedRequestId: request.extendedRequestId,
    httpMethod: request.method,
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: request.apiKey === "" ? null : request.apiKey,
      apiKeyId: request.apiKeyId === "" ? null : request.apiKeyId,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceAddress,
      user: null,
      userAgent: request.userAgent,
      userArn: null,
    },
    path: request.path,
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: variable("requestTime"),
    requestTimeEpoch: Math.round(request.beganAtMs),
    resourceId: request.resourceId,
    resourcePath: request.resourcePath,
    stage: request.stageName,
  };
}
