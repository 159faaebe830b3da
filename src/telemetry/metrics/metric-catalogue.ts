// Every metric that the data plane publishes, in one list: for pages about them, and for the test that proves it
// complete against what the recorder sends.
import { ALB_BALANCER, ALB_GROUP } from "./alb-definitions.ts";
import {
  HTTP_API_ROUTE,
  HTTP_API_STAGE,
  REST_API_METHOD,
  REST_API_STAGE,
} from "./api-definitions.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import { NLB_BALANCER, NLB_GROUP } from "./nlb-definitions.ts";

export const METRIC_CATALOGUE: readonly MetricDefinition[] = [
  ALB_BALANCER,
  ALB_GROUP,
  NLB_BALANCER,
  NLB_GROUP,
  HTTP_API_STAGE,
  HTTP_API_ROUTE,
  REST_API_STAGE,
  REST_API_METHOD,
].flatMap((definitions): MetricDefinition[] => Object.values(definitions));
