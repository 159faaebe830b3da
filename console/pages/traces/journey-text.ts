// Words of journeys and requests for people: times, statuses, ways, what failed. Pure.
import type { HopKind } from "../../../src/telemetry/journeys/journey.ts";

/** "0.4 ms", "15 ms", "2.31 s" */
export function milliseconds(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  return ms >= 10 || ms === 0 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}

/** Wall time as the user's clock shows it: "14:03:09.021". */
export function clockTime(ms: number): string {
  const time = new Date(ms);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${hours}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}

/** Date and time, for a single journey. */
export function dateTime(ms: number): string {
  return `${new Date(ms).toLocaleDateString()} ${clockTime(ms)}`;
}

/** The path of a request target without the place of the API in it: "/_aws/execute-api/a1/prod/pets" is "/pets". */
export function pathOf(target: string): string {
  const short = target.replace(/^\/_aws\/execute-api\/[^/?]+\/[^/?]+/, "");
  if (short === target) return target;
  return short.startsWith("/") ? short : `/${short}`;
}

/** "HTTP API pets ($default)" as it is; "app/shop/50dc6c495c0c9188" is "ALB shop". */
export function hopName(kind: HopKind, name: string): string {
  if (kind !== "alb" && kind !== "nlb") return name;
  const [family, short] = name.split("/");
  return `${kind.toUpperCase()} ${short ?? family ?? name}`;
}

/** "plain-http-on-tls" is "plain http on tls". */
export function words(kebab: string): string {
  return kebab.replaceAll("-", " ");
}

/** "vpc-link" is "VPC link", "route" is "Route". */
export function decisionTitle(decision: string): string {
  const known = TITLES[decision];
  if (known !== undefined) return known;
  const text = words(decision);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const TITLES: Readonly<Record<string, string>> = {
  "vpc-link": "VPC link",
  tls: "TLS",
  cors: "CORS",
  "api-key": "API key",
  desync: "Desync mitigation",
};

/** "loadBalancerName" is "Load balancer name", "vpcId" is "VPC ID". */
export function evidenceLabel(name: string): string {
  const spaced = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  const text = spaced.replaceAll(/\b(?:vpc|id|ids|uri|url|tls|arn|cors)\b/g, (word) =>
    word === "ids" ? "IDs" : word.toUpperCase(),
  );
  return text.charAt(0).toUpperCase() + text.slice(1);
}
