// The Forwarded field that a backend gets (RFC 7239): what came in as Forwarded and X-Forwarded-*, then the
// gateway's own element. Requests that came through no proxy, nearly all, take the short way.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html

/** What earlier proxies said; undefined where they were silent. */
export interface EarlierHops {
  readonly forwarded: string | undefined;
  readonly forwardedFor: string | undefined;
  readonly forwardedHost: string | undefined;
  readonly forwardedProto: string | undefined;
}

/** Elements folded from X-Forwarded-For at most: a list can be as long as a request head. */
export const FOLDED_ADDRESSES_MAX = 100;

/**
 * The gateway's own element. `by` is its own address for public integrations, "" for private ones, which name none.
 * Every invoke URL of AWS is https, so that is what a backend is told, whatever the
 * client spoke to the edge port.
 */
export function ownElement(by: string, clientAddress: string, host: string): string {
  const gateway = by === "" ? "" : `by=${node(by)};`;
  return `${gateway}for=${node(clientAddress)};host=${quoted(host)};proto=https`;
}

/** Remembers the last element: one client on one connection asks for the same host again and again. */
export class OwnElements {
  #by = "";
  #clientAddress = "";
  #host = "";
  #text = "";

  text(by: string, clientAddress: string, host: string): string {
    if (host !== this.#host || clientAddress !== this.#clientAddress || by !== this.#by) {
      this.#by = by;
      this.#clientAddress = clientAddress;
      this.#host = host;
      this.#text = "";
    }
    if (this.#text === "") this.#text = ownElement(by, clientAddress, host);
    return this.#text;
  }
}

/** The whole field for a request that came through proxies. [I] The order is Forwarded, then X-Forwarded-*. */
export function foldForwarded(earlier: EarlierHops, own: string): string {
  const elements: string[] = [];
  if (earlier.forwarded !== undefined && earlier.forwarded !== "") elements.push(earlier.forwarded);
  const addresses = listOf(earlier.forwardedFor).slice(-FOLDED_ADDRESSES_MAX);
  const hosts = listOf(earlier.forwardedHost);
  const protos = listOf(earlier.forwardedProto);
  const count = Math.max(addresses.length, Math.min(1, hosts.length + protos.length));
  for (let i = 0; i < count; i++) {
    const pairs: string[] = [];
    const [address, host, proto] = [addresses[i], hosts[i], protos[i]];
    if (address !== undefined) pairs.push(`for=${node(address)}`);
    if (host !== undefined) pairs.push(`host=${quoted(host)}`);
    if (proto !== undefined) pairs.push(`proto=${quoted(proto)}`);
    elements.push(pairs.join(";"));
  }
  elements.push(own);
  return elements.join(",");
}

function listOf(value: string | undefined): string[] {
  if (value === undefined) return [];
  return value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** RFC 7239 §6: an IPv6 address stands in brackets and quotes. */
function node(address: string): string {
  if (!address.includes(":")) return quoted(address);
  return address.startsWith("[") || /^\d+\.\d+\.\d+\.\d+:\d+$/.test(address)
    ? quoted(address)
    : `"[${address}]"`;
}

const TOKEN = /^[\w!#$%&'*+\-.^`|~]+$/;

function quoted(value: string): string {
  return TOKEN.test(value) ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}
