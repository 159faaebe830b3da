// What the forms that create an API have in common: the API's error, Cancel, and one button that does it.
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import type { Action } from "../../commons/use-action.ts";

export interface ApiFormProps {
  readonly submitText: string;
  readonly isComplete: boolean;
  readonly action: Action;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

export function ApiForm({
  submitText,
  isComplete,
  action,
  onSubmit,
  children,
}: ApiFormProps): ReactNode {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Form
        errorText={action.error}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" href={href("/apis")}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!isComplete} loading={action.isRunning}>
              {submitText}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">{children}</SpaceBetween>
      </Form>
    </form>
  );
}
