// The formats of access logs that AWS's console offers for HTTP APIs.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html

const FIELDS = [
  ["ip", "identity.sourceIp"],
  ["requestTime", "requestTime"],
  ["httpMethod", "httpMethod"],
  ["routeKey", "routeKey"],
  ["status", "status"],
  ["protocol", "protocol"],
  ["responseLength", "responseLength"],
  ["integrationError", "integrationErrorMessage"],
] as const;

export interface LogFormat {
  readonly id: string;
  readonly text: string;
  readonly format: string;
}

/** In the order of AWS's buttons. */
export const ACCESS_LOG_FORMATS: readonly LogFormat[] = [
  {
    id: "clf",
    text: "CLF",
    format:
      "$context.identity.sourceIp - - [$context.requestTime] " +
      '"$context.httpMethod $context.routeKey $context.protocol" ' +
      "$context.status $context.responseLength $context.requestId",
  },
  {
    id: "json",
    text: "JSON",
    format: `{ "requestId":"$context.requestId", ${FIELDS.map(
      ([name, variable]) => `"${name}":"$context.${variable}"`,
    ).join(", ")} }`,
  },
  {
    id: "xml",
    text: "XML",
    format: `<request id="$context.requestId"> ${FIELDS.map(
      ([name, variable]) => `<${name}>$context.${variable}</${name}>`,
    ).join(" ")} </request>`,
  },
  {
    id: "csv",
    text: "CSV",
    format: `$context.requestId,${FIELDS.map(([, variable]) => `$context.${variable}`).join(",")}`,
  },
];
