// From an HTTP request to an HTTP answer, for every service: recognise, load, route, decode, check, run, encode. The
// order is AWS's: shape of the input first, then what the operation itself checks. Knows no service; accounts,
// transactions and the context of an operation are the business of `runOperation`.
import type { Logger } from "../base/logger.ts";
import type { FormData } from "./form-data.ts";
import type { HttpRequestMessage, HttpResponseMessage } from "./http-message.ts";
import type { Operation } from "./operation.ts";
import type { ProtocolName, ServiceDefinition } from "./service-definition.ts";
import type { Selection } from "./service-selection.ts";
import type { SignatureScope } from "./signature-scope.ts";
import type { AnswerContext, ErrorAnswer, ReceivedRequest, WireProtocol } from "./wire-protocol.ts";
import { uuid } from "../base/ids.ts";
import { awsJson10, awsJson11 } from "./aws-json.ts";
import { awsQuery, ec2Query } from "./aws-query.ts";
import { checkRequired } from "./check-required.ts";
import { errorAnswer, INTERNAL_ERROR } from "./error-answer.ts";
import { parseFormData } from "./form-data.ts";
import { FrameworkError } from "./framework-error.ts";
import { readBody } from "./request-body.ts";
import { restJson } from "./rest-json.ts";
import { rpcV2Cbor } from "./rpc-v2-cbor.ts";
import { selectService } from "./service-selection.ts";
import { ServiceLoader } from "./service-loader.ts";
import { readSignatureScope } from "./signature-scope.ts";

/** A request for one operation, as far as the protocols know it. */
export interface OperationCall {
  /** `ServiceDefinition.name`. */
  readonly service: string;
  readonly operation: string;
  readonly protocol: ProtocolName;
  /** Also the answer's x-amzn-RequestId. */
  readonly requestId: string;
  /** From the signature, which is not verified; undefined for an unsigned request. */
  readonly accessKeyId: string | undefined;
  readonly region: string | undefined;
  /** By the operation's name: it will not write. A hint; an operation that writes nevertheless must still fail. */
  readonly readOnly: boolean;
}

/**
 * Runs one operation: makes the context, calls `invoke` with it, within a transaction if it likes, and fulfils when
 * what was done is safe. `invoke` runs the handler and encodes its answer, so that what cannot be answered can still
 * be undone; it may be called again for another attempt, the last one's answer counts. What either rejects with
 * becomes the error that the client gets.
 */
export type RunOperation<Context> = (
  call: OperationCall,
  invoke: (context: Context) => Promise<void>,
) => Promise<void>;

export interface DispatcherOptions<Context> {
  /** Of a request's body, packed and unpacked. */
  readonly bodyBytesMax: number;
  readonly logger: Logger;
  readonly runOperation: RunOperation<Context>;
}

export interface Dispatcher {
  /** Never rejects. */
  handle(message: HttpRequestMessage): Promise<HttpResponseMessage>;
}

const PROTOCOLS: Readonly<Record<ProtocolName, WireProtocol>> = {
  restJson1: restJson,
  awsQuery,
  ec2Query,
  awsJson1_0: awsJson10,
  awsJson1_1: awsJson11,
  rpcv2Cbor: rpcV2Cbor,
};

const READ_ONLY = /^(Describe|Get|List|Export|Search|Lookup|TestInvoke)/;

export function createDispatcher<Context>(
  services: readonly ServiceDefinition<Context>[],
  options: DispatcherOptions<Context>,
): Dispatcher {
  const loader = new ServiceLoader<Context>();
  return {
    async handle(message) {
      const exchange = new Exchange(services, loader, options);
      const response = await exchange.respond(message);
      response.headers.push(["x-amzn-RequestId", exchange.requestId]);
      return response;
    },
  };
}

const NO_QUERY: FormData = new Map();
const NO_LABELS: ReadonlyMap<string, string> = new Map();

/** One request and what is known of it so far; an error is told in the form known by then. */
class Exchange<Context> {
  readonly requestId = uuid();
  readonly #services: readonly ServiceDefinition<Context>[];
  readonly #loader: ServiceLoader<Context>;
  readonly #options: DispatcherOptions<Context>;
  #selection: Selection<Context> | undefined;
  #scope: SignatureScope | undefined;
  #operationName = "";

  constructor(
    services: readonly ServiceDefinition<Context>[],
    loader: ServiceLoader<Context>,
    options: DispatcherOptions<Context>,
  ) {
    this.#services = services;
    this.#loader = loader;
    this.#options = options;
  }

  async respond(message: HttpRequestMessage): Promise<HttpResponseMessage> {
    try {
      return await this.#answer(message);
    } catch (error) {
      return this.#encodeError(message, error);
    }
  }

