// What the path part of a resource may be, beside its siblings and under its parent.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
import type { Resource } from "@aws-sdk/client-api-gateway";
import { badRequest, conflict } from "./rest-errors.ts";

const STATIC_PART = /^[a-zA-Z0-9._\-:,]+$/;
const VARIABLE_PART = /^\{[a-zA-Z0-9._\-:]+\+?\}$/;

/** Throws unless `pathPart` may stand below `parent` among `siblings`. */
export function checkPathPart(
  pathPart: string,
  parent: Resource,
  siblings: readonly Resource[],
): void {
  if (pathPart === "") throw badRequest("Resource's path part must be specified");
  if (!STATIC_PART.test(pathPart) && !VARIABLE_PART.test(pathPart)) {
    // [I]
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly " +
        "braces at the beginning and the end.",
    );
  }
  if (isGreedy(parent.pathPart ?? "")) {
    throw badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`,
    );
  }
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = siblings.find((sibling) => sibling.pathPart?.startsWith("{") === true);
  if (pathPart.startsWith("{") && variable !== undefined) {
    throw badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part ` +
        "-- only one is allowed",
    );
  }
}

function isGreedy(pathPart: string): boolean {
  return pathPart.endsWith("+}");
}

/** The path of a resource with that part below that parent. */
export function pathBelow(parent: Resource, pathPart: string): string {
  return parent.path === "/" ? `/${pathPart}` : `${parent.path}/${pathPart}`;
}
