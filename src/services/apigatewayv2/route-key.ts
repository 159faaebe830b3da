// Route keys of HTTP APIs: "$default", or a method and a path whose segments may be {variables}, the last one a
// greedy {variable+}.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html

const METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY";
const ROUTE_KEY = new RegExp(`^(?:${METHODS}) (/\\S*)$`);
const VARIABLE = /^\{([A-Za-z0-9._:$-]+)(\+?)\}$/;

/** What is wrong with a route key, in AWS's words as far as they are known; undefined when nothing is. */
export function routeKeyProblem(routeKey: string): string | undefined {
  if (routeKey === "") return "Route key is required";
  if (routeKey === "$default") return undefined;
  const path = ROUTE_KEY.exec(routeKey)?.[1];
  if (path === undefined) {
    return (
      "The provided route key is not formatted properly for HTTP protocol. " +
      'Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"'
    );
  }
  return pathProblem(path);
}

/** The method of a route key; a $default route takes any. */
export function methodOfRouteKey(routeKey: string): string {
  const space = routeKey.indexOf(" ");
  return space === -1 ? "ANY" : routeKey.slice(0, space);
}

// The wordings are ours [I]; that a greedy variable has to be last is documented.
function pathProblem(path: string): string | undefined {
  const segments = path.slice(1).split("/");
  const names = new Set<string>();
  for (const [index, segment] of segments.entries()) {
    if (!/[{}]/.test(segment)) continue;
    const variable = VARIABLE.exec(segment);
    if (variable === null) {
      return `Invalid path variable in route key: '${segment}' must be of the form {name} or {name+}`;
    }
    const [, name = "", plus] = variable;
    if (plus === "+" && index !== segments.length - 1) {
      return `Invalid path variable in route key: greedy variable '${segment}' must be the last segment`;
    }
    if (names.has(name)) {
      return `Invalid path variable in route key: '${name}' is used more than once`;
    }
    names.add(name);
  }
  return undefined;
}
