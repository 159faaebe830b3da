// A form in a dialog: Cancel, a button that does it, and the API's error above the fields.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useAction } from "./use-action.ts";

export interface DialogFormProps {
  readonly title: string;
  /** On the button: "Create target group". */
  readonly submitText: string;
  readonly isComplete: boolean;
  readonly onSubmit: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  readonly size?: "medium" | "large";
  readonly children: ReactNode;
}

export function DialogForm(props: DialogFormProps): ReactNode {
  const { title, submitText, isComplete, onCancel } = props;
  const action = useAction();
  const submit = async () => {
    if (isComplete && (await action.run(props.onSubmit))) props.onDone();
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
              loading={action.isRunning}
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
