// What a Lambda function of a proxy integration answers, made into the API's answer. Anything that is not of the
// one accepted shape is a 502.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
import { failure } from "../../base/failure.ts";
import { isBinaryMedia } from "./binary-media.ts";
import { CONTINUE, FAILED } from "./chain-stage.ts";
import { ClientAnswer } from "./client-answer.ts";
import { REFUSALS } from "./failures.ts";
import { acceptedMediaType } from "./media-type.ts";
import type { RestApiRequest } from "./request.ts";
import { clientFieldName } from "./response-head-writer.ts";

const KEYS: ReadonlySet<string> = new Set([
  "statusCode",
  "headers",
  "multiValueHeaders",
  "body",
  "isBase64Encoded",
]);

/** A function's output, read. */
export interface ProxyOutput {
  readonly status: number;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** For the chain: makes `request.answer`, or refuses. */
export function answerLambdaProxy(request: RestApiRequest): 0 | 3 {
  const output =
    request.integrationStatus === 200 &&
    request.responseHead?.joined("x-amz-function-error") === undefined
      ? parseProxyOutput(request.responseBody())
      : null;
  if (output === null) {
    const detail = `The function answered ${request.integrationStatus}: ${request.responseBody()}`;
    request.refuse(REFUSALS.malformedProxyResponse, failure("malformed-response", detail));
    return FAILED;
  }
  const answer = new ClientAnswer(output.status, { tellsTrace: true });
  for (const [name, value] of output.fields) {
    if (name.toLowerCase() === "content-type") answer.contentType = value;
    else if (clientFieldName(name) !== "") answer.fields.push([clientFieldName(name), value]);
  }
  // Decoded only where the client asked for one of the API's binary types.
  const accepted = acceptedMediaType(request.exchange.request.joined("accept"));
  const isBinary = isBinaryMedia(request.content?.snapshot.binaryMediaTypes ?? [], accepted);
  answer.body = Buffer.from(output.body, output.isBase64Encoded && isBinary ? "base64" : "utf8");
  request.answer = answer;
  return CONTINUE;
}

/** Null for output that is malformed. */
export function parseProxyOutput(text: string): ProxyOutput | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
  const output = parsed as Record<string, unknown>;
  const keys = Object.keys(output);
  if (keys.length === 0 || keys.some((key) => !KEYS.has(key))) return null;
  const status = output["statusCode"] === undefined ? 200 : Number(output["statusCode"]);
  if (!Number.isInteger(status) || status < 100 || status > 999) return null;
  const fields = fieldsOf(output["headers"], output["multiValueHeaders"]);
  const body = output["body"] ?? "";
  if (fields === null || typeof body === "object") return null;
  return {
    status,
    fields,
    body: textOf(body),
    isBase64Encoded: output["isBase64Encoded"] === true,
  };
}

/** Values of multiValueHeaders come first; null where either is none. */
function fieldsOf(headers: unknown, multi: unknown): [string, string][] | null {
  const fields: [string, string][] = [];
  if (multi !== undefined && multi !== null) {
    if (typeof multi !== "object" || Array.isArray(multi)) return null;
    for (const [name, values] of Object.entries(multi)) {
      if (!Array.isArray(values)) return null;
      for (const value of values) fields.push([name, textOf(value)]);
    }
  }
  if (headers === undefined || headers === null) return fields;
  if (typeof headers !== "object" || Array.isArray(headers)) return null;
  for (const [name, value] of Object.entries(headers)) {
    const text = textOf(value);
    const isThere = fields.some(
      ([other, there]) => other.toLowerCase() === name.toLowerCase() && there === text,
    );
    if (!isThere) fields.push([name, text]);
  }
  return fields;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
