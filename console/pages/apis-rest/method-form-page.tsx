// A page with one form on a method: its crumbs, Cancel and Save, and the API's error above the buttons.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import type { Action } from "../../commons/use-action.ts";

export interface MethodFormPageProps {
  readonly title: string;
  readonly apiId: string;
  readonly apiName: string;
  /** Where Cancel leads. */
  readonly backAddress: string;
  /** "/pets - GET" */
  readonly backText: string;
  readonly submitText: string;
  readonly isComplete: boolean;
  readonly action: Action;
  /** What went wrong while the form's matter was loaded. */
  readonly loadError: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

export function MethodFormPage(props: MethodFormPageProps): ReactNode {
  const { title, apiId, apiName, backAddress, action } = props;
  return (
    <Page
      title={title}
      parents={[
        { text: "APIs", href: href("/apis") },
        { text: apiName, href: href(`/apis/rest/${apiId}/resources`) },
        { text: props.backText, href: href(backAddress) },
      ]}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        <Form
          errorText={action.error}
          errorIconAriaLabel="Error"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" href={href(backAddress)}>
                Cancel
              </Button>
              <Button variant="primary" disabled={!props.isComplete} loading={action.isRunning}>
                {props.submitText}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            {props.loadError === "" ? null : <Alert type="error">{props.loadError}</Alert>}
            {props.children}
          </SpaceBetween>
        </Form>
      </form>
    </Page>
  );
}
