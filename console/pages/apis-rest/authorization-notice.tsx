// What Postern does with kinds of authorization that it keeps but cannot decide by.
import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";

export interface AuthorizationNoticeProps {
  /** The type of an authorizer, or "AWS_IAM". */
  readonly type: string | undefined;
}

export function AuthorizationNotice({ type }: AuthorizationNoticeProps): ReactNode {
  if (type === "TOKEN" || type === "REQUEST") {
    return (
      <Alert type="warning">
        Postern keeps Lambda authorizers but does not call their functions: a deployed method that
        uses one answers 500. The test of a method runs without authorization.
      </Alert>
    );
  }
  if (type === "AWS_IAM") {
    return (
      <Alert type="warning">
        Postern verifies no signatures: a deployed method with AWS IAM authorization answers 403 to
        requests without credentials and 500 to others.
      </Alert>
    );
  }
  return null;
}
