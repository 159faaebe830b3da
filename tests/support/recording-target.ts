// A target that keeps the bytes of every request it gets and answers each with the same 200. Raw sockets: what a
// load balancer sent is seen as it came.
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

export interface RecordingTarget {
  readonly port: number;
  /** Heads of the requests so far, each with its empty line, health checks left out. */
  readonly heads: string[];
  /** How many connections were opened to it, health checks included. */
  readonly connections: number;
  close(): Promise<void>;
}

const ANSWER =
  "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nX-Target: yes\r\n\r\nhello\n";

export async function startRecordingTarget(answer = ANSWER): Promise<RecordingTarget> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    let pending = "";
    socket.setEncoding("latin1");
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (text: string) => {
      pending += text;
      for (;;) {
        const end = pending.indexOf("\r\n\r\n");
        if (end === -1) return;
        const head = pending.slice(0, end + 4);
        const bodyEnd = endOfBody(pending, end + 4, head);
        if (bodyEnd === -1 || pending.length < bodyEnd) return;
        pending = pending.slice(bodyEnd);
        if (!head.includes("ELB-HealthChecker")) heads.push(head);
        socket.write(answer);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    heads,
    get connections() {
      return connections;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Where the message's body ends, -1 when that cannot be told yet. */
function endOfBody(text: string, start: number, head: string): number {
  if (/^transfer-encoding: *chunked/im.test(head)) {
    const last = text.indexOf("0\r\n\r\n", start);
    return last === -1 ? -1 : last + "0\r\n\r\n".length;
  }
  return start + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
}
