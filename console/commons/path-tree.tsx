// A tree of path segments with what stands below them, each with an address of its own where it has one. Trees may
// have thousands of nodes: what is large starts closed, and of many nodes at one place the first are drawn.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import TreeView from "@cloudscape-design/components/tree-view";
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { href } from "./href.ts";
import "./path-tree.css";

export interface PathNode {
  readonly id: string;
  /** "/pets", "GET" */
  readonly text: string;
  /** Null where there is nothing to be shown. */
  readonly address: string | null;
  readonly children: readonly PathNode[];
}

export interface PathTreeProps {
  readonly ariaLabel: string;
  readonly roots: readonly PathNode[];
  /** What the page shows; its way from the root is open. */
  readonly selectedId: string;
  /** Opens a large tree too, as where it was filtered. */
  readonly isOpen?: boolean;
}

/** A node, or the button for the rest of a place. */
interface Row extends PathNode {
  /** How many more there are at this place; 0 for a node. */
  readonly more: number;
}

/** Trees with more nodes start closed. */
const OPEN_NODES_MAX = 150;
/** Drawn at one place at first, and added by each click. */
const PLACE_NODES_MAX = 100;
const ROOT_ID = "";

export const PathTree = memo(function PathTree(props: PathTreeProps): ReactNode {
  const { ariaLabel, roots, selectedId, isOpen } = props;
  /** By id, what was opened and closed by hand. */
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [shown, setShown] = useState<ReadonlyMap<string, number>>(new Map());
  const ids = useMemo(() => idsBelow(roots), [roots]);
  const way = useMemo(() => wayTo(roots, selectedId), [roots, selectedId]);
  const startsOpen = isOpen === true || ids.length <= OPEN_NODES_MAX;
  const rowsOf = (id: string, nodes: readonly PathNode[]): Row[] => {
    const limit = shown.get(id) ?? PLACE_NODES_MAX;
    const drawn = nodes.filter((node, at) => at < limit || way.has(node.id));
    const more = nodes.length - drawn.length;
    const rows = drawn.map((node) => ({ ...node, more: 0 }));
    if (more > 0) rows.push({ id: `more ${id}`, text: id, address: null, children: [], more });
    return rows;
  };
  const showMore = (id: string) =>
    setShown(new Map(shown).set(id, (shown.get(id) ?? PLACE_NODES_MAX) + PLACE_NODES_MAX));
  const box = useRef<HTMLDivElement>(null);
  // The tree itself is scrolled, not the page: what is beside it stays where it is.
  useEffect(() => {
    const row = document.getElementById(selectedId)?.getBoundingClientRect();
    const frame = box.current?.getBoundingClientRect();
    if (row === undefined || frame === undefined) return;
    if (row.top >= frame.top && row.bottom <= frame.bottom) return;
    box.current?.scrollBy({ top: row.top - frame.top - frame.height / 2 });
  }, [selectedId]);
  return (
    <div className="path-tree" ref={box}>
      <TreeView<Row>
        ariaLabel={ariaLabel}
        items={rowsOf(ROOT_ID, roots)}
        getItemId={({ id }) => id}
        getItemChildren={({ id, children }) => rowsOf(id, children)}
        expandedItems={ids.filter((id) => toggled.get(id) ?? (startsOpen || way.has(id)))}
        onItemToggle={({ detail }) => setToggled(new Map(toggled).set(detail.id, detail.expanded))}
        connectorLines="vertical"
        i18nStrings={{
          // What stands in the row is added by the component.
          collapseButtonLabel: () => "Collapse",
          expandButtonLabel: () => "Expand",
        }}
        renderItem={(row) => ({
          announcementLabel: row.more > 0 ? `${row.more} more` : row.text,
          content:
            row.more > 0 ? (
              <Button variant="inline-link" onClick={() => showMore(row.text)}>
                {`Show more (${row.more})`}
              </Button>
            ) : (
              <NodeText node={row} isSelected={row.id === selectedId} />
            ),
        })}
      />
    </div>
  );
});

interface NodeTextProps {
  readonly node: PathNode;
  readonly isSelected: boolean;
}

function NodeText({ node, isSelected }: NodeTextProps): ReactNode {
  const text =
    node.address === null ? node.text : <Link href={href(node.address)}>{node.text}</Link>;
  if (!isSelected) return text;
  return (
    <Box fontWeight="bold" variant="span">
      {text}
    </Box>
  );
}

function idsBelow(nodes: readonly PathNode[]): string[] {
  return nodes.flatMap(({ id, children }) => [id, ...idsBelow(children)]);
}

/** The ids from the root down to the one that is chosen; empty when it is not there. */
function wayTo(nodes: readonly PathNode[], selectedId: string): ReadonlySet<string> {
  for (const { id, children } of nodes) {
    if (id === selectedId) return new Set([id]);
    const way = wayTo(children, selectedId);
    if (way.size > 0) return new Set([id, ...way]);
  }
  return new Set();
}
