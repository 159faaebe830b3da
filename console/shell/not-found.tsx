// An address that leads nowhere.
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { href } from "../commons/href.ts";
import { Page } from "../commons/page.tsx";

export function NotFound(): ReactNode {
  return (
    <Page title="Nothing is here">
      <Box>
        The page does not exist, or what it was about is gone. <Link href={href("/")}>Home</Link>{" "}
        lists what runs.
      </Box>
    </Page>
  );
}
