// A gateway with an edge port of its own, snapshots that a test sets by hand, raw targets that record what they get
// and clients that speak bytes: what HTTP API scenarios are made of. No control plane and no load balancer.
import net, { type AddressInfo } from "node:net";
import { once } from "node:events";
import { systemClock } from "../../src/base/clock.ts";
import { silentLogger } from "../../src/base/logger.ts";
import { HttpApiGateway, type HttpApiGatewayOptions } from "../../src/gateway/http-api-gateway.ts";
import { parseInvokeTarget } from "../../src/gateway/invoke-target.ts";
import type { ListenerEndpoint, ListenerLookup } from "../../src/gateway/private-hop.ts";
import type {
  HttpApiStageSnapshot,
  IntegrationSnapshot,
  ListenerSnapshot,
  RouteSnapshot,
  SnapshotKind,
  SnapshotListener,
  Snapshots,
  SnapshotTypes,
  VpcLinkSnapshot,
} from "../../src/store/snapshots.ts";
import { type HttpApiRequestEntry, silentObserver } from "../../src/telemetry/hop-observer.ts";
import type { ByteStream } from "../../src/wire/byte-stream.ts";
import type { ExchangeHandler } from "../../src/wire/http1/exchange.ts";
import { FIELD_HOST } from "../../src/wire/http1/fields.ts";
import { GATEWAY_HEAD_LIMITS } from "../../src/wire/http1/head-limits.ts";
import { serveConnection } from "../../src/wire/http1/server-connection.ts";
import { createWireRuntime, type WireRuntime } from "../../src/wire/runtime.ts";
import { SocketStream } from "../../src/wire/socket-stream.ts";

export const API_ID = "a1b2c3d4e5";
export const API_HOST = `${API_ID}.execute-api.us-east-1.amazonaws.com`;
export const LISTENER_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/lb/1/2";
export const LINK_ID = "link01";
const SCOPE = { account: "000000000000", region: "us-east-1" };

/** Snapshots that a test sets. */
export class SettableSnapshots implements Snapshots {
  readonly #current = new Map<string, SnapshotTypes[SnapshotKind]>();
  readonly #listeners = new Map<SnapshotKind, SnapshotListener<SnapshotKind>[]>();

  get<K extends SnapshotKind>(kind: K, key: string): SnapshotTypes[K] | undefined {
    return this.#current.get(`${kind} ${key}`) as SnapshotTypes[K] | undefined;
  }

