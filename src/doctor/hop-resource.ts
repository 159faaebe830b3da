// The resource that a hop of a journey is, as findings name it, where the inventory has it.
import type { JourneyHop } from "../telemetry/journeys/journey.ts";
import type { Inventory } from "./inventory.ts";
import { httpApiResource, loadBalancerResource, restApiResource } from "./resources.ts";
import type { FindingResource } from "./rule.ts";

export function hopResource(
  { httpApis, restApis, loadBalancers }: Inventory,
  hop: JourneyHop,
): FindingResource | null {
  switch (hop.kind) {
    case "http-api": {
      const item = httpApis.find(({ api }) => api.ApiId === hop.resource);
      return item === undefined ? null : httpApiResource(item);
    }
    case "rest-api": {
      const item = restApis.find(({ restApi }) => restApi.id === hop.resource);
      return item === undefined ? null : restApiResource(item);
    }
    case "alb":
    case "nlb": {
      const item = loadBalancers.find(({ arn }) => arn === hop.resource);
      return item === undefined ? null : loadBalancerResource(item);
    }
  }
}
