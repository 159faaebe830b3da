// An output that is a stream of events, as the JSON protocols write it: a message with the output's other members,
// then one for each event. Events are asked for one at a time, as fast as the reader takes them; an event that is a
// modelled exception is told as one, and ends the stream.
// https://smithy.io/2.0/spec/streaming.html#event-streams
import type { BodyStream } from "./http-message.ts";
import type { Member, StructureShape } from "./shape.ts";
import { encodeJson, encodeJsonMembers, type JsonStyle } from "./encode-json.ts";
import { encodeEventStreamMessage } from "./event-stream-message.ts";

export const EVENT_STREAM_TYPE = "application/vnd.amazon.eventstream";

export interface EventStreamForm {
  /** Of the payloads. */
  readonly contentType: string;
  readonly style: JsonStyle;
}

/** The member of an output that is a stream of events; undefined for any other output. */
export function eventStreamMember(shape: StructureShape): Member | undefined {
  return shape.members.find(({ isEventStream }) => isEventStream);
}

export function encodeEventStream(
  shape: StructureShape,
  output: Readonly<Record<string, unknown>>,
  form: EventStreamForm,
): BodyStream {
  const member = eventStreamMember(shape);
  const union = member?.shape;
  if (member === undefined || union?.kind !== "structure") {
    throw new TypeError(`Cannot stream ${shape.name}: none of its members is a stream of events`);
  }
  const events = output[member.name] as AsyncIterable<Readonly<Record<string, unknown>>>;
  const others = encodeJsonMembers(shape, { ...output, [member.name]: undefined }, form.style);
  const initial = encodeEventStreamMessage(
    headersOf("event", "initial-response", form),
    Buffer.from(JSON.stringify(others)),
  );
  return new EncodedEvents(initial, events[Symbol.asyncIterator](), (event) =>
    encodeEvent(union, event, form),
  );
}

class EncodedEvents implements BodyStream {
  readonly #events: AsyncIterator<Readonly<Record<string, unknown>>>;
  readonly #encode: (event: Readonly<Record<string, unknown>>) => Uint8Array;
  #initial: Uint8Array | null;

  constructor(
    initial: Uint8Array,
    events: AsyncIterator<Readonly<Record<string, unknown>>>,
    encode: (event: Readonly<Record<string, unknown>>) => Uint8Array,
  ) {
    this.#initial = initial;
    this.#events = events;
    this.#encode = encode;
  }

  async next(): Promise<Uint8Array | null> {
    if (this.#initial !== null) {
      const initial = this.#initial;
      this.#initial = null;
      return initial;
    }
    const { done, value } = await this.#events.next();
    return done === true ? null : this.#encode(value);
  }

  stop(): void {
    void this.#events.return?.();
  }
}

function encodeEvent(
  union: StructureShape,
  event: Readonly<Record<string, unknown>>,
  form: EventStreamForm,
): Uint8Array {
  const member = union.members.find(({ name }) => event[name] !== undefined);
  if (member === undefined) {
    throw new TypeError(`Cannot write an event of ${union.name}: it has none of its members`);
  }
  const kind = member.isError ? "exception" : "event";
  const content = encodeJson(member.shape, event[member.name], form.style);
  return encodeEventStreamMessage(
    headersOf(kind, member.name, form),
    Buffer.from(JSON.stringify(content)),
  );
}

function headersOf(
  kind: "event" | "exception",
  name: string,
  { contentType }: EventStreamForm,
): (readonly [string, string])[] {
  return [
    [`:${kind}-type`, name],
    [":content-type", contentType],
    [":message-type", kind],
  ];
}