  keys(kind: SnapshotKind): string[] {
    const prefix = `${kind} `;
    return [...this.#current.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }

  subscribe<K extends SnapshotKind>(kind: K, told: SnapshotListener<K>): void {
    const added = told as unknown as SnapshotListener<SnapshotKind>;
    this.#listeners.set(kind, [...(this.#listeners.get(kind) ?? []), added]);
  }

  async set<K extends SnapshotKind>(
    kind: K,
    key: string,
    snapshot: SnapshotTypes[K] | null,
  ): Promise<void> {
    if (snapshot === null) this.#current.delete(`${kind} ${key}`);
    else this.#current.set(`${kind} ${key}`, snapshot);
    for (const told of this.#listeners.get(kind) ?? []) await told(key, snapshot);
  }
}

export function route(routeKey: string, over: Partial<RouteSnapshot> = {}): RouteSnapshot {
  return {
    routeId: routeKey,
    routeKey,
    integrationId: "i1",
    authorizationType: "NONE",
    apiKeyRequired: false,
    throttle: null,
    detailedMetrics: false,
    ...over,
  };
}

export function integration(over: Partial<IntegrationSnapshot> = {}): IntegrationSnapshot {
  return {
    integrationId: "i1",
    type: "HTTP_PROXY",
    connectionType: "VPC_LINK",
    vpcLinkId: LINK_ID,
    method: "ANY",
    uri: LISTENER_ARN,
    timeoutMs: 30_000,
    serverNameToVerify: null,
    requestParameters: {},
    responseParameters: {},
    ...over,
  };
}

export function stage(over: Partial<HttpApiStageSnapshot> = {}): HttpApiStageSnapshot {
  return {
    ...SCOPE,
    apiId: API_ID,
    apiName: "api",
    stageName: "$default",
    deploymentId: "d1",
    endpointHost: API_HOST,
    disableExecuteApiEndpoint: false,
    cors: null,
    stageVariables: {},
    routes: [route("$default")],
    integrations: { i1: integration() },
    accessLog: null,
    ...over,
  };
}

export function vpcLink(over: Partial<VpcLinkSnapshot> = {}): VpcLinkSnapshot {
  return {
    ...SCOPE,
    vpcLinkId: LINK_ID,
    name: "link",
    status: "AVAILABLE",
    vpcId: "vpc-1",
    interfaceAddresses: ["10.0.1.57"],
    securityGroups: [],
    ...over,
  };
}

export function listener(over: Partial<ListenerSnapshot> = {}): ListenerSnapshot {
  return {
    ...SCOPE,
    listenerArn: LISTENER_ARN,
    loadBalancerArn: "arn:lb",
    loadBalancerName: "lb",
    loadBalancerId: "app/lb/1",
    loadBalancerType: "application",
    dnsName: "internal-lb-1.us-east-1.elb.amazonaws.com",
    scheme: "internal",
    vpcId: "vpc-1",
    protocol: "HTTP",
    port: 80,
    nodeAddresses: ["10.0.1.4"],
    securityGroups: null,
    certificates: [],
    tlsPolicy: null,
    alpnProtocols: [],
    rules: [],
    alb: null,
    tcpIdleTimeoutMs: 350_000,
    ...over,
  };
}

/** Answers each request with `answer` and keeps what it got; a function may do with the socket what it likes. */
export class RawTarget {
  readonly requests: string[] = [];
  readonly server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  connections = 0;
  port = 0;

  constructor(answer: string | ((socket: net.Socket, request: string) => void)) {
    this.server = net.createServer((socket) => {
      this.connections++;
      this.#sockets.add(socket);
      let received = "";
      socket.on("error", () => {});
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("data", (chunk) => {
        received += chunk.toString("latin1");
        while (isWholeMessage(received)) {
          const end = messageEnd(received);
          const request = received.slice(0, end);
          received = received.slice(end);
          this.requests.push(request);
          if (typeof answer === "string") socket.write(answer, "latin1");
          else answer(socket, request);
        }
      });
    });
  }

  async listen(): Promise<this> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }
}

/** Whether text holds a head and the body it announces. */
export function isWholeMessage(text: string): boolean {
  return messageEnd(text) !== -1;
}

function messageEnd(text: string): number {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd === -1) return -1;
  const head = text.slice(0, headEnd);
  const start = headEnd + 4;
  if (/^transfer-encoding: chunked/im.test(head)) {
    const last = text.indexOf("0\r\n\r\n", start);
    return last === -1 ? -1 : last + 5;
  }
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  return text.length >= start + length ? start + length : -1;
}

export interface Bench {
  readonly gateway: HttpApiGateway;
  readonly runtime: WireRuntime;
  readonly snapshots: SettableSnapshots;
  /** By ARN. */
  readonly endpoints: Map<string, ListenerEndpoint>;
  readonly entries: HttpApiRequestEntry[];
  readonly port: number;
  /** Sends bytes to the edge and gives the whole answer, or what came until the end of the connection. */
  send(request: string): Promise<string>;
  /** A request with the API's name as Host, on a connection of its own. */
  get(path: string, fields?: string): Promise<string>;
  connect(): net.Socket;
  /** Makes the listener stand for a raw target. */
  useTarget(target: { readonly port: number }, snapshot?: ListenerSnapshot): Promise<void>;
  close(): Promise<void>;
}

/** Serves what arrives on a stream, as the edge and listeners do. */
export function serve(stream: ByteStream, handler: ExchangeHandler, runtime: WireRuntime): void {
  const options = {
    policy: "strict" as const,
    headLimits: GATEWAY_HEAD_LIMITS,
    idleTimeoutMs: 60_000,
    requestHeadTimeoutMs: 60_000,
    bodyIdleTimeoutMs: 60_000,
    keepAliveMaxMs: Infinity,
    answersAfterEndMs: Infinity,
  };
  serveConnection(stream, handler, { runtime, options, onClosed: null });
}

export function acceptInto(
  runtime: WireRuntime,
  handler: ExchangeHandler,
): { server: net.Server; sockets: Set<net.Socket> } {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    const stream = new SocketStream(runtime, socket, {
      open: true,
      keptBuffer: false,
      identity: null,
      accepted: true,
    });
    serve(stream, handler, runtime);
  });
  return { server, sockets };
}

