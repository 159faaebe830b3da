// The Host a target gets. Unless the load balancer preserves it: on port 80 or 443 any port is taken off, on other
// ports the listener's is put on where the client named none; an absolute request target stands in for Host.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#host-header-preservation
import { hostForRules, portColon } from "./request-facts.ts";

export function targetHost(host: string, listenerPort: number, isDefaultPort: boolean): string {
  const colon = portColon(host);
  if (isDefaultPort) return colon === -1 ? host : host.slice(0, colon);
  return colon === -1 ? `${host}:${listenerPort}` : host;
}

/** Both readings of a Host value, remembered for the last one: clients ask for the same host again and again. */
export class HostReadings {
  readonly #listenerPort: number;
  readonly #isDefaultPort: boolean;
  #host = "";
  #forRules = "";
  #forTarget = "";

  constructor(listenerPort: number, isDefaultPort: boolean) {
    this.#listenerPort = listenerPort;
    this.#isDefaultPort = isDefaultPort;
    this.#forTarget = targetHost("", listenerPort, isDefaultPort);
  }

  /** As rules compare it. */
  forRules(host: string): string {
    if (host !== this.#host) this.#read(host);
    return this.#forRules;
  }

  /** As the target gets it. */
  forTarget(host: string): string {
    if (host !== this.#host) this.#read(host);
    return this.#forTarget;
  }

  #read(host: string): void {
    this.#host = host;
    this.#forRules = hostForRules(host);
    this.#forTarget = targetHost(host, this.#listenerPort, this.#isDefaultPort);
  }
}
