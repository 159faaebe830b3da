// Nobody gets in from a web page. The AWS APIs and /_postern/… answer only to a Host that is the edge's own (a
// page that rebinds its name to 127.0.0.1 sends its own name) and to no Origin but the edge's own (a form post
// needs no CORS preflight). An image or a link of a page sends no Origin, but browsers say that its site is foreign
// (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header). Invoke URLs and listeners take any: that is what
// they are for.
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);

/** The host of a Host field or origin without its port and brackets, in lower case. */
export function hostWithoutPort(host: string): string {
  const lower = host.toLowerCase();
  if (lower.startsWith("[")) {
    const end = lower.indexOf("]");
    return end === -1 ? lower : lower.slice(1, end);
  }
  const colon = lower.indexOf(":");
  return colon === -1 ? lower : lower.slice(0, colon);
}

export class AccessGuard {
  readonly #allowedHosts: ReadonlySet<string>;

  /** `allowedHosts`: names beside the loopback ones, without port (--host and --allow-host). */
  constructor(allowedHosts: readonly string[]) {
    this.#allowedHosts = new Set(allowedHosts.map((host) => hostWithoutPort(host)));
  }

  /**
   * Why the request is refused, or "" when it may pass.
   * @param host the Host field, undefined when there is none
   * @param origin the Origin field, undefined when there is none
   * @param localAddress the address the connection came in on
   */
  refusal(host: string | undefined, origin: string | undefined, localAddress: string): string {
    if (host === undefined || !this.#isOwn(hostWithoutPort(host), localAddress)) {
      return `Host "${host ?? ""}" is not allowed here; start Postern with --allow-host to add a name`;
    }
    if (origin !== undefined && !isOriginOf(origin, host)) {
      return `Origin "${origin}" is not allowed here`;
    }
    return "";
  }

  /**
   * Why the request is refused as one that a page of another site made, or "" when it may pass. Not for what only
   * reads and whose answer a foreign page does not get to see.
   * @param fetchSite the Sec-Fetch-Site field, undefined when there is none
   */
  siteRefusal(fetchSite: string | undefined): string {
    const isForeign = fetchSite === "cross-site" || fetchSite === "same-site";
    return isForeign ? "Requests of other web sites are not allowed here" : "";
  }

  #isOwn(name: string, localAddress: string): boolean {
    if (LOOPBACK_NAMES.has(name) || name.endsWith(".localhost")) return true;
    // An address in Host cannot have been rebound: it is where the connection went.
    if (sameAddress(name, localAddress)) return true;
    return this.#allowedHosts.has(name);
  }
}

function sameAddress(a: string, b: string): boolean {
  return a === b || `::ffff:${a}` === b;
}

function isOriginOf(origin: string, host: string): boolean {
  const lower = origin.toLowerCase();
  return lower === `http://${host.toLowerCase()}` || lower === `https://${host.toLowerCase()}`;
}
