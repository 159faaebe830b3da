// What runs.
import type { ReactNode } from "react";
import { Page } from "../../commons/page.tsx";

export function Home(): ReactNode {
  return <Page title="Home">{null}</Page>;
}
