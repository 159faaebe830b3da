// Says what Postern does with custom domain names: it keeps them, and serves no request under them.
import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";

export function NotServedNotice(): ReactNode {
  return (
    <Alert type="info" header="Kept, not served">
      Postern keeps custom domain names and their mappings as templates and clients make them, but
      answers no request under them. Call an API by the invoke URL of its stage.
    </Alert>
  );
}
