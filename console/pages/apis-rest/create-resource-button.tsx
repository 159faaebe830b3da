// The button that opens the dialog for a resource below the one that is shown. The dialog stays until the new resource
// is shown instead, which takes the button with it: until then the parent's buttons could be taken for the new one's.
import Button from "@cloudscape-design/components/button";
import type { Resource } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { CreateResource } from "./create-resource.tsx";

export interface CreateResourceButtonProps {
  readonly apiId: string;
  readonly resources: readonly Resource[];
  /** Undefined while it is not known. */
  readonly parent: Resource | undefined;
  /** Is to show the new resource. */
  readonly onDone: (resourceId: string) => void;
}

export function CreateResourceButton({ parent, ...props }: CreateResourceButtonProps): ReactNode {
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <Button disabled={parent === undefined} onClick={() => setCreating(true)}>
        Create resource
      </Button>
      {isCreating && parent !== undefined ? (
        <CreateResource {...props} parent={parent} onCancel={() => setCreating(false)} />
      ) : null}
    </>
  );
}
