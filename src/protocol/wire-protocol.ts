// The face that every AWS protocol shows to the dispatcher: a request to an input, an output to an answer, an error
// to an answer. Implementations are pure: no state between requests, no I/O.
import type { FormData } from "./form-data.ts";
import type { HttpRequestMessage, HttpResponseMessage } from "./http-message.ts";
import type { ErrorShape, Operation } from "./operation.ts";
import type { TimestampPrecision } from "./timestamps.ts";

/** A request whose body has been unpacked and whose query string has been read. */
export interface ReceivedRequest {
  readonly message: HttpRequestMessage;
  readonly body: Uint8Array;
  readonly query: FormData;
  /** restJson1: the still encoded labels of the path. */
  readonly labels: ReadonlyMap<string, string>;
  /** The query protocols' parameters, from body and query string. */
  readonly parameters: FormData;
}

/** What an answer needs beside its content. */
export interface AnswerContext {
  readonly requestId: string;
  readonly xmlNamespace: string;
  readonly precision: TimestampPrecision;
  readonly queryCompatible: boolean;
}

/** An error on its way to the client. */
export interface ErrorAnswer {
  /** The name of the modelled exception, or AWS's code. */
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** The model's entry and the exception's members, for modelled ones. */
  readonly modelled:
    | { readonly shape: ErrorShape; readonly members: Readonly<Record<string, unknown>> }
    | undefined;
}

/** One AWS protocol. Decoding throws FrameworkError. */
export interface WireProtocol {
  decodeInput(operation: Operation<unknown>, request: ReceivedRequest): Record<string, unknown>;
  encodeOutput(
    operation: Operation<unknown>,
    output: Readonly<Record<string, unknown>>,
    answer: AnswerContext,
  ): HttpResponseMessage;
  encodeError(error: ErrorAnswer, answer: AnswerContext): HttpResponseMessage;
}
