// Asks before something is destroyed: its name has to be typed. The API's refusal is shown in place, with links to
// what is in the way where the caller knows it.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { errorText } from "./use-loaded.ts";

export interface DeleteDialogProps {
  /** "load balancer" */
  readonly itemName: string;
  /** What has to be typed. */
  readonly name: string;
  readonly onDelete: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  /** Consequences and references, shown above the field. */
  readonly children?: ReactNode;
}

export function DeleteDialog(props: DeleteDialogProps): ReactNode {
  const { itemName, name, onCancel } = props;
  const [typed, setTyped] = useState("");
  const [error, setError] = useState("");
  const [isDeleting, setDeleting] = useState(false);
  const remove = async () => {
    setDeleting(true);
    setError("");
    try {
      await props.onDelete();
      props.onDone();
    } catch (cause) {
      setError(errorText(cause));
      setDeleting(false);
    }
  };
  return (
    <Modal
      visible
      header={`Delete ${itemName} ${name}?`}
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
              disabled={typed !== name}
              loading={isDeleting}
              onClick={() => void remove()}
            >
              Delete
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {props.children}
        {error === "" ? null : <Alert type="error">{error}</Alert>}
        <FormField label={`To confirm, type ${name}`}>
          <Input value={typed} ariaRequired onChange={({ detail }) => setTyped(detail.value)} />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
