// Joins an SDK client to a dispatcher without a socket: the client's HTTP request becomes the dispatcher's message and
// back. What goes over a real connection is the same bytes; the tests that need one use node:http.
import type { HttpRequestMessage, HttpResponseMessage } from "../../src/protocol/http-message.ts";
import type { Dispatcher, DispatcherOptions } from "../../src/protocol/dispatcher.ts";
import type { ServiceDefinition } from "../../src/protocol/service-definition.ts";
import type { TestContext } from "./protocol-services.ts";
import { buildQueryString, HttpResponse } from "@smithy/core/protocols";
import { silentLogger } from "../../src/base/logger.ts";
import { createDispatcher } from "../../src/protocol/dispatcher.ts";

interface ClientRequest {
  method: string;
  path: string;
  query: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

/** A dispatcher whose operations run without a context. */
export function testDispatcher(
  services: readonly ServiceDefinition<TestContext>[],
  options: Partial<DispatcherOptions<TestContext>> = {},
): Dispatcher {
  return createDispatcher(services, {
    bodyBytesMax: 10 * 1024 * 1024,
    logger: silentLogger,
    runOperation: (_call, invoke) => invoke(undefined),
    ...options,
  });
}

/** What an SDK client is configured with to speak to the dispatcher. */
export function clientConfig(dispatcher: Dispatcher) {
  return {
    region: "eu-central-1",
    endpoint: "http://127.0.0.1:4566",
    maxAttempts: 1,
    credentials: { accessKeyId: "111122223333", secretAccessKey: "secret" },
    requestHandler: {
      async handle(request: ClientRequest) {
        const response = await dispatcher.handle(messageOf(request));
        return { response: responseOf(response) };
      },
    },
  };
}

function messageOf(request: ClientRequest): HttpRequestMessage {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers))
    headers.set(name.toLowerCase(), value);
  return {
    method: request.method,
    rawPath: request.path,
    rawQuery: buildQueryString(request.query),
    headers,
    body: bytesOf(request.body),
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  throw new TypeError(`Cannot send a body of type ${typeof body}`);
}

function responseOf(response: HttpResponseMessage): HttpResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) headers[name.toLowerCase()] = value;
  return new HttpResponse({
    statusCode: response.status,
    headers,
    // A copy: clients give the bytes they get another prototype.
    body: Uint8Array.from(bytesOf(response.body)),
  });
}
