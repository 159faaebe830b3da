// The $context variables that the access log of an HTTP API may name. Those of other kinds of APIs are refused when
// the stage is configured; a name below "authorizer." may be anything that an authoriser gives.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html

const VARIABLES: ReadonlySet<string> = new Set([
  "accountId",
  "apiId",
  "awsEndpointRequestId",
  "awsEndpointRequestId2",
  "customDomain.basePathMatched",
  "dataProcessed",
  "domainName",
  "domainPrefix",
  "error.message",
  "error.messageString",
  "error.responseType",
  "extendedRequestId",
  "httpMethod",
  "identity.accountId",
  "identity.caller",
  "identity.clientCert.clientCertPem",
  "identity.clientCert.issuerDN",
  "identity.clientCert.serialNumber",
  "identity.clientCert.subjectDN",
  "identity.clientCert.validity.notAfter",
  "identity.clientCert.validity.notBefore",
  "identity.cognitoAuthenticationProvider",
  "identity.cognitoAuthenticationType",
  "identity.cognitoIdentityId",
  "identity.cognitoIdentityPoolId",
  "identity.principalOrgId",
  "identity.sourceIp",
  "identity.user",
  "identity.userAgent",
  "identity.userArn",
  "integration.error",
  "integration.integrationStatus",
  "integration.latency",
  "integration.requestId",
  "integration.status",
  "integrationErrorMessage",
  "integrationLatency",
  "integrationStatus",
  "path",
  "protocol",
  "requestId",
  "requestTime",
  "requestTimeEpoch",
  "responseLatency",
  "responseLength",
  "routeKey",
  "stage",
  "status",
  // [I] Not listed, but found in formats that work; it has no value.
  "resourcePath",
]);

const VARIABLE = /\$context\.([\w.:-]+)|\$\{context\.([\w.:-]+)\}/g;

/** The variables of a format that are none, as they are written. */
export function unsupportedLogVariables(format: string): string[] {
  const unsupported: string[] = [];
  for (const [expression, plain, braced] of format.matchAll(VARIABLE)) {
    const written = (plain ?? braced ?? "").replace(/[.:-]+$/, "");
    if (!isSupported(written)) unsupported.push(expression);
  }
  return unsupported;
}

/** Text may follow a name without a gap: "$context.status-$context.path". */
function isSupported(written: string): boolean {
  if (written.startsWith("authorizer.")) return true;
  for (let name = written; name !== ""; name = name.replace(/[.:-]*[^.:-]*$/, "")) {
    if (VARIABLES.has(name)) return true;
  }
  return false;
}
