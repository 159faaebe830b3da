// How findings name routes and methods: by route key, and by resource and HTTP method, which are the same in what is
// configured and in what a stage serves, whoever read it.
import type { HttpApiItem, RestApiItem } from "./inventory.ts";
import type { FindingResource } from "./rule.ts";

export function routeResource(
  item: HttpApiItem,
  route: { readonly RouteId?: string | undefined; readonly RouteKey?: string | undefined },
): FindingResource {
  const apiId = item.api.ApiId ?? "";
  const key = route.RouteKey ?? "";
  return {
    kind: "route",
    id: `${apiId}/${key}`,
    name: `route ${key} of HTTP API ${item.api.Name ?? ""} (${apiId})`,
    location: item.locations.get(route.RouteId ?? "") ?? item.location,
  };
}

export function methodResource(
  item: RestApiItem,
  method: { readonly resourceId: string; readonly httpMethod: string; readonly path: string },
): FindingResource {
  const apiId = item.restApi.id ?? "";
  const id = `${method.resourceId}/${method.httpMethod}`;
  return {
    kind: "method",
    id: `${apiId}/${id}`,
    name: `method ${method.httpMethod} ${method.path} of REST API ${item.restApi.name ?? ""} (${apiId})`,
    location: item.locations.get(id) ?? item.location,
  };
}
