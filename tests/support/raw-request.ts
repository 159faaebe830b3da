// One raw HTTP request on a connection of its own: what is sent and what comes back are bytes.
import { connect } from "node:net";

export interface RawAnswer {
  readonly status: number;
  /** Status line and fields, without the empty line. */
  readonly head: string;
  readonly body: string;
}

/** Sends `request` as latin1 and resolves when the peer has closed. */
export function exchangeBytes(host: string, port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect({ host, port }, () => socket.write(request, "latin1"));
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => (text += chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
  });
}

/** GET with Connection: close. */
export async function get(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const fields = Object.entries({ Host: host, Connection: "close", ...headers });
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const text = await exchangeBytes(
    hostname,
    Number(port),
    `GET ${pathname}${search} HTTP/1.1\r\n${lines}\r\n`,
  );
  return parseAnswer(text);
}

export function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const head = text.slice(0, end);
  return { status: Number(head.split(" ")[1]), head, body: text.slice(end + 4) };
}
