// A value with a button that copies it.
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import type { ReactNode } from "react";

export function CopyText({ text }: { readonly text: string | undefined }): ReactNode {
  if (text === undefined || text === "") return "–";
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      copyButtonAriaLabel={`Copy ${text}`}
      copySuccessText="Copied"
      copyErrorText="Cannot copy"
    />
  );
}
