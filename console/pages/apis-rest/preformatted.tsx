// Text whose lines are its own: bodies, logs, templates. Long lines are broken, so that nothing is out of sight on a
// narrow screen.
import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";

const STYLE = { whiteSpace: "pre-wrap", overflowWrap: "anywhere", margin: 0 } as const;

export function Preformatted({ text }: { readonly text: string }): ReactNode {
  if (text === "") return <Box color="text-status-inactive">Empty</Box>;
  return (
    <Box variant="code">
      <pre style={STYLE}>{text}</pre>
    </Box>
  );
}
