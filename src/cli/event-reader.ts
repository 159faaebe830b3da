// Reads Server-Sent Events from a stream
// (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation).

/** An event longer than this is not ours. */
const EVENT_CHARACTERS_MAX = 4 * 1_048_576;

export interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/** Events in order until the stream ends. */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    let end = text.indexOf("\n\n");
    while (end !== -1) {
      const event = parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
      if (event !== null) yield event;
      end = text.indexOf("\n\n");
    }
    if (text.length > EVENT_CHARACTERS_MAX) throw new Error("Cannot read events: one is too long");
  }
}

/** Null for comments. */
function parseEvent(block: string): ServerEvent | null {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  return data.length === 0 ? null : { name, data: data.join("\n") };
}
