// Event streams of the JSON protocols, by operations of CloudWatch Logs, which have one in their output.
import * as sdk from "@aws-sdk/client-cloudwatch-logs";
import { EventStreamCodec } from "@smithy/core/event-streams";
import { expect, test } from "vitest";
import type { BodyStream } from "./http-message.ts";
import { encodeEventStream, eventStreamMember } from "./encode-event-stream.ts";
import { LoadedService } from "./operation.ts";
import type { StructureShape } from "./shape.ts";

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString()),
  (text) => Buffer.from(text),
);
const FORM = {
  contentType: "application/x-amz-json-1.1",
  style: { nameOf: "name", precision: "milliseconds" },
} as const;

function outputOf(operation: string): StructureShape {
  const definition = {
    name: "logs",
    protocols: [],
    signingNames: [],
    load: () => Promise.reject(),
  };
  const service = new LoadedService(definition, { sdk, handlers: {} });
  return service.operation(operation)?.output as StructureShape;
}

/** Events, and whether the reader has stopped them. */
function streamOf(...events: object[]): { stream: BodyStream; isStopped: () => boolean } {
  let isStopped = false;
  const responseStream = {
    async *[Symbol.asyncIterator]() {
      try {
        yield* events;
      } finally {
        isStopped = true;
      }
    },
  };
  const stream = encodeEventStream(outputOf("StartLiveTail"), { responseStream }, FORM);
  return { stream, isStopped: () => isStopped };
}

async function messageOf(stream: BodyStream) {
  const bytes = await stream.next();
  if (bytes === null) return null;
  const { headers, body } = codec.decode(bytes);
  const texts = Object.entries(headers).map(([name, { value }]) => [name, value]);
  return { headers: Object.fromEntries(texts) as object, body: Buffer.from(body).toString() };
}

test("encodeEventStream() begins with the output's other members, and writes events as they are asked for", async () => {
  const { stream } = streamOf(
    { sessionStart: { sessionId: "s" } },
    { sessionUpdate: { sessionResults: [{ message: "m", timestamp: 1 }] } },
  );
  expect(await messageOf(stream)).toEqual({
    headers: {
      ":event-type": "initial-response",
      ":content-type": "application/x-amz-json-1.1",
      ":message-type": "event",
    },
    body: "{}",
  });
  expect(await messageOf(stream)).toMatchObject({
    headers: { ":event-type": "sessionStart", ":message-type": "event" },
    body: '{"sessionId":"s"}',
  });
  expect(await messageOf(stream)).toMatchObject({
    headers: { ":event-type": "sessionUpdate" },
    body: '{"sessionResults":[{"message":"m","timestamp":1}]}',
  });
  expect(await messageOf(stream)).toBeNull();
});

test("encodeEventStream() tells a modelled exception as one", async () => {
  const { stream } = streamOf({ SessionTimeoutException: { message: "over" } });
  await stream.next();
  expect(await messageOf(stream)).toEqual({
    headers: {
      ":exception-type": "SessionTimeoutException",
      ":content-type": "application/x-amz-json-1.1",
      ":message-type": "exception",
    },
    body: '{"message":"over"}',
  });
});

test("encodeEventStream() stops what it reads from", async () => {
  const { stream, isStopped } = streamOf({ sessionStart: {} }, { sessionStart: {} });
  await stream.next();
  await stream.next();
  stream.stop();
  await expect.poll(isStopped).toBe(true);
});

test("encodeEventStream() refuses an event that the output does not have", async () => {
  const { stream } = streamOf({ somethingElse: {} });
  await stream.next();
  await expect(stream.next()).rejects.toThrow("it has none of its members");
});

test("eventStreamMember() finds none in other outputs", () => {
  expect(eventStreamMember(outputOf("StartLiveTail"))?.name).toBe("responseStream");
  expect(eventStreamMember(outputOf("GetLogEvents"))).toBeUndefined();
});
