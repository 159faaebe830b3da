// Private endpoints of REST APIs. A VPC link of the first kind leads to its one Network Load Balancer, whose own
// addresses are what targets see; one of the second kind leaves through its network interfaces to the load
// balancer that the integration names. The URI's port chooses the listener, its scheme whether TLS is spoken,
// whatever that listener speaks: that mistake is the user's to see.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
import { failure, type Failure } from "../../base/failure.ts";
import { connectionAllowed } from "../../store/security-groups.ts";
import type {
  ListenerSnapshot,
  RestVpcLinkSnapshot,
  VpcLinkSnapshot,
} from "../../store/snapshots.ts";
import type { Dialer, HopIdentity, StreamAcceptor } from "../../wire/byte-stream.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";
import { createMemoryDialer } from "../../wire/memory-pair.ts";
import { createSocketDialer } from "../../wire/socket-dialer.ts";
import type { ListenerEndpoint } from "../private-hop.ts";
import type { CachedUpstream } from "../upstream-cache.ts";
import { backendTls } from "./backend-tls.ts";
import { BlockedUpstream } from "./blocked-upstream.ts";
import type { IntegrationServices } from "./integration.ts";
import { tlsKey, type RestEndpoint, type RestTlsWishes } from "./rest-endpoint.ts";
import { RotatingDialer } from "./rotating-dialer.ts";
import { planPrivateHop } from "./vpc-link.ts";

export interface RestPrivatePlace extends RestTlsWishes {
  readonly vpcLinkId: string;
  /** Load balancer or listener ARN; "" where the link alone decides. */
  readonly integrationTarget: string;
  readonly stageName: string;
  readonly tls: boolean;
  /** Server name that is sent and looked for on the certificate. */
  readonly host: string;
  /** Of the listener. */
  readonly port: number;
  readonly connectTimeoutMs: number;
}

