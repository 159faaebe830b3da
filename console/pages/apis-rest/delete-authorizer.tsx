// Asks before an authorizer is deleted, with the methods that use it: the API refuses while there are any.
import Alert from "@cloudscape-design/components/alert";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Authorizer } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { deleteAuthorizer, methodsWith } from "./authorizers.ts";
import { useRestApi } from "./rest-api-context.ts";

export interface DeleteAuthorizerProps {
  readonly authorizer: Authorizer;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function DeleteAuthorizer(props: DeleteAuthorizerProps): ReactNode {
  const { apiId, resources } = useRestApi();
  const { id = "", name = "" } = props.authorizer;
  const users = methodsWith(apiId, id, resources.value ?? []);
  return (
    <DeleteDialog
      itemName="authorizer"
      name={name}
      onDelete={() => deleteAuthorizer(apiId, id)}
      onDone={props.onDone}
      onCancel={props.onCancel}
    >
      {users.length === 0 ? null : (
        <Alert type="warning" header="Methods use it">
          <SpaceBetween size="xxs">
            {users.map(({ text, address }) => (
              <Link key={text} href={href(address)}>
                {text}
              </Link>
            ))}
          </SpaceBetween>
        </Alert>
      )}
    </DeleteDialog>
  );
}
