// redirect: a 301 or 302 to a URL put together from the request's own parts. "#{path}" has no leading slash, and the
// port is always written out, as load balancers do ("https://example.com:443/").
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
import type { ActionSnapshot } from "../../store/snapshots.ts";

export const ACTION_REDIRECT = 2;

/** A URL that comes out longer is answered with 507. */
export const REDIRECT_URL_MAX = 8192;

/** The parts of the request that a redirect may take over. */
export interface RedirectParts {
  /** "http" or "https": the listener's protocol. */
  readonly protocol: string;
  /** As the client wrote it, without port. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly query: string;
}

const PLACEHOLDER = /#\{(protocol|host|port|path|query)\}/g;

// oxlint-disable-next-line no-control-regex -- Control characters are what is looked for.
const NOT_IN_URL = /[\u0000-\u001f\u007f\u0100-\uffff]/g;

export class RedirectAction {
  readonly kind = ACTION_REDIRECT;
  readonly name = "redirect";
  readonly statusCode: 301 | 302;
  readonly #protocol: string;
  readonly #host: string;
  readonly #port: string;
  readonly #path: string;
  readonly #query: string;

  constructor(action: ActionSnapshot & { readonly type: "redirect" }) {
    this.statusCode = action.statusCode;
    this.#protocol = action.protocol;
    this.#host = action.host;
    this.#port = action.port;
    this.#path = action.path;
    this.#query = action.query;
  }

  /** The Location, or null when it would be longer than a redirect URL may be. */
  location(parts: RedirectParts): string | null {
    const protocol = fill(this.#protocol, parts).toLowerCase();
    const path = fill(this.#path, parts);
    const query = fill(this.#query, parts);
    const slash = path.startsWith("/") ? "" : "/";
    const mark = query === "" ? "" : "?";
    const authority = `${fill(this.#host, parts)}:${fill(this.#port, parts)}`;
    // Parts of a request that is not compliant may bring what ends a line, or ends one once it is written as latin1.
    const url = `${protocol}://${authority}${slash}${path}${mark}${query}`.replace(NOT_IN_URL, "");
    return url.length > REDIRECT_URL_MAX ? null : url;
  }
}

function fill(template: string, parts: RedirectParts): string {
  return template.replace(PLACEHOLDER, (_whole, name: string) => {
    switch (name) {
      case "protocol":
        return parts.protocol;
      case "host":
        return parts.host;
      case "port":
        return String(parts.port);
      case "path":
        return parts.path.startsWith("/") ? parts.path.slice(1) : parts.path;
      default:
        return parts.query;
    }
  });
}
