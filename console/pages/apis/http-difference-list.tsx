// What is configured but not deployed, readable: each part with what was and what is.
import Badge, { type BadgeProps } from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { Difference } from "./http-differences.ts";

const KINDS: Readonly<
  Record<Difference["kind"], { text: string; color: NonNullable<BadgeProps["color"]> }>
> = {
  added: { text: "Added", color: "green" },
  removed: { text: "Removed", color: "red" },
  changed: { text: "Changed", color: "blue" },
};

export function DifferenceList({ list }: { readonly list: readonly Difference[] }): ReactNode {
  if (list.length === 0) {
    return <Box color="text-body-secondary">Nothing: what is configured is what is deployed.</Box>;
  }
  return (
    <SpaceBetween size="s">
      {list.map(({ what, kind, changes }) => (
        <div key={what}>
          <SpaceBetween direction="horizontal" size="xs">
            <Badge color={KINDS[kind].color}>{KINDS[kind].text}</Badge>
            <Box variant="strong">{what}</Box>
          </SpaceBetween>
          {changes.length === 0 ? null : (
            <ul>
              {changes.map(({ name, before, now }) => (
                <li key={name}>
                  {name}: <del>{before || "not set"}</del> → <ins>{now || "not set"}</ins>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </SpaceBetween>
  );
}
