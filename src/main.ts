// The only file that knows everything: builds the parts and joins them. Order matters twice: what is stored is live
// before the edge takes a request, and on the way down the edge stops first.
import { readFileSync } from "node:fs";
import { createAlbListener } from "./balancer/alb/alb-listener.ts";
import { createAlbRuntime } from "./balancer/alb/alb-runtime.ts";
import { ListenerDirectory } from "./balancer/listener-directory.ts";
import { openListenerPorts } from "./balancer/listener-port.ts";
import { NlbListener } from "./balancer/nlb/nlb-listener.ts";
import { SocketTargetWire } from "./balancer/targets/socket-target-wire.ts";
import { TargetGroups } from "./balancer/targets/target-groups.ts";
import { systemClock } from "./base/clock.ts";
import { createLogger, type Logger, type LogLevel } from "./base/logger.ts";
import { AccessGuard } from "./edge/access-guard.ts";
import { CONTROL_BODY_BYTES_MAX, EdgeHandler } from "./edge/edge-handler.ts";
import { createPosternRoutes, type PosternActions } from "./edge/postern-routes.ts";
import { startEdge, type Edge } from "./edge/start-edge.ts";
import { HttpApiGateway } from "./gateway/http-api-gateway.ts";
import { parseInvokeTarget, parseRefusedInvoke } from "./gateway/invoke-target.ts";
import { RestApiGateway } from "./gateway/rest-api-gateway.ts";
import { authorityFiles, authorityInMemory } from "./services/acm/authority-files.ts";
import { createCertificateAuthority } from "./services/acm/certificate-authority.ts";
import type { LocalAuthority } from "./services/acm/local-authority.ts";
import { resumeCacheClusters } from "./services/apigateway/stage-cache-cluster.ts";
import { resumeRestVpcLinks } from "./services/apigateway/vpc-link-transitions.ts";
import { resumeVpcLinks } from "./services/apigatewayv2/vpc-link-transitions.ts";
import { ControlPlane } from "./services/control-plane.ts";
import { resumeLoadBalancing } from "./services/elbv2/resume-load-balancing.ts";
import { httpApiStageCompiler } from "./store/compile-http-api-stage.ts";
import { listenerCompiler } from "./store/compile-listener.ts";
import { restApiStageCompiler } from "./store/compile-rest-api-stage.ts";
import { restVpcLinkCompiler } from "./store/compile-rest-vpc-link.ts";
import { targetGroupCompiler } from "./store/compile-target-group.ts";
import {
  apiKeyCompiler,
  apiKeyUsageCompiler,
  usagePlanCompiler,
} from "./store/compile-usage-plans.ts";
import { vpcLinkCompiler } from "./store/compile-vpc-link.ts";
import { HealthBoard } from "./store/health-board.ts";
import { createMemoryStore } from "./store/memory-store.ts";
import { recordApiKeyUsage } from "./store/record-api-key-usage.ts";
import { MACHINE_SCOPE, RECORD_KINDS } from "./store/records.ts";
import { SnapshotPublisher, type SnapshotCompiler } from "./store/snapshot-publisher.ts";
import { openSqliteStore } from "./store/sqlite-store.ts";
import type { Store } from "./store/store.ts";
import { StoredAddressBook } from "./main-addresses.ts";
import { createPosternActions } from "./main-actions.ts";
import { LocalDoctor } from "./main-doctor.ts";
import { LocalLab } from "./main-lab.ts";
import { Telemetry, type TraceClients } from "./main-telemetry.ts";
import type { Exchange, RefusedRequest } from "./wire/http1/exchange.ts";
import { createWireRuntime, type WireRuntime } from "./wire/runtime.ts";

export interface PosternOptions {
  /** 0 picks a free port. */
  readonly port: number;
  readonly host: string;
  /** Null keeps everything in memory. */
  readonly dataDirectory: string | null;
  readonly allowReset: boolean;
  readonly region: string;
  readonly accountId: string;
  /** Certificates that private and public TLS hops trust beside the public roots and the local authority. */
  readonly trustedCaPems: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly listenerHost: string;
  readonly listenerPorts: { readonly from: number; readonly to: number } | null;
  readonly listenerAddresses: boolean;
  /** Instance id → address or host name. */
  readonly instances: Readonly<Record<string, string>>;
  /** Shortens the wait for a private hop that nobody answers; null: the integration's own timeout. */
  readonly privateConnectTimeoutMs: number | null;
  readonly logLevel: LogLevel;
  /** http(s) URL where Lambda functions are invoked; none when left out or null. */
  readonly lambdaEndpoint?: string | null;
  /** http(s) URL that stands for AWS's other services; none when left out or null. */
  readonly awsEndpoint?: string | null;
  /** Whose requests may ask for a journey; "loopback" when left out. */
  readonly traceClients?: TraceClients;
  /** The share of all requests whose journey is kept; 0 when left out. */
  readonly traceSampling?: number;
  /** http(s) URL of an OpenTelemetry collector; none when left out or null. */
  readonly otlpEndpoint?: string | null;
  /** False makes every private hop a real connection; they are alike but for speed. */
  readonly fusedHops?: boolean;
}

