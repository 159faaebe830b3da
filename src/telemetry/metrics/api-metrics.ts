// Metrics of HTTP APIs and REST APIs: finds a request's cells by API, stage and, with detailed metrics, route or method.
import type { Scope } from "../../store/records.ts";
import { REST_METHODS } from "../../store/rest-methods.ts";
import type { HttpApiStageSnapshot, RestApiStageSnapshot } from "../../store/snapshots.ts";
import type { HttpApiRequestEntry, RestApiRequestEntry } from "../hop-observer.ts";
import { HttpApiCells, RestApiCells } from "./api-cells.ts";
import {
  HTTP_API_ROUTE,
  HTTP_API_STAGE,
  REST_API_METHOD,
  REST_API_STAGE,
} from "./api-definitions.ts";
import type { CellPool } from "./cell-pool.ts";
import { StageCells, StageTable } from "./stage-table.ts";

/** Of a request by any other method: clients must not be able to make metrics by the names that they think of. [I] */
const OTHER_METHOD = "ANY";

export class ApiMetrics {
  readonly #pool: CellPool;
  readonly #httpApis = new StageTable<HttpApiCells>();
  readonly #restApis = new StageTable<RestApiCells>();

  constructor(pool: CellPool) {
    this.#pool = pool;
  }

  /** `key` is "ApiId/StageName". */
  updateHttpApiStage(key: string, snapshot: HttpApiStageSnapshot | undefined): void {
    const [apiId, stageName] = splitKey(key);
    if (snapshot === undefined) {
      this.#httpApis.remove(apiId, stageName);
      return;
    }
    const stage = this.#httpStage(snapshot, apiId, stageName);
    if (stage === null) return;
    stage.isPublished = true;
    stage.keepParts(new Set(snapshot.routes.map(({ routeKey }) => routeKey)));
  }

  /** `key` is "ApiId/StageName". */
  updateRestApiStage(key: string, snapshot: RestApiStageSnapshot | undefined): void {
    const [apiId, stageName] = splitKey(key);
    const found = this.#restApis.find(apiId, stageName);
    if (snapshot === undefined) {
      this.#restApis.remove(apiId, stageName);
      return;
    }
    const { account, region, content, canary } = snapshot;
    const apiName = content.apiName;
    // Under another name it is another metric, for CloudWatch too.
    if (found !== undefined && found.own.labels["api_name"] !== apiName) {
      this.#restApis.remove(apiId, stageName);
    }
    const stage = this.#restStage({ scope: { account, region }, apiId, apiName, stageName });
    if (stage === null) return;
    stage.isPublished = true;
    const methods = [...content.methods, ...(canary?.content.methods ?? [])];
    stage.keepParts(new Set(methods.map(({ resourcePath }) => resourcePath)));
  }

  /** A request that found no stage belongs to nobody's metrics. */
  httpApiRequest(entry: HttpApiRequestEntry): void {
    const { apiId, stageName, routeKey } = entry;
    if (stageName === "") return;
    const stage = this.#httpStage(entry.scope, apiId, stageName);
    if (stage === null) return;
    stage.own.record(entry);
    if (!entry.detailedMetrics || routeKey === "") return;
    const route = stage.findPart(routeKey, "") ?? this.#addRoute(stage, entry);
    route?.record(entry);
  }

  /** A request that found no stage belongs to nobody's metrics. */
  restApiRequest(entry: RestApiRequestEntry): void {
    if (entry.stageName === "") return;
    const stage = this.#restStage(entry);
    if (stage === null) return;
    stage.own.record(entry);
    const { resourcePath } = entry;
    if (!entry.detailedMetrics || resourcePath === "") return;
    const method = REST_METHODS.has(entry.method) ? entry.method : OTHER_METHOD;
    const cells = stage.findPart(resourcePath, method) ?? this.#addMethod(stage, entry, method);
    cells?.record(entry);
  }

  sweep(): void {
    this.#httpApis.sweep();
    this.#restApis.sweep();
  }

  #httpStage(
    { account, region }: Scope,
    apiId: string,
    stageName: string,
  ): StageCells<HttpApiCells> | null {
    const found = this.#httpApis.find(apiId, stageName);
    if (found !== undefined) return found;
    if (!this.#pool.hasRoom()) return null;
    const place = {
      scope: { account, region },
      dimensions: { ApiId: apiId, Stage: stageName },
      labels: { api: apiId, stage: stageName },
    };
    const stage = new StageCells(new HttpApiCells(this.#pool, place, HTTP_API_STAGE));
    this.#httpApis.add(apiId, stageName, stage);
    return stage;
  }

  #addRoute(stage: StageCells<HttpApiCells>, entry: HttpApiRequestEntry): HttpApiCells | null {
    if (!this.#pool.hasRoom()) return null;
    const { apiId, stageName, routeKey } = entry;
    const [method, resource] = splitRouteKey(routeKey);
    const place = {
      scope: stage.own.scope,
      dimensions: { ApiId: apiId, Stage: stageName, Method: method, Resource: resource },
      labels: { ...stage.own.labels, route: routeKey },
    };
    const cells = new HttpApiCells(this.#pool, place, HTTP_API_ROUTE);
    stage.addPart(routeKey, "", cells);
    return cells;
  }

  #restStage(of: {
    readonly scope: Scope;
    readonly apiId: string;
    readonly apiName: string;
    readonly stageName: string;
  }): StageCells<RestApiCells> | null {
    const { apiId, apiName, stageName } = of;
    const found = this.#restApis.find(apiId, stageName);
    if (found !== undefined) return found;
    if (!this.#pool.hasRoom()) return null;
    const place = {
      scope: { account: of.scope.account, region: of.scope.region },
      dimensions: { ApiName: asciiName(apiName, apiId), Stage: stageName },
      labels: { api: apiId, api_name: apiName, stage: stageName },
    };
    const stage = new StageCells(new RestApiCells(this.#pool, place, REST_API_STAGE));
    this.#restApis.add(apiId, stageName, stage);
    return stage;
  }

  #addMethod(
    stage: StageCells<RestApiCells>,
    entry: RestApiRequestEntry,
    method: string,
  ): RestApiCells | null {
    if (!this.#pool.hasRoom()) return null;
    const { apiId, apiName, stageName, resourcePath } = entry;
    const place = {
      scope: stage.own.scope,
      dimensions: {
        ApiName: asciiName(apiName, apiId),
        Stage: stageName,
        Method: method,
        Resource: resourcePath,
      },
      labels: { ...stage.own.labels, method, resource: resourcePath },
    };
    const cells = new RestApiCells(this.#pool, place, REST_API_METHOD);
    stage.addPart(resourcePath, method, cells);
    return cells;
  }
}

function splitKey(key: string): readonly [apiId: string, stageName: string] {
  const slash = key.indexOf("/");
  return [key.slice(0, slash), key.slice(slash + 1)];
}

/** "GET /pets" → GET and /pets; $default, which has no method, is ANY [I]. */
function splitRouteKey(routeKey: string): readonly [method: string, resource: string] {
  const space = routeKey.indexOf(" ");
  if (space === -1) return ["ANY", routeKey];
  return [routeKey.slice(0, space), routeKey.slice(space + 1)];
}

/** "API Gateway removes non-ASCII characters from the ApiName dimension"; when nothing is left the id is taken. */
function asciiName(name: string, apiId: string): string {
  // oxlint-disable-next-line no-control-regex -- All of ASCII is meant.
  const ascii = name.replaceAll(/[^\u0000-\u007f]/gu, "");
  return ascii === "" ? apiId : ascii;
}