  async #answer(message: HttpRequestMessage): Promise<HttpResponseMessage> {
    const unpacked = readBody(message, this.#options.bodyBytesMax);
    const body = unpacked instanceof Promise ? await unpacked : unpacked;
    const query = message.rawQuery === "" ? NO_QUERY : parseFormData(message.rawQuery);
    this.#scope = readSignatureScope(message, query);
    const selection = selectService(this.#services, { message, body, query, scope: this.#scope });
    this.#selection = selection;
    if (selection.service === undefined) throw unknownService(selection);
    const service =
      this.#loader.loaded(selection.service) ?? (await this.#loader.load(selection.service));
    const route =
      selection.protocol === "restJson1"
        ? this.#loader.router(service).match(message.method, message.rawPath, query)
        : undefined;
    const name = route?.operation ?? selection.operation;
    const operation = name === undefined ? undefined : service.operation(name);
    if (operation === undefined) throw unknownOperation(selection);
    this.#operationName = operation.name;
    if (operation.handler === undefined)
      throw notImplemented(selection.service.name, operation.name);
    const { parameters } = selection;
    const labels = route?.labels ?? NO_LABELS;
    return await this.#run(operation, selection.service, {
      message,
      body,
      query,
      labels,
      parameters,
    });
  }

  async #run(
    operation: Operation<Context>,
    service: ServiceDefinition<Context>,
    request: ReceivedRequest,
  ): Promise<HttpResponseMessage> {
    const protocolName = this.#selection?.protocol ?? "restJson1";
    const protocol = PROTOCOLS[protocolName];
    const input = protocol.decodeInput(operation as Operation<unknown>, request);
    checkRequired(operation as Operation<unknown>, input, { service, protocol: protocolName });
    const handler = operation.handler as (input: unknown, context: Context) => unknown;
    const call: OperationCall = {
      service: service.name,
      operation: operation.name,
      protocol: protocolName,
      requestId: this.requestId,
      accessKeyId: this.#scope?.accessKeyId,
      region: this.#scope?.region,
      readOnly: READ_ONLY.test(operation.name) || service.keepsRecords?.(operation.name) === false,
    };
    let response: HttpResponseMessage | undefined;
    const running = this.#options.runOperation(call, async (context) => {
      response?.stream?.stop();
      const output = ((await handler(input, context)) ?? {}) as Record<string, unknown>;
      response = protocol.encodeOutput(
        operation as Operation<unknown>,
        output,
        this.#answerContext(),
      );
    });
    try {
      await running;
    } catch (error) {
      response?.stream?.stop();
      throw error;
    }
    if (response === undefined) throw new Error(`Cannot answer ${operation.name}: it was not run`);
    return response;
  }

  #answerContext(): AnswerContext {
    const service = this.#selection?.service;
    return {
      requestId: this.requestId,
      xmlNamespace: service?.xmlNamespace ?? "",
      precision: service?.timestampPrecision ?? "milliseconds",
      queryCompatible: service?.queryCompatible ?? false,
    };
  }

  #encodeError(message: HttpRequestMessage, error: unknown): HttpResponseMessage {
    const definition = this.#selection?.service;
    const loaded = definition === undefined ? undefined : this.#loader.loaded(definition);
    let answer: ErrorAnswer | undefined = errorAnswer(error, loaded as never);
    if (answer === undefined) {
      this.#options.logger.error("Operation failed", {
        service: definition?.name ?? "",
        operation: this.#operationName,
        requestId: this.requestId,
        error,
      });
      answer = INTERNAL_ERROR;
    }
    const protocol = this.#selection?.protocol ?? likelyProtocol(message);
    return PROTOCOLS[protocol].encodeError(answer, this.#answerContext());
  }
}

/** The protocol to complain in when the request could not be read far enough to tell. */
function likelyProtocol(message: HttpRequestMessage): ProtocolName {
  if (message.headers.get("smithy-protocol") === "rpc-v2-cbor") return "rpcv2Cbor";
  if (message.headers.has("x-amz-target")) {
    return message.headers.get("content-type")?.includes("json-1.0") === true
      ? "awsJson1_0"
      : "awsJson1_1";
  }
  const isForm = message.headers.get("content-type")?.startsWith("application/x-www-form") === true;
  if (!isForm) return "restJson1";
  const isEc2 = message.headers.get("authorization")?.includes("/ec2/aws4_request") === true;
  return isEc2 ? "ec2Query" : "awsQuery";
}

function notImplemented(service: string, operation: string): FrameworkError {
  return new FrameworkError(
    "NotImplemented",
    501,
    `Postern does not have ${service} ${operation} yet`,
  );
}

function unknownService<Context>(selection: Selection<Context>): FrameworkError {
  if (isQuery(selection.protocol)) {
    if (selection.operation === undefined) return missingAction();
    if (!selection.parameters.has("Version")) {
      const message = "The request must contain the parameter Version";
      return new FrameworkError("MissingParameter", 400, message);
    }
  }
  if (selection.asked === "") return missingToken();
  const what = [selection.asked, selection.operation ?? ""].join(" ").trim();
  return new FrameworkError("NotImplemented", 501, `Postern does not have ${what} yet`);
}

function unknownOperation<Context>(selection: Selection<Context>): FrameworkError {
  const { protocol, operation = "" } = selection;
  switch (protocol) {
    case "restJson1":
      return missingToken();
    case "awsQuery":
    case "ec2Query":
      return operation === "" ? missingAction() : invalidAction(operation);
    case "awsJson1_0":
    case "awsJson1_1":
      return new FrameworkError(
        "UnknownOperationException",
        400,
        `The operation ${operation} is not known`,
      );
    case "rpcv2Cbor":
      return new FrameworkError(
        "UnknownOperationException",
        404,
        `The operation ${operation} is not known`,
      );
  }
}

function isQuery(protocol: ProtocolName): boolean {
  return protocol === "awsQuery" || protocol === "ec2Query";
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html */
function missingAction(): FrameworkError {
  const message = "The request is missing an action or a required parameter.";
  return new FrameworkError("MissingAction", 400, message);
}

function invalidAction(action: string): FrameworkError {
  const message = `The action ${action} is not valid for this web service.`;
  return new FrameworkError("InvalidAction", 400, message);
}

/** What API Gateway's endpoints say to a method and path that name nothing. [I] */
function missingToken(): FrameworkError {
  return new FrameworkError(
    "MissingAuthenticationTokenException",
    403,
    "Missing Authentication Token",
  );
}