/** What leads to a listener: its id, and as whom. */
interface PrivateWay {
  readonly vpcLinkId: string;
  readonly sourceAddresses: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** [I] Stands for the addresses of API Gateway's own network, from where a link of the first kind connects. */
export const PRIVATE_LINK_ADDRESS = "192.0.2.1";

/**
 * Why the load balancer's security groups refuse what comes through PrivateLink; null when they do not. A load
 * balancer can be told not to ask them.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export function privateLinkBlockedBy(listener: ListenerSnapshot): Failure | null {
  if (listener.enforcesPrivateLinkRules === false) return null;
  const verdict = connectionAllowed({
    sourceGroups: null,
    destinationGroups: listener.securityGroups,
    sourceAddress: PRIVATE_LINK_ADDRESS,
    destinationAddresses: listener.nodeAddresses,
    port: listener.port,
  });
  if (verdict.allowed) return null;
  const detail = `ingress rules of ${verdict.groupIds.join(", ")} do not allow port ${listener.port}`;
  return failure("security-group-blocked", detail);
}

export class RestPrivateEndpoint implements RestEndpoint {
  pathPrefix = "";
  throughNetworkLoadBalancer = false;
  failure: Failure | null = null;
  readonly #services: IntegrationServices;
  readonly #place: RestPrivatePlace;
  #resolved = false;
  #first: RestVpcLinkSnapshot | undefined = undefined;
  #second: VpcLinkSnapshot | undefined = undefined;
  #listener: ListenerSnapshot | undefined = undefined;
  #upstream: Upstream | null = null;
  #cached: CachedUpstream | null = null;

  constructor(services: IntegrationServices, place: RestPrivatePlace) {
    this.#services = services;
    this.#place = place;
  }

  connect(): Upstream | null {
    const { snapshots } = this.#services;
    const first = snapshots.get("rest-vpc-link", this.#place.vpcLinkId);
    const second =
      first === undefined ? snapshots.get("vpc-link", this.#place.vpcLinkId) : undefined;
    const endpoint = this.#findListener(first);
    if (
      !this.#resolved ||
      first !== this.#first ||
      second !== this.#second ||
      endpoint?.snapshot !== this.#listener ||
      (this.#cached?.closed ?? this.#upstream === null)
    ) {
      this.#first = first;
      this.#second = second;
      this.#listener = endpoint?.snapshot;
      this.#prepare(endpoint);
    }
    return this.#upstream;
  }

  #findListener(first: RestVpcLinkSnapshot | undefined): ListenerEndpoint | undefined {
    const { listeners } = this.#services;
    const { integrationTarget, port } = this.#place;
    const target = first?.loadBalancerArn ?? integrationTarget;
    return target.includes(":listener/")
      ? listeners.find(target)
      : listeners.findByLoadBalancer(target, port);
  }

  #prepare(endpoint: ListenerEndpoint | undefined): void {
    this.#resolved = true;
    this.#upstream = null;
    this.#cached = null;
    this.failure = null;
    this.throughNetworkLoadBalancer = endpoint?.snapshot.loadBalancerType === "network";
    if (this.#first !== undefined) this.#prepareFirst(this.#first, endpoint);
    else if (this.#second !== undefined) this.#prepareSecond(this.#second, endpoint);
    else this.failure = failure("vpc-link-not-found", this.#place.vpcLinkId);
  }

  #prepareFirst(link: RestVpcLinkSnapshot, endpoint: ListenerEndpoint | undefined): void {
    this.pathPrefix = "";
    if (link.status !== "AVAILABLE") {
      const detail = `VPC link ${link.vpcLinkId} is ${link.status}`;
      this.failure = failure("vpc-link-not-available", detail);
    } else if (endpoint === undefined) {
      this.#block(failure("connect-timeout", `No listener on port ${this.#place.port}`));
    } else {
      const blockedBy = privateLinkBlockedBy(endpoint.snapshot);
      if (blockedBy !== null) {
        this.#block(blockedBy);
        return;
      }
      this.#reach(endpoint, {
        vpcLinkId: link.vpcLinkId,
        sourceAddresses: endpoint.snapshot.nodeAddresses,
        securityGroupIds: [],
      });
    }
  }

  #prepareSecond(link: VpcLinkSnapshot, endpoint: ListenerEndpoint | undefined): void {
    this.pathPrefix = `/${this.#place.stageName}`;
    if (this.#place.integrationTarget === "") {
      const detail = `IntegrationTarget is required for VpcLinkV2 ${link.vpcLinkId}`;
      this.failure = failure("integration-misconfigured", detail);
      return;
    }
    const plan = planPrivateHop(link, endpoint?.snapshot);
    if (plan.failure?.kind === "listener-not-found") {
      // A load balancer lets packets to a port without listener go nowhere.
      this.#block(failure("connect-timeout", `No listener on port ${this.#place.port}`));
    } else if (plan.failure !== null) {
      this.failure = plan.failure;
    } else if (plan.blockedBy !== null) {
      this.#block(plan.blockedBy);
    } else if (endpoint !== undefined) {
      this.#reach(endpoint, {
        vpcLinkId: link.vpcLinkId,
        sourceAddresses: plan.interfaceAddresses,
        securityGroupIds: link.securityGroups.map(({ groupId }) => groupId),
      });
    }
  }

  #block(blockedBy: Failure): void {
    const { runtime } = this.#services;
    this.#upstream = new BlockedUpstream(blockedBy, this.#place.connectTimeoutMs, runtime);
  }

  #reach(endpoint: ListenerEndpoint, way: PrivateWay): void {
    if (endpoint.port === 0) {
      // Configured but not bound: its port was taken, or it is only just coming up.
      this.#resolved = false;
      this.failure = failure("connect-refused", `${endpoint.listenerArn} is not bound`);
      return;
    }
    const { upstreams, fusedHops } = this.#services;
    const { tls, host, connectTimeoutMs } = this.#place;
    const acceptor = fusedHops && !tls ? endpoint.acceptor : null;
    const place =
      acceptor === null
        ? `${endpoint.address}:${endpoint.port} in ${connectTimeoutMs}`
        : `memory ${upstreams.numberOf(acceptor)}`;
    const name = tls ? tlsKey(host, this.#place) : "";
    const groups = way.securityGroupIds.join(",");
    this.#cached = upstreams.acquire({
      key: `${endpoint.listenerArn} ${place} tls=${name} link=${way.vpcLinkId} ${way.sourceAddresses.join(",")} ${groups}`,
      owners: [endpoint.listenerArn, way.vpcLinkId],
      createDialer: () => this.#createDialer(endpoint, way, acceptor),
    });
    this.#upstream = this.#cached.upstream;
  }

  #createDialer(
    endpoint: ListenerEndpoint,
    way: PrivateWay,
    acceptor: StreamAcceptor | null,
  ): Dialer {
    const { runtime, trustedCas } = this.#services;
    const { vpcLinkId, securityGroupIds } = way;
    const { connectTimeoutMs, skipIssuer, clientCertificate } = this.#place;
    const tls = this.#place.tls
      ? { ...backendTls(this.#place.host, trustedCas), skipIssuer, clientCertificate }
      : null;
    const dialerOf = (sourceAddress: string): Dialer => {
      const identity: HopIdentity = { sourceAddress, vpcLinkId, securityGroupIds };
      const { address: host, port } = endpoint;
      if (acceptor !== null) {
        const description = `listener ${endpoint.listenerArn} in this process`;
        return createMemoryDialer(acceptor, { description, host, port, identity }, runtime);
      }
      return createSocketDialer({ host, port, connectTimeoutMs, tls, identity }, runtime);
    };
    const [first = "", ...others] = way.sourceAddresses;
    return new RotatingDialer([dialerOf(first), ...others.map(dialerOf)]);
  }
}
