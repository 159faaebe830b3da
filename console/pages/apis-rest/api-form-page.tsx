// A page with one form on a part of an API: its title, its crumbs, and what could not be loaded above the form.
import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { PageForm, type PageFormProps } from "../../commons/page-form.tsx";
import { Page } from "../../commons/page.tsx";

export interface ApiFormPageProps extends Omit<PageFormProps, "cancelTo"> {
  readonly title: string;
  readonly apiId: string;
  readonly apiName: string;
  /** Where Cancel leads. */
  readonly backAddress: string;
  /** "/pets - GET", "Authorizers" */
  readonly backText: string;
  /** What went wrong while the form's matter was loaded. */
  readonly loadError: string;
}

export function ApiFormPage(props: ApiFormPageProps): ReactNode {
  const { title, apiId, apiName, backAddress, backText, loadError, children, ...form } = props;
  return (
    <Page
      title={title}
      parents={[
        { text: "APIs", href: href("/apis") },
        { text: apiName, href: href(`/apis/rest/${apiId}/resources`) },
        { text: backText, href: href(backAddress) },
      ]}
    >
      <PageForm {...form} cancelTo={backAddress}>
        {loadError === "" ? null : <Alert type="error">{loadError}</Alert>}
        {children}
      </PageForm>
    </Page>
  );
}
