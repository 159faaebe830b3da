// One target: where it is, how it is reached, and who is using it now. It is what load balancers hold as their
// choice. It knows nothing of its health, nor whether it may be chosen.
import { failure as failureOf } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import type { TargetGroupSnapshot, TargetSnapshot } from "../../store/snapshots.ts";
import type {
  ByteStream,
  ConnectionInfo,
  Dialer,
  DialHandler,
  HopIdentity,
} from "../../wire/byte-stream.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";
import type { LoadBalancerResolver } from "./load-balancer-place.ts";
import type { SelectableTarget } from "./selection.ts";
import type { FlowChoice, TargetUser } from "./target-choice.ts";
import type { TargetWire } from "./target-wire.ts";
import { UnreachableDialer } from "./unreachable-dialer.ts";

export interface TargetContext {
  readonly wire: TargetWire;
  readonly resolveLoadBalancer: LoadBalancerResolver;
}

/** Name of a target within its group, as the health board has it. */
export function targetKey(target: TargetSnapshot): string {
  return `${target.id}:${target.port}`;
}

/** What this machine's own connections to `address` come from; "" when it is none of this machine's. */
function sourceAddressTowards(address: string, listenerAddress: string): string {
  if (address === "::1") return address;
  if (/^127\.\d+\.\d+\.\d+$/.test(address) || address === "localhost") return "127.0.0.1";
  return address === listenerAddress ? address : "";
}

/** A target in use. */
export class Target implements FlowChoice, SelectableTarget {
  readonly targetGroupArn: string;
  readonly target: string;
  readonly upstream: Upstream;
  /** Set by the group, for all its targets at once. */
  failedOpen = false;
  readonly #tls: boolean;
  readonly #snapshot: TargetSnapshot;
  readonly #context: TargetContext;
  readonly #users = new Set<TargetUser>();
  #proxyProtocolV2 = false;

  constructor(group: TargetGroupSnapshot, target: TargetSnapshot, context: TargetContext) {
    this.targetGroupArn = group.targetGroupArn;
    this.target = `${target.address ?? target.id}:${target.port}`;
    this.#tls = group.protocol === "HTTPS" || group.protocol === "TLS";
    this.#snapshot = target;
    this.#context = context;
    this.#proxyProtocolV2 = group.proxyProtocolV2 && group.protocol === "TCP";
    this.upstream = context.wire.upstream(this.dialer(target.port, this.#tls));
  }

  get outstanding(): number {
    return this.#users.size;
  }

  get proxyProtocolV2(): boolean {
    return this.#proxyProtocolV2;
  }

  set proxyProtocolV2(on: boolean) {
    this.#proxyProtocolV2 = on;
  }

  /** Counts a request or flow until `release`. */
  use(user: TargetUser): this {
    this.#users.add(user);
    return this;
  }

  release(user: TargetUser): void {
    this.#users.delete(user);
  }

  flowDialer(client: ConnectionInfo): Dialer {
    const { port, address, loadBalancerArn } = this.#snapshot;
    const flowsBefore = (client.identity?.flowsBefore ?? 0) + 1;
    if (loadBalancerArn === null) {
      // Where this process may listen itself, a flow that comes back can be told by what it says of itself.
      const sourceAddress = sourceAddressTowards(address ?? "", client.localAddress);
      if (address === null || sourceAddress === "") return this.dialer(port, this.#tls);
      const identity = { sourceAddress, vpcLinkId: "", securityGroupIds: [], flowsBefore };
      return this.#context.wire.dialer({ host: address, port, tls: this.#tls, identity });
    }
    // A load balancer as a target sees the client's own address
    // (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html).
    const identity: HopIdentity = {
      sourceAddress: client.remoteAddress,
      vpcLinkId: client.identity?.vpcLinkId ?? "",
      securityGroupIds: client.identity?.securityGroupIds ?? [],
      flowsBefore,
    };
    return this.#loadBalancerDialer(port, this.#tls, identity);
  }

  /** Reaches the target on any of its ports; health checks may have one of their own. */
  dialer(port: number, tls: boolean): Dialer {
    const { address, loadBalancerArn } = this.#snapshot;
    if (loadBalancerArn !== null) return new LoadBalancerDialer(this, port, tls);
    if (address === null) {
      const failure = failureOf(
        "name-not-resolved",
        `the address of ${this.#snapshot.id} is unknown`,
      );
      return new UnreachableDialer(`${this.#snapshot.id}:${port}`, failure);
    }
    return this.#context.wire.dialer({ host: address, port, tls, identity: null });
  }

  /** For targets of type alb: where the load balancer's listener is bound right now. */
  loadBalancerDialer(port: number, tls: boolean): Dialer {
    return this.#loadBalancerDialer(port, tls, null);
  }

  /** Takes the target away from everybody who uses it. */
  cut(failure: Failure): void {
    const users = [...this.#users];
    this.#users.clear();
    for (const user of users) user.onTargetGone(failure);
  }

  /** No more requests will come; those in flight are left to finish. */
  close(): void {
    this.upstream.close();
  }

  #loadBalancerDialer(port: number, tls: boolean, identity: HopIdentity | null): Dialer {
    const loadBalancerArn = this.#snapshot.loadBalancerArn ?? "";
    const place = this.#context.resolveLoadBalancer(loadBalancerArn, port);
    if (place === null) {
      const failure = failureOf("listener-not-found", `${loadBalancerArn} port ${port}`);
      return new UnreachableDialer(`${loadBalancerArn}:${port}`, failure);
    }
    return this.#context.wire.dialer({ host: place.address, port: place.port, tls, identity });
  }
}

/** Looks the load balancer's listener up anew for each connection: it may have moved. */
class LoadBalancerDialer implements Dialer {
  readonly description: string;
  readonly #target: Target;
  readonly #port: number;
  readonly #tls: boolean;

  constructor(target: Target, port: number, tls: boolean) {
    this.description = `${target.target} port ${port}`;
    this.#target = target;
    this.#port = port;
    this.#tls = tls;
  }

  dial(handler: DialHandler): ByteStream {
    return this.#target.loadBalancerDialer(this.#port, this.#tls).dial(handler);
  }
}