export type { TraceClients };

export interface Postern {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly port: number;
  readonly logger: Logger;
  /** Fulfils when the local authority exists and the edge port speaks TLS too. */
  readonly ready: Promise<void>;
  /** Stops accepting, finishes what is in flight within `graceMs`, and lets go of everything. */
  close(graceMs: number): Promise<void>;
}

const VERSION = (
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  }
).version;

/** Starts Postern. Rejects with a message for people: a port, data directory or file that cannot be used. */
export async function startPostern(options: PosternOptions): Promise<Postern> {
  const logger = createLogger(options.logLevel, (line) => process.stderr.write(line));
  const store =
    options.dataDirectory === null ? createMemoryStore() : openSqliteStore(options.dataDirectory);
  const runtime = createWireRuntime({ clock: systemClock, logger });
  try {
    return await new Assembly(options, store, runtime).start();
  } catch (cause) {
    runtime.close();
    await store.close();
    throw cause;
  }
}

/** The parts of one Postern, joined. */
class Assembly {
  readonly #options: PosternOptions;
  readonly #store: Store;
  readonly #runtime: WireRuntime;
  readonly #logger: Logger;
  readonly #authority: LocalAuthority;
  readonly #controlPlane: ControlPlane;
  readonly #snapshots: SnapshotPublisher;
  readonly #targetGroups: TargetGroups;
  readonly #listeners: ListenerDirectory;
  readonly #gateway: HttpApiGateway;
  readonly #restGateway: RestApiGateway;
  /** The local authority's certificate joins when it has been made. */
  readonly #trustedCas: string[];
  readonly #addressBook: StoredAddressBook;
  readonly #telemetry: Telemetry;
  readonly #doctor: LocalDoctor;
  readonly #lab = new LocalLab(systemClock);
  #edge: Edge | undefined;

