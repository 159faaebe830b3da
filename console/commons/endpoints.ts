// Where everything can be reached: the APIs with the invoke URLs of their stages, and the load balancers.
import type { EndpointsReport } from "../../src/edge/endpoints-report.ts";
import { fetchJson } from "./place.ts";

export type { EndpointsReport } from "../../src/edge/endpoints-report.ts";

export function loadEndpoints(): Promise<EndpointsReport> {
  return fetchJson<EndpointsReport>("/_postern/endpoints");
}

/** "app/shop/50dc6c495c0c9188" of an ARN is "shop". */
export function balancerName(arn: string): string {
  return arn.split("/").at(-2) ?? arn;
}
