// A target that reads requests by the plainest rules of RFC 9112 and keeps a list of everything that is not as those
// rules want it: two ways to see a body's end, a line that is none, bytes behind a request. It answers each request
// with an empty 200. Health checks are answered and not counted.
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";

const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

export interface StrictTarget {
  readonly port: number;
  /** Request lines, in the order in which they were complete. */
  readonly requests: string[];
  readonly faults: string[];
  /** Empties both lists. */
  forget(): void;
  close(): void;
}

export async function startStrictTarget(): Promise<StrictTarget> {
  const requests: string[] = [];
  const faults: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    let pending = "";
    socket.setEncoding("latin1");
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (text: string) => {
      pending += text;
      for (;;) {
        const head = headOf(pending);
        if (head === null) return;
        const end = endOfMessage(pending, head, faults);
        if (end === -1) return;
        pending = pending.slice(end);
        if (!head.includes("ELB-HealthChecker")) requests.push(head.slice(0, head.indexOf("\r\n")));
        socket.write(ANSWER);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    faults,
    forget() {
      requests.length = 0;
      faults.length = 0;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function headOf(text: string): string | null {
  const end = text.indexOf("\r\n\r\n");
  return end === -1 ? null : text.slice(0, end + 4);
}

/** -1 while the message is not complete. */
function endOfMessage(text: string, head: string, faults: string[]): number {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP\/1\.1\r\n/.test(head)) {
    faults.push(`request line ${JSON.stringify(head.split("\r\n")[0])}`);
  }
  const lengths = [...head.matchAll(/\r\nContent-Length:([^\r]*)/gi)].map((match) =>
    (match[1] ?? "").trim(),
  );
  const codings = [...head.matchAll(/\r\nTransfer-Encoding:([^\r]*)/gi)].map((match) =>
    (match[1] ?? "").trim().toLowerCase(),
  );
  if (lengths.length + codings.length > 1) faults.push(`framed twice: ${JSON.stringify(head)}`);
  if (/\r\n(?:content-length|transfer-encoding)\s+:/i.test(head)) faults.push("a spaced colon");
  if (codings.length > 0) {
    if (codings[0] !== "chunked") faults.push(`Transfer-Encoding ${codings.join()}`);
    return endOfChunks(text, head.length, faults);
  }
  const length = lengths[0] ?? "0";
  if (!/^\d{0,15}$/.test(length)) faults.push(`Content-Length ${length}`);
  const end = head.length + Number(length);
  return text.length < end ? -1 : end;
}

function endOfChunks(text: string, start: number, faults: string[]): number {
  let position = start;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", position);
    if (lineEnd === -1) return -1;
    const size = text.slice(position, lineEnd);
    if (!/^[0-9a-f]+$/i.test(size)) faults.push(`chunk size ${JSON.stringify(size)}`);
    position = lineEnd + 2;
    const bytes = Number.parseInt(size, 16);
    if (!(bytes > 0)) break;
    if (text.length < position + bytes + 2) return -1;
    position += bytes;
    if (!text.startsWith("\r\n", position)) faults.push("a chunk without its end");
    position += 2;
  }
  if (text.startsWith("\r\n", position)) return position + 2;
  const end = text.indexOf("\r\n\r\n", position);
  return end === -1 ? -1 : end + 4;
}
