// awsJson1.0 (CloudWatch today) and awsJson1.1 (ACM): the operation in X-Amz-Target, everything else in the body.
// https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
import type { JsonDialect } from "./decode-json.ts";
import type { HttpResponseMessage } from "./http-message.ts";
import type { Operation } from "./operation.ts";
import type { AnswerContext, ErrorAnswer, ReceivedRequest, WireProtocol } from "./wire-protocol.ts";
import { decodeJson, parseJson } from "./decode-json.ts";
import { encodeEventStream, EVENT_STREAM_TYPE, eventStreamMember } from "./encode-event-stream.ts";
import { encodeJsonMembers } from "./encode-json.ts";
import { wholeErrorType } from "./error-type.ts";
import { queryErrorHeader } from "./query-error-header.ts";

const DIALECT: JsonDialect = { nameOf: "name", nonFinite: "text" };

export const awsJson10: WireProtocol = {
  decodeInput,
  encodeOutput: (operation, output, answer) => encodeOutput("1.0", { operation, output, answer }),
  // 1.0 names errors by their whole shape id, 1.1 by the name alone.
  encodeError: (error, answer) =>
    encodeError(error, answer, { version: "1.0", type: wholeErrorType(error) }),
};

export const awsJson11: WireProtocol = {
  decodeInput,
  encodeOutput: (operation, output, answer) => encodeOutput("1.1", { operation, output, answer }),
  encodeError: (error, answer) => encodeError(error, answer, { version: "1.1", type: error.code }),
};

function decodeInput(
  operation: Operation<unknown>,
  request: ReceivedRequest,
): Record<string, unknown> {
  const value = parseJson(request.body);
  return decodeJson(operation.input, value, DIALECT) as Record<string, unknown>;
}

interface Encodable {
  readonly operation: Operation<unknown>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly answer: AnswerContext;
}

function encodeOutput(version: string, encodable: Encodable): HttpResponseMessage {
  const { operation, output, answer } = encodable;
  const contentType = `application/x-amz-json-${version}`;
  const style = { nameOf: "name", precision: answer.precision } as const;
  const shape = operation.output;
  if (shape.kind === "structure" && eventStreamMember(shape) !== undefined) {
    return {
      status: 200,
      headers: [["Content-Type", EVENT_STREAM_TYPE]],
      body: "",
      stream: encodeEventStream(shape, output, { contentType, style }),
    };
  }
  const headers: [string, string][] = [["Content-Type", contentType]];
  // Operations without an output answer with no body at all.
  if (shape.kind !== "structure") return { status: 200, headers, body: "" };
  const content = encodeJsonMembers(shape, output, style);
  return { status: 200, headers, body: JSON.stringify(content) };
}

function encodeError(
  error: ErrorAnswer,
  answer: AnswerContext,
  form: { version: string; type: string },
): HttpResponseMessage {
  const headers: [string, string][] = [["Content-Type", `application/x-amz-json-${form.version}`]];
  if (answer.queryCompatible) headers.push(queryErrorHeader(error));
  return {
    status: error.status,
    headers,
    body: JSON.stringify(errorContent(error, answer, form.type)),
  };
}

/** `__type` first, then the exception's members or the message. */
function errorContent(
  error: ErrorAnswer,
  answer: AnswerContext,
  type: string,
): Record<string, unknown> {
  if (error.modelled === undefined) return { __type: type, message: error.message };
  const { shape, members } = error.modelled;
  const style = { nameOf: "name", precision: answer.precision } as const;
  return { __type: type, ...encodeJsonMembers(shape.shape, members, style) };
}
