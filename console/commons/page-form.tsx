// A form that is a page: its parts, the API's error, Cancel, and the button that does it.
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { href } from "./href.ts";
import type { Action } from "./use-action.ts";

export interface PageFormProps {
  /** On the button: "Create load balancer". */
  readonly submitText: string;
  readonly isComplete: boolean;
  readonly action: Action;
  /** The page that Cancel leads to: "/load-balancers". */
  readonly cancelTo: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

export function PageForm(props: PageFormProps): ReactNode {
  const { action, isComplete } = props;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !action.isRunning) props.onSubmit();
      }}
    >
      <Form
        errorText={action.error}
        errorIconAriaLabel="Error"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" href={href(props.cancelTo)}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!isComplete} loading={action.isRunning}>
              {props.submitText}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">{props.children}</SpaceBetween>
      </Form>
    </form>
  );
}
