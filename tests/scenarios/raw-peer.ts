// One end of a TCP connection as scenario tests play it: raw text out, raw text in, nothing interpreted. Latin-1, so
// that every byte is one character.
import { once } from "node:events";
import net from "node:net";
import type { AddressInfo } from "node:net";

export class RawPeer {
  readonly socket: net.Socket;
  /** Everything received and not yet taken. */
  received = "";
  ended = false;
  closed = false;
  error: Error | null = null;
  #waiting: (() => void)[] = [];

  constructor(socket: net.Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (bytes: Buffer) => {
      this.received += bytes.toString("latin1");
      this.#wake();
    });
    socket.on("end", () => {
      this.ended = true;
      this.#wake();
    });
    socket.on("error", (error) => {
      this.error = error;
      this.#wake();
    });
    socket.on("close", () => {
      this.closed = true;
      this.ended = true;
      this.#wake();
    });
  }

  send(text: string): void {
    this.socket.write(Buffer.from(text, "latin1"));
  }

  /** Waits until `found` gives something else than undefined of what was received. */
  async until<T>(found: (received: string) => T | undefined): Promise<T> {
    for (;;) {
      const result = found(this.received);
      if (result !== undefined) return result;
      if (this.ended) {
        throw new Error(`Connection ended after ${JSON.stringify(this.received.slice(0, 2000))}`);
      }
      await this.#change();
    }
  }

  /** Takes everything up to and including `end`. */
  async take(end: string): Promise<string> {
    const length = await this.until((text) => {
      const at = text.indexOf(end);
      return at === -1 ? undefined : at + end.length;
    });
    return this.takeLength(length);
  }

  /** Takes that many characters. */
  async takeLength(length: number): Promise<string> {
    await this.until((text) => (text.length >= length ? true : undefined));
    const taken = this.received.slice(0, length);
    this.received = this.received.slice(length);
    return taken;
  }

  /** Takes one message with a head and a body by Content-Length, or none. */
  async takeMessage(hasBody = true): Promise<{ head: string; body: string }> {
    const head = await this.take("\r\n\r\n");
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? "0";
    return { head, body: hasBody ? await this.takeLength(Number(length)) : "" };
  }

  /** Everything until the other end has finished sending. */
  async takeAll(): Promise<string> {
    while (!this.ended) await this.#change();
    return this.received;
  }

  async untilClosed(): Promise<void> {
    while (!this.closed) await this.#change();
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export async function connectRaw(port: number): Promise<RawPeer> {
  const socket = net.connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  const peer = new RawPeer(socket);
  await once(socket, "connect");
  return peer;
}

/** A target that does what the test says, connection by connection. */
export class RawTarget {
  readonly #server: net.Server;
  readonly #queue: RawPeer[] = [];
  #waiting: ((peer: RawPeer) => void)[] = [];
  readonly peers: RawPeer[] = [];

  private constructor(onPeer: ((peer: RawPeer) => void) | null) {
    this.#server = net.createServer({ allowHalfOpen: true }, (socket) => {
      const peer = new RawPeer(socket);
      this.peers.push(peer);
      if (onPeer !== null) onPeer(peer);
      const next = this.#waiting.shift();
      if (next === undefined) this.#queue.push(peer);
      else next(peer);
    });
  }

  /** Listens on a free port; `onPeer` sees each connection at once. */
  static async start(onPeer: ((peer: RawPeer) => void) | null = null): Promise<RawTarget> {
    const target = new RawTarget(onPeer);
    target.#server.listen(0, "127.0.0.1");
    await once(target.#server, "listening");
    return target;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The next connection that has not been asked for yet. */
  async next(): Promise<RawPeer> {
    const peer = this.#queue.shift();
    return peer ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    for (const peer of this.peers) peer.socket.destroy();
    this.#server.close();
  }
}

/** Answers every request of a connection with `answer`, bodies by Content-Length taken. */
export function answerAll(answer: (head: string, body: string) => string): (peer: RawPeer) => void {
  return (peer) => {
    void (async () => {
      for (;;) {
        const { head, body } = await peer.takeMessage();
        peer.send(answer(head, body));
      }
    })().catch(() => {
      peer.socket.destroy();
    });
  };
}

/** A complete answer with that body. */
export function ok(body: string, ...lines: readonly string[]): string {
  return ["HTTP/1.1 200 OK", `Content-Length: ${body.length}`, ...lines, "", body].join("\r\n");
}
