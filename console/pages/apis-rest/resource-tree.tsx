// The API's resources as a tree of path segments with their methods.
import Link from "@cloudscape-design/components/link";
import Box from "@cloudscape-design/components/box";
import TreeView from "@cloudscape-design/components/tree-view";
import type { Resource } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";

interface Node {
  readonly id: string;
  readonly text: string;
  readonly address: string;
  readonly children: readonly Node[];
}

export interface ResourceTreeProps {
  readonly apiId: string;
  readonly resources: readonly Resource[];
  /** "resource" or "resource/GET" */
  readonly selectedId: string;
}

export function ResourceTree({ apiId, resources, selectedId }: ResourceTreeProps): ReactNode {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const roots = resources
    .filter(({ parentId }) => parentId === undefined)
    .map((root) => nodeOf(apiId, root, resources));
  const expanded = resources.map(({ id = "" }) => id).filter((id) => !collapsed.has(id));
  return (
    <TreeView<Node>
      ariaLabel="Resources"
      items={roots}
      getItemId={({ id }) => id}
      getItemChildren={({ children }) => children}
      expandedItems={expanded}
      onItemToggle={({ detail }) => {
        const next = new Set(collapsed);
        if (detail.expanded) next.delete(detail.id);
        else next.add(detail.id);
        setCollapsed(next);
      }}
      connectorLines="vertical"
      i18nStrings={{
        collapseButtonLabel: ({ text }) => `Collapse ${text}`,
        expandButtonLabel: ({ text }) => `Expand ${text}`,
      }}
      renderItem={({ id, text, address }) => ({
        announcementLabel: text,
        content:
          id === selectedId ? (
            <Box fontWeight="bold" variant="span">
              <Link href={href(address)}>{text}</Link>
            </Box>
          ) : (
            <Link href={href(address)}>{text}</Link>
          ),
      })}
    />
  );
}

function nodeOf(apiId: string, resource: Resource, all: readonly Resource[]): Node {
  const { id = "", path = "/", pathPart, resourceMethods = {} } = resource;
  const address = `/apis/rest/${apiId}/resources/${id}`;
  const methods = Object.keys(resourceMethods)
    .sort()
    .map((httpMethod): Node => ({
      id: `${id}/${httpMethod}`,
      text: httpMethod,
      address: `${address}/${httpMethod}`,
      children: [],
    }));
  const below = all
    .filter(({ parentId }) => parentId === id)
    .map((child) => nodeOf(apiId, child, all));
  return {
    id,
    text: path === "/" ? "/" : `/${pathPart ?? ""}`,
    address,
    children: [...methods, ...below],
  };
}
