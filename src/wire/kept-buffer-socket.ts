// Makes accepted sockets read into one kept buffer, as dialed ones can: Node offers `onread` for sockets that it
// connects, not for those that a server accepts, and the difference is a tenth of a proxied request's cost. The
// accepted socket's handle is moved to a socket made with `onread`; where Node's inside is not as expected, the
// accepted socket stays what it is and the caller uses `data` events.
// https://nodejs.org/api/net.html#new-netsocketoptions
import net from "node:net";
import type { WireRuntime } from "./runtime.ts";

/** A socket whose bytes come through `onBytes`: `length` of them, in the runtime's read buffer. */
export class KeptBufferSocket {
  readonly socket: net.Socket;
  onBytes: (length: number) => void = ignore;

  constructor(handle: unknown, buffer: Buffer) {
    const options = {
      handle,
      manualStart: true,
      allowHalfOpen: true,
      readable: true,
      writable: true,
      onread: {
        buffer,
        callback: (length: number) => {
          this.onBytes(length);
          return true;
        },
      },
    };
    // `handle` and `manualStart` are what Node's own server uses; its types leave them out.
    this.socket = new net.Socket(options as net.SocketConstructorOpts);
  }
}

/** What is moved from one socket to the other. */
interface SocketInside {
  _handle?: { useUserBuffer?: unknown } | null;
  _server?: unknown;
  server?: unknown;
}

/** Null when the handle can't be moved. The socket must have been accepted paused; it is not to be used again. */
export function keepBuffer(accepted: net.Socket, runtime: WireRuntime): KeptBufferSocket | null {
  const inside = accepted as SocketInside;
  const handle = inside._handle;
  if (!handle || typeof handle.useUserBuffer !== "function" || inside._server === undefined) {
    return null;
  }
  const kept = new KeptBufferSocket(handle, runtime.readBuffer);
  const target = kept.socket as SocketInside;
  // The server counts its connections by this reference.
  target._server = inside._server;
  target.server = inside.server;
  inside._handle = null;
  inside._server = null;
  return kept;
}

function ignore(): void {}
