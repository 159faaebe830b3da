// The URL of an integration, read as the gateway reads it; path parameters may stand in it.
import type { WayUrl } from "./ways.ts";
import { isUnresolved } from "./unresolved.ts";

const URL_PARTS = /^(https?):\/\/(\[[^\]]+\]|[^/?#:\s]+)(?::(\d{1,5}))?(\/[^?#\s]*)?/i;

/** Null when it is no http(s) URL, or when its scheme, host or port are not known. */
export function parseWayUrl(uri: string): WayUrl | null {
  const match = URL_PARTS.exec(uri);
  if (match === null) return null;
  const [, scheme = "", host = "", port, path = "/"] = match;
  // The mark of a value that is not known ends with a blank, where the host ends too.
  if (isUnresolved(`${host} `) || host.includes("{")) return null;
  if (uri.startsWith(":", match[0].length)) return null;
  const isTls = scheme.toLowerCase() === "https";
  return {
    scheme: isTls ? "https" : "http",
    host,
    port: port === undefined ? (isTls ? 443 : 80) : Number(port),
    path,
  };
}
