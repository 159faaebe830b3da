import { EventStreamCodec } from "@smithy/core/event-streams";
import { expect, test } from "vitest";
import { encodeEventStreamMessage } from "./event-stream-message.ts";

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString()),
  (text) => Buffer.from(text),
);

test.each([
  ["no header", [], ""],
  ["a payload alone", [], "payload"],
  ["headers", [[":event-type", "sessionStart"] as const, [":x", ""] as const], '{"a":"ä"}'],
])("encodeEventStreamMessage() writes what the SDK reads: %s", (_what, headers, payload) => {
  const { headers: found, body } = codec.decode(
    encodeEventStreamMessage(headers, Buffer.from(payload)),
  );
  expect(found).toEqual(
    Object.fromEntries(headers.map(([name, value]) => [name, { type: "string", value }])),
  );
  expect(Buffer.from(body).toString()).toBe(payload);
});

test("encodeEventStreamMessage() refuses headers that are too long", () => {
  const encode = (name: string, text: string) => () =>
    encodeEventStreamMessage([[name, text]], Buffer.alloc(0));
  expect(encode("n".repeat(256), "")).toThrow("it is too long");
  expect(encode("n", "t".repeat(65_536))).toThrow("it is too long");
});
