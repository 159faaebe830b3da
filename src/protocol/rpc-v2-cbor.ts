// Smithy RPC v2 CBOR, which CloudWatch's newer clients speak: the operation in the path, CBOR in the body.
// https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
import type { JsonDialect } from "./decode-json.ts";
import type { HttpResponseMessage } from "./http-message.ts";
import type { Operation } from "./operation.ts";
import type { AnswerContext, ErrorAnswer, ReceivedRequest, WireProtocol } from "./wire-protocol.ts";
import { parseCbor } from "./decode-cbor.ts";
import { decodeJson } from "./decode-json.ts";
import { CborWriter } from "./encode-cbor.ts";
import { wholeErrorType } from "./error-type.ts";
import { queryErrorHeader } from "./query-error-header.ts";

const DIALECT: JsonDialect = { nameOf: "name", nonFinite: "number" };
const PROTOCOL_HEADER: [string, string] = ["smithy-protocol", "rpc-v2-cbor"];
const CBOR_TYPE: [string, string] = ["Content-Type", "application/cbor"];

export const rpcV2Cbor: WireProtocol = { decodeInput, encodeOutput, encodeError };

function decodeInput(
  operation: Operation<unknown>,
  request: ReceivedRequest,
): Record<string, unknown> {
  return decodeJson(operation.input, parseCbor(request.body), DIALECT) as Record<string, unknown>;
}

function encodeOutput(
  operation: Operation<unknown>,
  output: Readonly<Record<string, unknown>>,
): HttpResponseMessage {
  const shape = operation.output;
  // Operations without an output answer with no body and no type.
  if (shape.kind !== "structure") return { status: 200, headers: [PROTOCOL_HEADER], body: "" };
  const writer = new CborWriter();
  writer.writeStructure(shape, output, undefined);
  return { status: 200, headers: [CBOR_TYPE, PROTOCOL_HEADER], body: writer.finish() };
}

function encodeError(error: ErrorAnswer, answer: AnswerContext): HttpResponseMessage {
  const writer = new CborWriter();
  const type = wholeErrorType(error);
  if (error.modelled === undefined) {
    writer.writeMapHead(2);
    writer.writeText("__type");
    writer.writeText(type);
    writer.writeText("message");
    writer.writeText(error.message);
  } else writer.writeStructure(error.modelled.shape.shape, error.modelled.members, type);
  const headers: [string, string][] = [CBOR_TYPE, PROTOCOL_HEADER];
  if (answer.queryCompatible) headers.push(queryErrorHeader(error));
  return { status: error.status, headers, body: writer.finish() };
}
