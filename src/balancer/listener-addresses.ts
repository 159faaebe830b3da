// Which local addresses and ports a listener may be bound to, in the order in which to try them: the one it had
// before, then what the settings give. Pure; whether a place is free is found out by binding.
import type { ListenerSnapshot } from "../store/snapshots.ts";

export interface ListenerAddressSettings {
  /** Where listeners are bound unless each load balancer has an address of its own. */
  readonly host: string;
  /** Ports to choose from; null: any free one. */
  readonly portRange: { readonly from: number; readonly to: number } | null;
  /** Each load balancer has a loopback address of its own, where its listeners have their real ports. */
  readonly ownAddresses: boolean;
}

/** A place to bind to; port 0 asks for any free port. */
export interface ListenerPlace {
  readonly address: string;
  readonly port: number;
}

/**
 * 127.64.0.0/10 holds the load balancers' own addresses: far from 127.0.0.1 and from what resolvers and
 * distributions put at 127.0.0.x and 127.0.1.1.
 */
const OWN_ADDRESS_SECOND_OCTET_FIRST = 64;
const OWN_ADDRESS_SECOND_OCTET_COUNT = 64;

/** Places to try, best first. `ownAddress` is the load balancer's, "" where it has none. */
export function placesFor(
  snapshot: ListenerSnapshot,
  settings: ListenerAddressSettings,
  remembered: ListenerPlace | undefined,
  ownAddress: string,
): ListenerPlace[] {
  const places: ListenerPlace[] = [];
  if (settings.ownAddresses) places.push({ address: ownAddress, port: snapshot.port });
  const { host, portRange } = settings;
  if (remembered !== undefined && remembered.address === host && inRange(remembered, portRange)) {
    places.push(remembered);
  }
  if (portRange === null) {
    places.push({ address: host, port: 0 });
  } else {
    for (let port = portRange.from; port <= portRange.to; port++) {
      if (port !== remembered?.port || remembered.address !== host) {
        places.push({ address: host, port });
      }
    }
  }
  return places;
}

function inRange(place: ListenerPlace, range: ListenerAddressSettings["portRange"]): boolean {
  return range === null || (range.from <= place.port && place.port <= range.to);
}

/** A load balancer's own loopback address: always the same one unless another load balancer has it already. */
export function ownAddressOf(loadBalancerArn: string, taken: ReadonlySet<string>): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < loadBalancerArn.length; i++) {
    hash = Math.imul(hash ^ loadBalancerArn.charCodeAt(i), 0x01000193) >>> 0;
  }
  for (;;) {
    const second =
      OWN_ADDRESS_SECOND_OCTET_FIRST + ((hash >>> 16) % OWN_ADDRESS_SECOND_OCTET_COUNT);
    const fourth = 1 + ((hash & 0xff) % 254);
    const address = `127.${second}.${(hash >>> 8) & 0xff}.${fourth}`;
    // There are a million addresses and a few hundred load balancers: this ends.
    if (!taken.has(address)) return address;
    hash = (hash + 1) >>> 0;
  }
}
