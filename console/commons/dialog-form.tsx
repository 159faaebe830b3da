// A form in a dialog: Cancel, a button that does it, and the API's error above the fields. When it is done the dialog
// stays, busy, until it is closed or the page that it leads to is shown: nothing can be set off twice.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useAction } from "./use-action.ts";

export interface DialogFormProps {
  readonly title: string;
  /** On the button: "Create target group". */
  readonly submitText: string;
  readonly isComplete: boolean;
  readonly onSubmit: () => Promise<unknown>;
  /** Closes the dialog, or leads to another page. */
  readonly onDone: () => void;
  readonly onCancel: () => void;
  readonly size?: "medium" | "large";
  readonly children: ReactNode;
}

export function DialogForm(props: DialogFormProps): ReactNode {
  const { title, submitText, isComplete, onCancel } = props;
  const action = useAction();
  const [isDone, setDone] = useState(false);
  const isBusy = action.isRunning || isDone;
  const submit = async () => {
    if (!isComplete || isBusy || !(await action.run(props.onSubmit))) return;
    setDone(true);
    props.onDone();
  };
  return (
    <Modal
      visible
      size={props.size ?? "medium"}
      header={title}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={!isComplete}
              loading={isBusy}
              onClick={() => void submit()}
            >
              {submitText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <SpaceBetween size="m">
          {action.error === "" ? null : <Alert type="error">{action.error}</Alert>}
          {props.children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
