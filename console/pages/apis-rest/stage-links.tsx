// Stages of the API by their names, each leading to its page.
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";

export interface StageLinksProps {
  readonly apiId: string;
  readonly stageNames: readonly string[];
}

export function StageLinks({ apiId, stageNames }: StageLinksProps): ReactNode {
  if (stageNames.length === 0) return "–";
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {stageNames.map((name) => (
        <Link key={name} href={href(`/apis/rest/${apiId}/stages/${name}`)}>
          {name}
        </Link>
      ))}
    </SpaceBetween>
  );
}
