// Private integrations: through a VPC link to the listener of a load balancer. State of the link, existence of the
// listener, its reachability and security groups are looked at when any of them changed, not per request. Plain
// HTTP unless the integration names the server to verify, whatever the listener speaks: that mistake is the
// user's to see.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
import { failure, type Failure } from "../../base/failure.ts";
import { connectionAllowed } from "../../store/security-groups.ts";
import type {
  IntegrationSnapshot,
  ListenerSnapshot,
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
import {
  timeoutMsOf,
  type Integration,
  type IntegrationRequest,
  type IntegrationServices,
} from "./integration.ts";
import { RotatingDialer } from "./rotating-dialer.ts";

/** What a hop comes to for a link and a listener as they stand: connect, or know why not. Pure. */
export interface PrivateHopPlan {
  /** Settles the matter at once. */
  readonly failure: Failure | null;
  /** Connecting is tried in vain until the connect timeout. */
  readonly blockedBy: Failure | null;
  /** Network interfaces of the link that the connection may leave through. */
  readonly interfaceAddresses: readonly string[];
}

const NO_HOP: PrivateHopPlan = { failure: null, blockedBy: null, interfaceAddresses: [] };

/** Plans the hop; also what journeys and the doctor ask. */
export function planPrivateHop(
  link: VpcLinkSnapshot | undefined,
  listener: ListenerSnapshot | undefined,
): PrivateHopPlan {
  const settled = (reason: Failure) => ({ ...NO_HOP, failure: reason });
  const blocked = (reason: Failure) => ({ ...NO_HOP, blockedBy: reason });
  if (link === undefined) return settled(failure("vpc-link-not-found"));
  if (link.status !== "AVAILABLE") {
    return settled(
      failure("vpc-link-not-available", `VPC link ${link.vpcLinkId} is ${link.status}`),
    );
  }
  if (link.interfaceAddresses.length === 0) {
    return settled(
      failure("vpc-link-not-available", `VPC link ${link.vpcLinkId} has no network interface`),
    );
  }
  if (listener === undefined) return settled(failure("listener-not-found"));
  // [I] Networks that were joined by other means (peering, transit gateways) do not exist here.
  if (listener.vpcId !== link.vpcId) {
    return blocked(failure("connect-timeout", `No route from ${link.vpcId} to ${listener.vpcId}`));
  }
  // The name of an internet-facing ALB leads to public addresses, and a link's interface has none of its own.
  if (listener.loadBalancerType === "application" && listener.scheme === "internet-facing") {
    return blocked(
      failure("connect-timeout", `${listener.loadBalancerName} is internet-facing, not internal`),
    );
  }
  return planThroughSecurityGroups(link, listener);
}

/** [I] Where the rules let only some of the link's interfaces through, connections leave through those. */
function planThroughSecurityGroups(
  link: VpcLinkSnapshot,
  listener: ListenerSnapshot,
): PrivateHopPlan {
  const verdictFor = (sourceAddress: string) =>
    connectionAllowed({
      sourceGroups: link.securityGroups,
      destinationGroups: listener.securityGroups,
      sourceAddress,
      destinationAddresses: listener.nodeAddresses,
      port: listener.port,
    });
  const interfaceAddresses = link.interfaceAddresses.filter((one) => verdictFor(one).allowed);
  if (interfaceAddresses.length > 0) return { ...NO_HOP, interfaceAddresses };
  const { direction, groupIds } = verdictFor(link.interfaceAddresses[0] ?? "");
  const detail = `${direction} rules of ${groupIds.join(", ")} do not allow port ${listener.port}`;
  return { ...NO_HOP, blockedBy: failure("security-group-blocked", detail) };
}

export class VpcLinkIntegration implements Integration {
  readonly snapshot: IntegrationSnapshot;
  readonly #services: IntegrationServices;
  readonly #vpcLinkId: string;
  readonly #listenerArn: string;
  #resolved = false;
  #link: VpcLinkSnapshot | undefined = undefined;
  #listener: ListenerSnapshot | undefined = undefined;
  #failure: Failure | null = null;
  #upstream: Upstream | null = null;
  #cached: CachedUpstream | null = null;

  /** `uri` and link id with stage variables filled in. */
  constructor(
    snapshot: IntegrationSnapshot,
    services: IntegrationServices,
    place: { readonly uri: string; readonly vpcLinkId: string },
  ) {
    this.snapshot = snapshot;
    this.#services = services;
    this.#vpcLinkId = place.vpcLinkId;
    this.#listenerArn = place.uri;
  }

  resolve(request: IntegrationRequest): Failure | null {
    const link = this.#services.snapshots.get("vpc-link", this.#vpcLinkId);
    const listener = this.#services.snapshots.get("listener", this.#listenerArn);
    if (
      !this.#resolved ||
      link !== this.#link ||
      listener !== this.#listener ||
      (this.#cached?.closed ?? this.#upstream === null)
    ) {
      this.#prepare(link, listener);
    }
    request.upstream = this.#upstream;
    request.backendTarget = request.target;
    request.backendHost = request.clientHost;
    request.forwardedBy = "";
    return this.#failure;
  }

  #prepare(link: VpcLinkSnapshot | undefined, listener: ListenerSnapshot | undefined): void {
    const { listeners } = this.#services;
    const endpoint = listeners.find(this.#listenerArn);
    // A listener's directory follows its snapshot: until then, every request looks again.
    this.#resolved = endpoint?.snapshot === listener;
    this.#link = link;
    this.#listener = listener;
    this.#upstream = null;
    this.#cached = null;
    const plan = planPrivateHop(link, listener);
    this.#failure = plan.failure;
    if (plan.failure !== null) return;
    if (plan.blockedBy !== null) {
      const { connectTimeoutMs, runtime } = this.#services;
      this.#upstream = new BlockedUpstream(plan.blockedBy, connectTimeoutMs, runtime);
    } else if (endpoint === undefined) {
      // Configured but not bound: its port was taken, or it is only just coming up.
      this.#failure = failure("connect-refused", `${this.#listenerArn} is not bound`);
    } else if (link !== undefined) {
      this.#connect({ ...link, interfaceAddresses: plan.interfaceAddresses }, endpoint);
    }
  }

  #connect(link: VpcLinkSnapshot, endpoint: ListenerEndpoint): void {
    const { upstreams, fusedHops, connectTimeoutMs } = this.#services;
    const serverName = this.snapshot.serverNameToVerify;
    const acceptor = fusedHops && serverName === null ? endpoint.acceptor : null;
    const timeoutMs = Math.min(connectTimeoutMs, timeoutMsOf(this.snapshot));
    const way =
      acceptor !== null
        ? `memory ${upstreams.numberOf(acceptor)}`
        : `${endpoint.address}:${endpoint.port} in ${timeoutMs}`;
    const groups = link.securityGroups.map((group) => group.groupId).join(",");
    const key = `${endpoint.listenerArn} ${way} tls=${serverName ?? ""} link=${link.vpcLinkId} ${link.interfaceAddresses.join(",")} ${groups}`;
    this.#cached = upstreams.acquire({
      key,
      owners: [endpoint.listenerArn, link.vpcLinkId],
      createDialer: () => this.#createDialer(link, endpoint, acceptor, timeoutMs),
    });
    this.#upstream = this.#cached.upstream;
  }

  #createDialer(
    link: VpcLinkSnapshot,
    endpoint: ListenerEndpoint,
    acceptor: StreamAcceptor | null,
    connectTimeoutMs: number,
  ): Dialer {
    const { runtime, trustedCas } = this.#services;
    const serverName = this.snapshot.serverNameToVerify;
    const securityGroupIds = link.securityGroups.map((group) => group.groupId);
    const dialerOf = (sourceAddress: string): Dialer => {
      const identity: HopIdentity = { sourceAddress, vpcLinkId: link.vpcLinkId, securityGroupIds };
      const { address: host, port } = endpoint;
      if (acceptor !== null) {
        const description = `listener ${endpoint.listenerArn} in this process`;
        return createMemoryDialer(acceptor, { description, host, port, identity }, runtime);
      }
      const tls = serverName === null ? null : backendTls(serverName, trustedCas);
      return createSocketDialer({ host, port, connectTimeoutMs, tls, identity }, runtime);
    };
    const [first = "", ...others] = link.interfaceAddresses;
    return new RotatingDialer([dialerOf(first), ...others.map(dialerOf)]);
  }
}
