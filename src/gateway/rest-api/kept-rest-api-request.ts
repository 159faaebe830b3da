// What is kept of a request to a REST API, as its composer reads it.
import type { RestApiContentSnapshot, RestApiStageSnapshot } from "../../store/snapshots.ts";
import type { KeptRequest } from "../integrations/gateway-kept-hop.ts";
import type { RefusalRow } from "./failures.ts";
import type { LiveMethod } from "./live-method.ts";
import type { RequestOverrides } from "./request-overrides.ts";

export interface KeptRestApiRequest extends KeptRequest {
  /** null: there is no such API, or it has no stage. */
  readonly stageNames: readonly string[] | null;
  /** Path and query as AWS would have seen them. */
  readonly invokeTarget: string;
  /** Without the stage. */
  readonly routePath: string;
  /** The request line's method, unless X-HTTP-Method-Override said otherwise. */
  readonly usedMethod: string;
  readonly stage: RestApiStageSnapshot | null;
  /** The deployment that served it. */
  readonly content: RestApiContentSnapshot | null;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly isCanary: boolean;
  readonly live: LiveMethod | null;
  readonly refusal: RefusalRow | null;
  /** Where the chain was: "mapping" the request, "answering", or elsewhere. */
  readonly phase: "mapping" | "answering" | "other";
  readonly apiKeyId: string;
  readonly hasApiKey: boolean;
  readonly cacheResult: "" | "hit" | "miss";
  readonly validationError: string;
  readonly backendTarget: string;
  readonly overrides: RequestOverrides | null;
}
