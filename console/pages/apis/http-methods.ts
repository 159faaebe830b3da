// Methods that routes and integrations of HTTP APIs have, and the keys of routes.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html

const METHODS = ["ANY", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

/** For a Select. */
export const METHOD_CHOICES: readonly { readonly value: string; readonly label: string }[] =
  METHODS.map((method) => ({ value: method, label: method }));

/** "GET /pets", or "$default", which has no method. */
export function routeKeyOf(method: string, path: string): string {
  return path === "$default" ? path : `${method} ${path}`;
}
