// Text whose lines are its own (commands, templates, bodies), with a button that copies it. Long lines are broken, so
// that nothing is out of sight on a narrow screen.
import Box from "@cloudscape-design/components/box";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

const STYLE = { whiteSpace: "pre-wrap", overflowWrap: "anywhere", margin: 0 } as const;

export interface CodeTextProps {
  readonly text: string;
  /** "Copy the commands"; without it there is no button. */
  readonly copyLabel?: string;
}

export function CodeText({ text, copyLabel }: CodeTextProps): ReactNode {
  const lines = (
    <Box variant="code">
      <pre style={STYLE}>{text}</pre>
    </Box>
  );
  if (copyLabel === undefined) return lines;
  return (
    <SpaceBetween size="xs">
      {lines}
      <CopyToClipboard
        copyButtonText="Copy"
        copyButtonAriaLabel={copyLabel}
        textToCopy={text}
        copySuccessText="Copied"
        copyErrorText="Cannot copy"
      />
    </SpaceBetween>
  );
}
