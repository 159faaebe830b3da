// A stage as requests see it: its snapshot, and what is derived from it on first use (route trie, integrations,
// mappings). Never changed once it is live but for that; a new snapshot makes a new one, and requests under way
// keep theirs.
import type { Scope } from "../../store/records.ts";
import type { HttpApiStageSnapshot, RouteSnapshot } from "../../store/snapshots.ts";
import { createIntegration } from "../integrations/create-integration.ts";
import type { Integration } from "../integrations/integration.ts";
import { createStageAccessLog, type StageAccessLog } from "../logging/stage-access-log.ts";
import { accessLogPlace } from "../logging/stage-log-place.ts";
import { httpAccessLogReader, type HttpApiLogFacts } from "../mapping/access-log-variables.ts";
import { compileParameterMapping, type ParameterMapping } from "../mapping/parameter-mapping.ts";
import type { Throttle } from "../throttle-counters.ts";
import { CorsPolicy } from "./cors.ts";
import type { HttpApiServices } from "./http-api-services.ts";
import { parseRouteKey, type RoutePath } from "./route-key.ts";
import { type RouteMatcher, RouteMatcherBuilder } from "./route-matcher.ts";

/** How long building a route trie may hold up everything else. */
export const BUILD_SLICE_MS = 5;

/** An integration with its mappings. */
export interface LiveIntegration {
  readonly integration: Integration;
  readonly requestMapping: ParameterMapping | null;
  /** By status code; null when there are none at all. */
  readonly responseMappings: ReadonlyMap<number, ParameterMapping> | null;
}

/** A route that has been used. */
export interface LiveRoute {
  readonly route: RouteSnapshot;
  /** null for $default. */
  readonly path: RoutePath | null;
  readonly throttle: Throttle | null;
  /** null: the route has none, or it is not in the deployment. */
  readonly integration: LiveIntegration | null;
}

export class LiveStage {
  readonly snapshot: HttpApiStageSnapshot;
  readonly scope: Scope;
  /** Null when the stage has none. */
  readonly accessLog: StageAccessLog<HttpApiLogFacts> | null;
  readonly cors: CorsPolicy | null;
  readonly accountThrottle: Throttle | null;
  readonly #services: HttpApiServices;
  readonly #routes = new Map<RouteSnapshot, LiveRoute>();
  readonly #integrations = new Map<string, LiveIntegration>();
  #matcher: RouteMatcher | null = null;
  #building: Promise<void> | null = null;

  constructor(snapshot: HttpApiStageSnapshot, services: HttpApiServices) {
    this.snapshot = snapshot;
    this.scope = { account: snapshot.account, region: snapshot.region };
    const { accessLog } = snapshot;
    this.accessLog = createStageAccessLog(
      accessLog?.format,
      accessLogPlace(snapshot, accessLog?.destinationArn ?? ""),
      httpAccessLogReader,
      services.logs,
    );
    this.cors = snapshot.cors === null ? null : new CorsPolicy(snapshot.cors);
    this.accountThrottle = services.accountThrottle(snapshot.account, snapshot.region);
    this.#services = services;
  }

  /** null until the trie is built. */
  get matcher(): RouteMatcher | null {
    return this.#matcher;
  }

  /** Builds the trie; at once when it is small, else in slices with the event loop's turn between. */
  build(): Promise<void> | null {
    if (this.#matcher !== null) return null;
    if (this.#building !== null) return this.#building;
    const { clock } = this.#services.runtime;
    const builder = new RouteMatcherBuilder(this.snapshot.routes, clock);
    this.#matcher = builder.step(clock.monotonicMs() + BUILD_SLICE_MS);
    if (this.#matcher !== null) return null;
    this.#building = new Promise((resolve) => this.#continue(builder, resolve));
    return this.#building;
  }

  #continue(builder: RouteMatcherBuilder, done: () => void): void {
    setImmediate(() => {
      const { clock } = this.#services.runtime;
      this.#matcher = builder.step(clock.monotonicMs() + BUILD_SLICE_MS);
      if (this.#matcher === null) this.#continue(builder, done);
      else done();
    });
  }

  /** The route with what belongs to it, compiled when it is first asked for. */
  route(route: RouteSnapshot): LiveRoute {
    const known = this.#routes.get(route);
    if (known !== undefined) return known;
    const { apiId, stageName } = this.snapshot;
    const live: LiveRoute = {
      route,
      path: parseRouteKey(route.routeKey),
      throttle:
        route.throttle === null
          ? null
          : this.#services.counters.throttle(
              `${apiId}/${stageName}/${route.routeKey}`,
              route.throttle,
            ),
      integration: route.integrationId === null ? null : this.#integration(route.integrationId),
    };
    this.#routes.set(route, live);
    return live;
  }

  #integration(integrationId: string): LiveIntegration | null {
    const known = this.#integrations.get(integrationId);
    if (known !== undefined) return known;
    const snapshot = this.snapshot.integrations[integrationId];
    if (snapshot === undefined) return null;
    const live: LiveIntegration = {
      integration: createIntegration(snapshot, this.snapshot.stageVariables, this.#services),
      requestMapping: compileParameterMapping(snapshot.requestParameters),
      responseMappings: compileResponseMappings(snapshot.responseParameters),
    };
    this.#integrations.set(integrationId, live);
    return live;
  }
}

function compileResponseMappings(
  byStatus: Readonly<Record<string, Readonly<Record<string, string>>>>,
): ReadonlyMap<number, ParameterMapping> | null {
  const mappings = new Map<number, ParameterMapping>();
  for (const [status, parameters] of Object.entries(byStatus)) {
    const mapping = compileParameterMapping(parameters);
    if (mapping !== null) mappings.set(Number(status), mapping);
  }
  return mappings.size === 0 ? null : mappings;
}
