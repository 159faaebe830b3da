// A stage as requests see it: its snapshot, and what is derived from its deployment (and its canary's) on first use.
// Never changed once it is live but for that; a new snapshot makes a new one, and requests under way keep theirs.
import type { Scope } from "../../store/records.ts";
import type {
  RestApiContentSnapshot,
  RestApiStageSnapshot,
  RestMethodSnapshot,
} from "../../store/snapshots.ts";
import type { Throttle } from "../throttle-counters.ts";
import { createStageAccessLog, type StageAccessLog } from "../logging/stage-access-log.ts";
import {
  accessLogPlace,
  CANARY_SUFFIX,
  executionLogPlace,
  type StageLogPlace,
} from "../logging/stage-log-place.ts";
import { restAccessLogReader, type RestApiLogFacts } from "../mapping/access-log-variables.ts";
import { GatewayResponses } from "./gateway-responses.ts";
import { compileMethod, type LiveMethod } from "./live-method.ts";
import { ResourceMatcher } from "./resource-matcher.ts";
import type { RestApiServices } from "./rest-api-services.ts";

/** One deployment under a stage's settings. */
export class LiveContent {
  readonly stage: RestApiStageSnapshot;
  readonly snapshot: RestApiContentSnapshot;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly gatewayResponses: GatewayResponses;
  /** Null when the stage has none. */
  readonly accessLog: StageAccessLog<RestApiLogFacts> | null;
  readonly executionLogPlace: StageLogPlace;
  readonly #services: RestApiServices;
  readonly #methods = new Map<RestMethodSnapshot, LiveMethod>();
  #matcher: ResourceMatcher | null = null;

  constructor(
    stage: RestApiStageSnapshot,
    served: {
      readonly content: RestApiContentSnapshot;
      readonly stageVariables: Readonly<Record<string, string>>;
    },
    services: RestApiServices,
    logSuffix: "" | typeof CANARY_SUFFIX = "",
  ) {
    this.stage = stage;
    this.snapshot = served.content;
    this.stageVariables = served.stageVariables;
    this.gatewayResponses = new GatewayResponses(served.content.gatewayResponses);
    const { accessLog } = stage;
    this.accessLog = createStageAccessLog(
      accessLog?.format,
      accessLogPlace(stage, accessLog?.destinationArn ?? "", logSuffix),
      restAccessLogReader,
      services.logs,
    );
    this.executionLogPlace = executionLogPlace(stage, logSuffix);
    this.#services = services;
  }

  match(httpMethod: string, path: string): LiveMethod | null {
    this.#matcher ??= new ResourceMatcher(this.snapshot.methods);
    const found = this.#matcher.match(httpMethod, path);
    return found === null ? null : this.method(found);
  }

  method(snapshot: RestMethodSnapshot): LiveMethod {
    const known = this.#methods.get(snapshot);
    if (known !== undefined) return known;
    const live = compileMethod(snapshot, {
      stage: this.stage,
      models: this.snapshot.models,
      stageVariables: this.stageVariables,
      services: this.#services,
    });
    this.#methods.set(snapshot, live);
    return live;
  }
}

export class LiveRestStage {
  readonly snapshot: RestApiStageSnapshot;
  readonly scope: Scope;
  readonly accountThrottle: Throttle | null;
  readonly #main: LiveContent;
  readonly #canary: LiveContent | null;
  readonly #services: RestApiServices;

  constructor(snapshot: RestApiStageSnapshot, services: RestApiServices) {
    const { canary } = snapshot;
    this.snapshot = snapshot;
    this.scope = { account: snapshot.account, region: snapshot.region };
    this.accountThrottle = services.accountThrottle(snapshot.account, snapshot.region);
    this.#services = services;
    this.#main = new LiveContent(snapshot, snapshot, services);
    this.#canary =
      canary === null ? null : new LiveContent(snapshot, canary, services, CANARY_SUFFIX);
  }

  /** The deployment that serves the next request: each one is drawn anew. */
  pick(): LiveContent {
    if (this.#canary === null) return this.#main;
    const percentTraffic = this.snapshot.canary?.percentTraffic ?? 0;
    return this.#services.random() * 100 < percentTraffic ? this.#canary : this.#main;
  }

  isCanary(content: LiveContent): boolean {
    return content === this.#canary;
  }
}

/** The stages of one API that serve requests. */
export type LiveRestApi = Map<string, LiveRestStage>;
