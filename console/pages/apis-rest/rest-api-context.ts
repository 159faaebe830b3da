// What the frame of a REST API's pages has loaded for the pages inside it.
import type { Resource, RestApi } from "@aws-sdk/client-api-gateway";
import { useOutletContext } from "react-router";
import type { Loaded } from "../../commons/use-loaded.ts";
import type { UndeployedStage } from "./undeployed-changes.ts";

export interface RestApiContext {
  readonly api: RestApi;
  readonly apiId: string;
  /** With their methods, in order of path. */
  readonly resources: Loaded<readonly Resource[]>;
  readonly undeployed: Loaded<readonly UndeployedStage[]>;
  /** To be called after a change. */
  readonly reload: () => void;
}

/** Inside the frame only. */
export function useRestApi(): RestApiContext {
  return useOutletContext<RestApiContext>();
}
