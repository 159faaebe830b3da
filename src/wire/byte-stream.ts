// The face that everything above a transport sees: a TCP socket, a TLS socket and one end of an in-memory pair
// are all ByteStreams, so that a hop inside this process runs the very same listener code as one from outside.
// Plain method calls on one handler object instead of events: nothing is allocated per chunk.
import type { Failure } from "../base/failure.ts";

/** Who a private hop claims to be: the network interface of the VPC link that it leaves through. */
export interface HopIdentity {
  readonly sourceAddress: string;
  readonly vpcLinkId: string;
  readonly securityGroupIds: readonly string[];
  /** How many flows of Network Load Balancers of this process led here; left out for none. */
  readonly flowsBefore?: number;
}

/** What TLS settled on, as load balancer headers, logs and certificate choice need it. */
export interface TlsInfo {
  /** "TLSv1.2", "TLSv1.3" … */
  readonly protocol: string;
  /** OpenSSL's name of the cipher suite. */
  readonly cipher: string;
  /** The server name the client sent, "" when none. */
  readonly serverName: string;
  /** The negotiated ALPN protocol, "" when none. */
  readonly alpn: string;
  /** The ARN or other name of the certificate that was presented, "" when unknown. */
  readonly certificateName: string;
  /** How long the handshake took, a listener's from the connection's first packet on; -1 when not measured. */
  readonly handshakeMs: number;
}

/** What the other end of a TLS connection presented. */
export interface PeerCertificate {
  /** "CN=api.example.com" */
  readonly subject: string;
  readonly issuer: string;
  /** Names it is good for, as the certificate has them: "DNS:api.example.com". */
  readonly names: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
}

export interface ConnectionInfo {
  /** Peer's address as rules and X-Forwarded-For see it: the identity's source address on a private hop. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly tls: TlsInfo | null;
  readonly identity: HopIdentity | null;
}

export interface ByteStreamHandler {
  /** `bytes[start, end)` arrived. They are only valid during the call: what is kept must be copied. */
  onData(bytes: Buffer, start: number, end: number): void;
  /** The peer has finished sending (FIN); the other direction may still be open. */
  onEnd(): void;
  /** A `write` that returned false has been taken by the transport: there is room again. */
  onDrain(): void;
  /** Called exactly once, last: both directions are gone. `null` for an orderly end. */
  onClose(failure: Failure | null): void;
}

export interface ByteStream {
  readonly info: ConnectionInfo;
  /** Bytes accepted by `write` that the transport has not taken yet. */
  readonly pendingBytes: number;
  /** The other end's certificate, while the connection is open; null without TLS, left out where there never is one. */
  peerCertificate?(): PeerCertificate | null;
  /** Starts (or hands over) delivery to `handler`. Nothing is delivered before the first call. */
  attach(handler: ByteStreamHandler): void;
  /** Takes a latin1 string, or bytes (copied when they cannot be sent at once). False asks to wait for onDrain. */
  write(data: string | Buffer): boolean;
  /** Finishes sending (FIN) once everything written has gone out. */
  end(): void;
  /** Closes both directions at once; with `reset`, by RST where the transport has one. */
  destroy(reset?: boolean): void;
  pause(): void;
  resume(): void;
}

/** What a connection attempt reports: first onOpen, or else only onClose of the handler it is given to. */
export interface DialHandler extends ByteStreamHandler {
  /** The stream can be written to; for TLS, the handshake and its checks are done. */
  onOpen(): void;
}

/** A way to reach one place: it knows address, port, TLS settings and time limits, or the in-memory listener. */
export interface Dialer {
  /** For logs and journeys: "10.0.1.7:443 over TLS", "listener arn:… in this process". */
  readonly description: string;
  dial(handler: DialHandler): ByteStream;
}

/** Takes over a connection that has just been accepted. */
export interface StreamAcceptor {
  accept(stream: ByteStream): void;
}
