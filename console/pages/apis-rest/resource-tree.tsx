// The API's resources as a tree of path segments with their methods.
import type { Resource } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useMemo } from "react";
import { type PathNode, PathTree } from "../../commons/path-tree.tsx";

export interface ResourceTreeProps {
  readonly apiId: string;
  readonly resources: readonly Resource[];
  /** "resource" or "resource/GET" */
  readonly selectedId: string;
}

export function ResourceTree({ apiId, resources, selectedId }: ResourceTreeProps): ReactNode {
  const roots = useMemo(() => {
    const below = Map.groupBy(resources, ({ parentId }) => parentId ?? "");
    return nodesBelow("", below, `/apis/rest/${apiId}/resources`);
  }, [apiId, resources]);
  return <PathTree ariaLabel="Resources" roots={roots} selectedId={selectedId} />;
}

/** `below`: by the id of the parent, "" for the root. */
function nodesBelow(
  parentId: string,
  below: ReadonlyMap<string, readonly Resource[]>,
  base: string,
): PathNode[] {
  return (below.get(parentId) ?? []).map(
    ({ id = "", path = "/", pathPart, resourceMethods = {} }) => ({
      id,
      text: path === "/" ? "/" : `/${pathPart ?? ""}`,
      address: `${base}/${id}`,
      children: [
        ...Object.keys(resourceMethods)
          .sort()
          .map((httpMethod): PathNode => ({
            id: `${id}/${httpMethod}`,
            text: httpMethod,
            address: `${base}/${id}/${httpMethod}`,
            children: [],
          })),
        ...nodesBelow(id, below, base),
      ],
    }),
  );
}
