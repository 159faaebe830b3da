// The frame of a page: its title for the tab and for screen readers, the way back, and its content.
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useEffect } from "react";
import { useBreadcrumbs } from "../shell/shell-context.ts";

export interface PageProps {
  readonly title: string;
  /** From the section down, without Home and without this page. */
  readonly parents?: readonly { readonly text: string; readonly href: string }[];
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({
  title,
  parents = [],
  description,
  actions,
  children,
}: PageProps): ReactNode {
  useBreadcrumbs([...parents, { text: title, href: "" }]);
  useEffect(() => {
    document.title = `${title} – Postern`;
  }, [title]);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description} actions={actions}>
          {title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
}
