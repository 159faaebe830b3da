// What an endpoint's exports do not tell. AWS documents which members of an integration an export has and not that it
// has them all [I]; and an export without, say, the TLS configuration looks like a stage to which it was never deployed.
// So where a deployed integration lacks what the configured one has, an export of what is configured shows whether
// the member is missing there, too: then exports lose it, and what is configured is taken to be deployed.
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type { HttpApiContentItem } from "../inventory.ts";
import { routesAsExported, type DeployedRoute } from "./deployed-http-api.ts";

/** Those that decide where a request goes and how. */
const TELLING_MEMBERS = [
  "ConnectionId",
  "IntegrationUri",
  "RequestParameters",
  "TlsConfig",
] as const satisfies readonly (keyof Integration)[];

type TellingMember = (typeof TELLING_MEMBERS)[number];

/** Members that the configured integration of some route has and the exported one of the same route has not. */
export function missingMembers(
  exported: readonly DeployedRoute[],
  live: HttpApiContentItem,
): TellingMember[] {
  const integrations = liveIntegrations(live);
  return TELLING_MEMBERS.filter((member) =>
    exported.some(({ routeKey, integration }) => {
      const configured = integrations.get(routeKey)?.[member];
      return integration !== undefined && configured !== undefined && !integration[member];
    }),
  );
}

/** The deployed routes with these members as they are configured, where the export has none. */
export function withConfigured(
  deployed: readonly DeployedRoute[],
  members: readonly TellingMember[],
  live: HttpApiContentItem,
): DeployedRoute[] {
  const integrations = liveIntegrations(live);
  return deployed.map((route) => {
    const configured = integrations.get(route.routeKey);
    if (route.integration === undefined || configured === undefined) return route;
    const integration: Record<string, unknown> = { ...route.integration };
    for (const member of members) integration[member] ??= configured[member];
    return { ...route, integration };
  });
}

/** By route key. */
function liveIntegrations(live: HttpApiContentItem): Map<string, Integration> {
  const found = new Map<string, Integration>();
  for (const { routeKey, integration } of routesAsExported(live)) {
    if (integration !== undefined) found.set(routeKey, integration);
  }
  return found;
}
