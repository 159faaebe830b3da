// Reads from the first message of a TLS client what the choice of a certificate and of ALPN needs before the TLS
// library is asked (RFC 8446 §4.1.2). Pure, bounded by the record it is given, and never the judge of whether the
// message is valid: what it can't read, the TLS library will refuse.

/** What a client says of itself. */
export interface ClientHello {
  /** From the server_name extension (RFC 6066 §3), "" when there is none. */
  readonly serverName: string;
  /** From the ALPN extension (RFC 7301 §3.1); empty when there is none. */
  readonly alpnProtocols: readonly string[];
}

const HEADER_BYTES = 5;
const HANDSHAKE = 0x16;
const CLIENT_HELLO = 1;
const EXTENSION_SERVER_NAME = 0;
const EXTENSION_ALPN = 16;
/** The largest plaintext record (RFC 8446 §5.1). */
const RECORD_BYTES_MAX = 16_384;

/** Bytes of the whole first record, header included; 0 when more must come to tell, -1 when it is no handshake. */
export function firstRecordBytes(bytes: Buffer): number {
  if (bytes.length > 0 && bytes[0] !== HANDSHAKE) return -1;
  if (bytes.length < HEADER_BYTES) return 0;
  const length = bytes.readUInt16BE(3);
  return length > RECORD_BYTES_MAX ? -1 : HEADER_BYTES + length;
}

/** Null when the record holds no complete ClientHello. */
export function readClientHello(record: Buffer): ClientHello | null {
  const end = firstRecordBytes(record);
  if (end <= HEADER_BYTES + 4 || record.length < end) return null;
  if (record[HEADER_BYTES] !== CLIENT_HELLO) return null;
  const reader = new Reader(record, HEADER_BYTES + 4, end);
  if (record.readUIntBE(HEADER_BYTES + 1, 3) > end - HEADER_BYTES - 4) return null;
  // Version and random; session id; cipher suites; compression methods.
  reader.skip(34);
  reader.skip(reader.number(1));
  reader.skip(reader.number(2));
  reader.skip(reader.number(1));
  if (reader.left === 0) return { serverName: "", alpnProtocols: [] };
  return readExtensions(reader.part(reader.number(2)));
}

function readExtensions(reader: Reader): ClientHello | null {
  let serverName = "";
  let alpnProtocols: readonly string[] = [];
  while (reader.left > 0 && !reader.failed) {
    const type = reader.number(2);
    const content = reader.part(reader.number(2));
    if (type === EXTENSION_SERVER_NAME) serverName = readServerName(content);
    else if (type === EXTENSION_ALPN) alpnProtocols = readProtocols(content);
    if (content.failed) return null;
  }
  return reader.failed ? null : { serverName, alpnProtocols };
}

function readServerName(reader: Reader): string {
  const list = reader.part(reader.number(2));
  const isHostName = list.number(1) === 0;
  const name = list.text(list.number(2));
  return isHostName ? name : "";
}

function readProtocols(reader: Reader): string[] {
  const protocols: string[] = [];
  const list = reader.part(reader.number(2));
  while (list.left > 0 && !list.failed) protocols.push(list.text(list.number(1)));
  return protocols;
}

/** Reads within bounds; past them everything is 0 or empty, and `failed` says so. */
class Reader {
  failed = false;
  readonly #bytes: Buffer;
  readonly #end: number;
  #position: number;

  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes;
    this.#position = start;
    this.#end = end;
  }

  get left(): number {
    return this.#end - this.#position;
  }

  number(byteCount: 1 | 2): number {
    const start = this.#position;
    if (!this.skip(byteCount)) return 0;
    return this.#bytes.readUIntBE(start, byteCount);
  }

  skip(byteCount: number): boolean {
    if (this.failed || byteCount > this.left) {
      this.failed = true;
      return false;
    }
    this.#position += byteCount;
    return true;
  }

  text(byteCount: number): string {
    const start = this.#position;
    return this.skip(byteCount) ? this.#bytes.latin1Slice(start, start + byteCount) : "";
  }

  part(byteCount: number): Reader {
    const start = this.#position;
    const isThere = this.skip(byteCount);
    const part = new Reader(this.#bytes, start, isThere ? start + byteCount : start);
    part.failed = !isThere;
    return part;
  }
}