export async function startBench(over: Partial<HttpApiGatewayOptions> = {}): Promise<Bench> {
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const snapshots = new SettableSnapshots();
  const endpoints = new Map<string, ListenerEndpoint>();
  const listeners: ListenerLookup = {
    find: (arn) => endpoints.get(arn),
    findByDnsName: (name, port) =>
      [...endpoints.values()].find(
        ({ snapshot }) => snapshot.dnsName === name && snapshot.port === port,
      ),
    findByLoadBalancer: (arn, port) =>
      [...endpoints.values()].find(
        ({ snapshot }) => snapshot.loadBalancerArn === arn && snapshot.port === port,
      ),
  };
  const entries: HttpApiRequestEntry[] = [];
  const observer = {
    ...silentObserver,
    httpApiRequest: (entry: HttpApiRequestEntry) => void entries.push(entry),
  };
  const gateway = new HttpApiGateway({
    snapshots,
    listeners,
    runtime,
    observer,
    trustedCas: [],
    ...over,
  });
  const { server, sockets } = acceptInto(runtime, {
    onExchange(exchange) {
      const { request } = exchange;
      const invoke = parseInvokeTarget(request.get(FIELD_HOST) ?? "", request.target);
      if (invoke === null) exchange.abort(false);
      else gateway.handle(exchange, invoke);
    },
    onRefused: () => "",
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const send = (request: string) => exchangeBytes(port, request);
  return {
    gateway,
    runtime,
    snapshots,
    endpoints,
    entries,
    port,
    send,
    get: (path, fields = "") => send(`GET ${path} HTTP/1.1\r\nHost: ${API_HOST}\r\n${fields}\r\n`),
    connect: () => net.connect({ port, host: "127.0.0.1", allowHalfOpen: true }),
    async useTarget(target, snapshot = listener()) {
      const { listenerArn } = snapshot;
      const place = { address: "127.0.0.1", port: target.port, acceptor: null };
      endpoints.set(listenerArn, { listenerArn, snapshot, ...place });
      await snapshots.set("listener", listenerArn, snapshot);
      await snapshots.set("vpc-link", LINK_ID, vpcLink());
    },
    async close() {
      gateway.close();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
      runtime.close();
    },
  };
}

function exchangeBytes(port: number, request: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    let received = "";
    const bodiless = request.startsWith("HEAD ");
    const finish = () => {
      socket.destroy();
      resolve(received);
    };
    socket.on("error", finish);
    socket.on("close", finish);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const isWhole = bodiless ? received.includes("\r\n\r\n") : isWholeMessage(received);
      if (isWhole && !/^connection: close/im.test(received)) finish();
    });
    socket.write(request, "latin1");
  });
}

/** Puts fixed text in the place of what differs from answer to answer. */
export function masked(text: string): string {
  return text
    .replaceAll(/Date: [^\r]+/g, "Date: DATE")
    .replaceAll(/apigw-requestid: [\w-]{15}=/g, "apigw-requestid: ID")
    .replaceAll(/Root=1-[0-9a-f]{8}-[0-9a-f]{24}/g, "Root=TRACE");
}

/** An answer of a target. */
export function ok(body: string, fields = ""): string {
  return `HTTP/1.1 200 OK\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`;
}
