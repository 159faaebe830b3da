// The mapping template that takes the stage out of the path that a REST API sends through a VPC link of the second kind.
// A template sets $context.requestOverride.path to the whole path, so its variable parts have to be put in by the
// template itself: $context.resourcePath would be sent as it stands, braces included.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
import { isUnresolved } from "./unresolved.ts";
import type { Way } from "./ways.ts";

const PLACE_HOLDER = /\{([^{}]+?)\+?\}/g;
const METHOD_PARAMETER = /^method\.request\.(?:path|querystring|header)\.(.+)$/;
const STATIC = /^'(.*)'$/s;

/** "" where the path is not known before deployment. */
export function pathTemplate(way: Way): string {
  const path = sentPath(way);
  if (isUnresolved(path)) return "";
  const sets: string[] = [];
  const text = path.replace(PLACE_HOLDER, (_whole, name: string) => {
    const value = valueOf(way, name);
    const literal = STATIC.exec(value)?.[1];
    if (literal !== undefined) return literal;
    sets.push(`#set($p${sets.length + 1} = ${value})`);
    return `\${p${sets.length}}`;
  });
  return `${sets.join("")}#set($context.requestOverride.path = "${text}")$input.body`;
}

/** The path of the URL; a URL without one leaves the path to the resource. */
function sentPath({ integration: { url }, routeKeys }: Way): string {
  const path = url?.path ?? "/";
  if (path !== "/") return path;
  const [key = ""] = routeKeys;
  return key.slice(key.indexOf(" ") + 1);
}

/** What the integration's parameter is mapped from; the client's of that name where nothing is said. */
function valueOf({ integration: { requestParameters } }: Way, name: string): string {
  const mapped = requestParameters[`integration.request.path.${name}`];
  if (mapped === undefined) return `$input.params('${name}')`;
  const [, parameter] = METHOD_PARAMETER.exec(mapped) ?? [];
  if (parameter !== undefined) return `$input.params('${parameter}')`;
  return STATIC.test(mapped) ? mapped : `$${mapped}`;
}