  constructor(options: PosternOptions, store: Store, runtime: WireRuntime) {
    this.#options = options;
    this.#store = store;
    this.#runtime = runtime;
    this.#logger = runtime.logger;
    this.#trustedCas = [...options.trustedCaPems];
    const { dataDirectory } = options;
    this.#authority = createCertificateAuthority(
      dataDirectory === null ? authorityInMemory() : authorityFiles(dataDirectory),
    );
    this.#addressBook = new StoredAddressBook(store);
    const health = new HealthBoard();
    this.#telemetry = this.#createTelemetry(health);
    this.#controlPlane = this.#createControlPlane(health);
    this.#doctor = new LocalDoctor({
      store,
      health,
      clock: systemClock,
      scope: { account: options.accountId, region: options.region },
      metrics: this.#telemetry.metrics,
      journeys: this.#telemetry.journeys,
      trustedCas: this.#trustedCas,
      url: () => this.#edgeUrl(),
    });
    const compilers = [
      vpcLinkCompiler,
      targetGroupCompiler,
      listenerCompiler,
      httpApiStageCompiler,
      restVpcLinkCompiler,
      apiKeyCompiler,
      usagePlanCompiler,
      apiKeyUsageCompiler,
      restApiStageCompiler,
    ];
    this.#snapshots = new SnapshotPublisher(store, compilers as SnapshotCompiler[], this.#logger);
    this.#targetGroups = this.#createTargetGroups(health);
    this.#listeners = this.#createListeners();
    this.#gateway = this.#createGateway();
    this.#restGateway = this.#createRestGateway();
    this.#snapshots.subscribe("target-group", (arn, snapshot) =>
      this.#targetGroups.update(arn, snapshot),
    );
    this.#snapshots.subscribe("listener", (arn, snapshot) => this.#listeners.apply(arn, snapshot));
  }

  async start(): Promise<Postern> {
    const { host, port, region, accountId } = this.#options;
    await this.#addressBook.load();
    await this.#telemetry.start(this.#snapshots);
    await this.#snapshots.start();
    await this.#controlPlane.prepare({ account: accountId, region });
    await this.#putInstances();
    await this.#resume();
    const handler = this.#createEdgeHandler();
    try {
      this.#edge = await startEdge({ host, port }, handler, this.#runtime);
    } catch (cause) {
      await this.#closeDataPlane(0);
      await this.#telemetry.close();
      throw cause;
    }
    const ready = this.#prepareAuthority(this.#edge);
    ready.catch((cause: unknown) =>
      this.#logger.error("Cannot make the local authority", { cause }),
    );
    return {
      url: this.#edgeUrl(),
      port: this.#edge.port,
      logger: this.#logger,
      ready,
      close: (graceMs) => this.#close(graceMs),
    };
  }

  #createTelemetry(health: HealthBoard): Telemetry {
    const { dataDirectory, region, accountId: account, otlpEndpoint = null } = this.#options;
    const { traceClients = "loopback", traceSampling = 0 } = this.#options;
    return new Telemetry({
      dataDirectory,
      clock: systemClock,
      logger: this.#logger,
      health,
      store: this.#store,
      version: VERSION,
      traceClients,
      traceSampling,
      otlpEndpoint,
      region,
      account,
    });
  }

  #createControlPlane(health: HealthBoard): ControlPlane {
    return new ControlPlane({
      store: this.#store,
      clock: systemClock,
      logger: this.#logger,
      health,
      localAuthority: this.#authority,
      metrics: this.#telemetry.metrics,
      logs: this.#telemetry.kept.logs,
      region: this.#options.region,
      account: this.#options.accountId,
      bodyBytesMax: CONTROL_BODY_BYTES_MAX,
      restDataPlane: {
        testInvokeMethod: (request) => this.#restGateway.testInvoke(request),
        flushStageCache: (apiId, stageName) => this.#restGateway.flushStageCache(apiId, stageName),
        // There are no authorisers whose decisions could be kept.
        flushAuthorizersCache: () => {},
      },
    });
  }

  #createTargetGroups(health: HealthBoard): TargetGroups {
    return new TargetGroups({
      wire: new SocketTargetWire(this.#runtime),
      logger: this.#logger,
      health,
      clock: systemClock,
      resolveLoadBalancer: (arn, port) => this.#listeners.findByLoadBalancer(arn, port) ?? null,
      onDeregistered: () => {},
    });
  }

  #createListeners(): ListenerDirectory {
    const wire = this.#runtime;
    const { observer, journeys } = this.#telemetry;
    const targets = this.#targetGroups;
    const alb = createAlbRuntime({ wire, targets, observer, journeys, random: Math.random });
    const nlb = { wire, targets, observer, journeys };
    const { listenerHost, listenerPorts, listenerAddresses } = this.#options;
    return new ListenerDirectory({
      clock: systemClock,
      logger: this.#logger,
      addressBook: this.#addressBook,
      addresses: { host: listenerHost, portRange: listenerPorts, ownAddresses: listenerAddresses },
      createAcceptor: (snapshot) =>
        snapshot.loadBalancerType === "application"
          ? createAlbListener(snapshot, alb)
          : new NlbListener(snapshot, nlb),
      openPort: openListenerPorts(wire),
    });
  }

  #createGateway(): HttpApiGateway {
    const { privateConnectTimeoutMs, fusedHops = true } = this.#options;
    return new HttpApiGateway({
      snapshots: this.#snapshots,
      listeners: this.#listeners,
      runtime: this.#runtime,
      observer: this.#telemetry.observer,
      journeys: this.#telemetry.journeys,
      logs: this.#telemetry.kept.sink,
      trustedCas: this.#trustedCas,
      fusedHops,
      ...(privateConnectTimeoutMs === null ? {} : { connectTimeoutMs: privateConnectTimeoutMs }),
    });
  }

  #createRestGateway(): RestApiGateway {
    const { privateConnectTimeoutMs, fusedHops = true } = this.#options;
    return new RestApiGateway({
      snapshots: this.#snapshots,
      listeners: this.#listeners,
      runtime: this.#runtime,
      observer: this.#telemetry.observer,
      journeys: this.#telemetry.journeys,
      logs: this.#telemetry.kept.sink,
      trustedCas: this.#trustedCas,
      fusedHops,
      lambdaEndpoint: this.#options.lambdaEndpoint ?? null,
      awsEndpoint: this.#options.awsEndpoint ?? null,
      writeUsage: (increments) => recordApiKeyUsage(this.#store, increments),
      ...(privateConnectTimeoutMs === null ? {} : { connectTimeoutMs: privateConnectTimeoutMs }),
    });
  }

  #createEdgeHandler(): EdgeHandler {
    const { host, allowedHosts } = this.#options;
    return new EdgeHandler({
      guard: new AccessGuard([host, ...allowedHosts]),
      clock: systemClock,
      logger: this.#logger,
      invoke: (exchange, invokeHost) => this.#invoke(exchange, invokeHost),
      refuseInvoke: (refused, status) => this.#refuseInvoke(refused, status),
      posternRoutes: createPosternRoutes(this.#createActions()),
      controlPlane: this.#controlPlane.handle,
    });
  }

  #invoke(exchange: Exchange, host: string | undefined): boolean {
    const target = parseInvokeTarget(host ?? "", exchange.request.target);
    if (target === null) return false;
    if (this.#restGateway.hasApi(target.apiId)) this.#restGateway.handle(exchange, target);
    else this.#gateway.handle(exchange, target);
    return true;
  }

  /** Null where the head is no invoke request's, or not enough of one to tell. */
  #refuseInvoke(refused: RefusedRequest, status: number): string | null {
    const target = parseRefusedInvoke(refused);
    if (target === null) {
      const { head } = refused;
      if (head === null || !head.hasHost) this.#gateway.noteRefused(refused, status);
      return null;
    }
    const { apiId } = target;
    return this.#restGateway.hasApi(apiId)
      ? this.#restGateway.refuse(refused, apiId)
      : this.#gateway.refuse(refused, apiId);
  }

  #createActions(): PosternActions {
    return createPosternActions({
      options: this.#options,
      version: VERSION,
      store: this.#store,
      authority: this.#authority,
      telemetry: this.#telemetry.actions,
      doctor: this.#doctor,
      lab: this.#lab,
      listenerAddress: (listenerArn) => this.#listenerAddress(listenerArn),
      reset: () => this.#reset(),
    });
  }

  #listenerAddress(listenerArn: string): string | undefined {
    const endpoint = this.#listeners.find(listenerArn);
    return endpoint === undefined || endpoint.port === 0
      ? undefined
      : `${endpoint.address}:${endpoint.port}`;
  }

  async #putInstances(): Promise<void> {
    const instances = Object.entries(this.#options.instances);
    if (instances.length === 0) return;
    await this.#store.transaction(async (records) => {
      for (const [id, address] of instances)
        records.in(MACHINE_SCOPE).put("instance", id, { address });
    });
  }

  /** Finishes what an earlier process left in passing. */
  async #resume(): Promise<void> {
    for (const scope of await this.#store.read((records) => records.scopes())) {
      await this.#store.transaction(async (all) => {
        const records = all.in(scope);
        await resumeVpcLinks(records);
        await resumeRestVpcLinks(records);
        await resumeCacheClusters(records);
        await resumeLoadBalancing(records, systemClock, (delayMs, work) =>
          this.#controlPlane.later(scope, delayMs, work),
        );
      });
    }
  }

  async #reset(): Promise<void> {
    this.#controlPlane.forgetLater();
    await this.#store.transaction(async (records) => {
      for (const kind of RECORD_KINDS) {
        for (const { account, region, id } of await records.all(kind)) {
          records.in({ account, region }).delete(kind, id);
        }
      }
    });
    this.#addressBook.clear();
    await this.#telemetry.reset();
    await this.#putInstances();
  }

  /** The authority's root, for private hops to trust, and a certificate for the edge port. */
  async #prepareAuthority(edge: Edge): Promise<void> {
    this.#trustedCas.push(await this.#authority.certificatePem());
    const names = ["localhost", "*.localhost", "127.0.0.1", "::1", ...this.#options.allowedHosts];
    const issued = await this.#authority.issue(names, "EC_prime256v1");
    edge.serveTls({
      chainPem: issued.certificatePem + issued.chainPem,
      keyPem: issued.privateKeyPem,
    });
  }

  #edgeUrl(): string {
    const { address, port } = this.#edge as Edge;
    return `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
  }

  /** One grace for everything: what the edge used of it, the data plane does not get again. */
  async #close(graceMs: number): Promise<void> {
    this.#controlPlane.forgetLater();
    const deadlineMs = systemClock.monotonicMs() + graceMs;
    await Promise.all([this.#doctor.close(), this.#lab.close()]);
    await this.#edge?.close(graceMs);
    await this.#closeDataPlane(Math.max(0, deadlineMs - systemClock.monotonicMs()));
    await this.#telemetry.close();
    await this.#store.close();
    this.#runtime.close();
  }

  async #closeDataPlane(graceMs: number): Promise<void> {
    this.#gateway.close();
    await this.#restGateway.close();
    await this.#listeners.close(graceMs);
    this.#targetGroups.close();
  }
}
