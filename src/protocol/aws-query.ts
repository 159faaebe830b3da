// awsQuery (ELBv2, STS, older CloudWatch clients) and ec2Query: form parameters in, XML out. They differ in the
// spelling of parameters, in the envelopes and in how errors look.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
import type { HttpResponseMessage } from "./http-message.ts";
import type { Operation } from "./operation.ts";
import type { AnswerContext, ErrorAnswer, ReceivedRequest, WireProtocol } from "./wire-protocol.ts";
import { decodeQuery } from "./decode-query.ts";
import { encodeXmlMembers, xmlElement } from "./encode-xml.ts";
import { escapeXml } from "./xml-text.ts";

/** The codes of common errors in the query protocols, where JSON has another name for them. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  ValidationException: "ValidationError",
  SerializationException: "MalformedInput",
  ThrottlingException: "Throttling",
  AccessDeniedException: "AccessDenied",
  IncompleteSignatureException: "IncompleteSignature",
  InvalidSignatureException: "SignatureDoesNotMatch",
  UnknownOperationException: "InvalidAction",
  InternalServerException: "InternalFailure",
};

const EC2_CODES: Readonly<Record<string, string>> = {
  ...QUERY_CODES,
  ValidationException: "InvalidParameterValue",
  MalformedInput: "InvalidParameterValue",
  SerializationException: "InvalidParameterValue",
  ThrottlingException: "RequestLimitExceeded",
  AccessDeniedException: "UnauthorizedOperation",
  InternalServerException: "InternalError",
  InternalFailure: "InternalError",
};

export const awsQuery: WireProtocol = {
  decodeInput: (operation: Operation<unknown>, request: ReceivedRequest) =>
    decodeQuery(operation.input, request.parameters, "awsQuery"),
  encodeOutput: encodeQueryOutput,
  encodeError: encodeQueryError,
};

export const ec2Query: WireProtocol = {
  decodeInput: (operation: Operation<unknown>, request: ReceivedRequest) =>
    decodeQuery(operation.input, request.parameters, "ec2Query"),
  encodeOutput: encodeEc2Output,
  encodeError: encodeEc2Error,
};

function encodeQueryOutput(
  operation: Operation<unknown>,
  output: Readonly<Record<string, unknown>>,
  answer: AnswerContext,
): HttpResponseMessage {
  const { name, output: shape } = operation;
  let content = "";
  if (shape.kind === "structure") {
    content += xmlElement(`${name}Result`, encodeXmlMembers(shape, output, answer.precision));
  }
  content += `<ResponseMetadata><RequestId>${answer.requestId}</RequestId></ResponseMetadata>`;
  const body = `<${name}Response xmlns="${answer.xmlNamespace}">${content}</${name}Response>`;
  return { status: 200, headers: [["Content-Type", "text/xml"]], body };
}

function encodeQueryError(error: ErrorAnswer, answer: AnswerContext): HttpResponseMessage {
  const modelled = error.modelled?.shape;
  const code = modelled?.queryCode ?? QUERY_CODES[error.code] ?? error.code;
  const status = modelled?.queryStatus ?? error.status;
  const type = status < 500 ? "Sender" : "Receiver";
  const detail =
    `<Type>${type}</Type><Code>${escapeXml(code)}</Code>` +
    `<Message>${escapeXml(error.message)}</Message>${extraMembers(error, answer)}`;
  const namespace = answer.xmlNamespace === "" ? "" : ` xmlns="${answer.xmlNamespace}"`;
  const body =
    `<ErrorResponse${namespace}><Error>${detail}</Error>` +
    `<RequestId>${answer.requestId}</RequestId></ErrorResponse>`;
  return { status, headers: [["Content-Type", "text/xml"]], body };
}

/** The members of a modelled exception beside its message. */
function extraMembers(error: ErrorAnswer, answer: AnswerContext): string {
  if (error.modelled === undefined) return "";
  const { shape, members } = error.modelled;
  const extra: Record<string, unknown> = {};
  for (const member of shape.shape.members) {
    if (!/^message$/i.test(member.name)) extra[member.name] = members[member.name];
  }
  return encodeXmlMembers(shape.shape, extra, answer.precision);
}

const EC2_HEADERS: readonly [string, string][] = [["Content-Type", "text/xml;charset=UTF-8"]];

function encodeEc2Output(
  operation: Operation<unknown>,
  output: Readonly<Record<string, unknown>>,
  answer: AnswerContext,
): HttpResponseMessage {
  const { name, output: shape } = operation;
  let content = `<requestId>${answer.requestId}</requestId>`;
  // Operations whose model has no output say that they were done: <return>true</return>.
  content +=
    shape.kind === "structure"
      ? encodeXmlMembers(shape, output, answer.precision)
      : "<return>true</return>";
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${name}Response xmlns="${answer.xmlNamespace}">${content}</${name}Response>`;
  return { status: 200, headers: [...EC2_HEADERS], body };
}

function encodeEc2Error(error: ErrorAnswer, answer: AnswerContext): HttpResponseMessage {
  const code = error.modelled?.shape.queryCode ?? EC2_CODES[error.code] ?? error.code;
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${escapeXml(code)}</Code>` +
    `<Message>${escapeXml(error.message)}</Message></Error></Errors>` +
    `<RequestID>${answer.requestId}</RequestID></Response>`;
  return { status: error.status, headers: [...EC2_HEADERS], body };
}
