// Finds what a decoded input lacks: required members at any depth, and null in lists and maps. The paths are those
// of AWS's validation messages: `createApiInput.name`, `actions.1.member.type`.
import type { Member, Shape, StructureShape } from "./shape.ts";

/** Beyond this many a message says no more. */
const MISSING_PATHS_MAX = 100;

/** How the first part of a path is written. */
export interface PathStyle {
  /** restJson1 puts body members under the input's name; labels and query parameters stand alone. */
  readonly bodyPrefix: string;
  /** The member's name as it is, for EC2's parameters, or with a small first letter. */
  readonly nameOf: (member: Member) => string;
}

/** The paths of everything required that is not there. */
export function missingMembers(
  shape: Shape,
  input: Readonly<Record<string, unknown>>,
  style: PathStyle,
): string[] {
  const found: string[] = [];
  if (shape.kind !== "structure") return found;
  for (const member of shape.members) {
    const prefix = member.http.in === "body" ? style.bodyPrefix : "";
    checkMember(member, input[member.name], { path: prefix, style, found });
  }
  return found;
}

interface Search {
  readonly path: string;
  readonly style: PathStyle;
  readonly found: string[];
}

function checkMember(member: Member, value: unknown, search: Search): void {
  if (search.found.length >= MISSING_PATHS_MAX) return;
  if (value === undefined || value === null) {
    if (member.required) search.found.push(search.path + search.style.nameOf(member));
    return;
  }
  const kind = member.shape.kind;
  if (kind !== "structure" && kind !== "list" && kind !== "map") return;
  const path = search.path + search.style.nameOf(member);
  checkValue(member.shape, value, { path, style: search.style, found: search.found });
}

function checkValue(shape: Shape, value: unknown, search: Search): void {
  const { path, style, found } = search;
  if (value === null) {
    if (found.length < MISSING_PATHS_MAX) found.push(path);
    return;
  }
  if (shape.kind === "structure") {
    checkStructure(shape, value as Record<string, unknown>, search);
  } else if (shape.kind === "list") {
    const member = shape.member;
    for (const [index, element] of (value as readonly unknown[]).entries()) {
      checkValue(member, element, { path: `${path}.${index + 1}.member`, style, found });
    }
  } else if (shape.kind === "map") {
    for (const [key, entry] of Object.entries(value as Record<string, unknown>)) {
      checkValue(shape.value, entry, { path: `${path}.${key}.member`, style, found });
    }
  }
}

function checkStructure(
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  search: Search,
): void {
  const inner = { path: `${search.path}.`, style: search.style, found: search.found };
  for (const member of shape.members) checkMember(member, value[member.name], inner);
}

/** `LoadBalancerArn` → `loadBalancerArn`: how validation messages write names. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
