// A value that nobody should read over a shoulder: dots until it is asked for, and a button that copies it either way.
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";

export interface SecretTextProps {
  readonly text: string | undefined;
  /** "the value of partner": for the buttons' labels. */
  readonly label: string;
}

const DOTS = "•".repeat(12);
const STYLE = { overflowWrap: "anywhere" } as const;

export function SecretText({ text, label }: SecretTextProps): ReactNode {
  const [isShown, setShown] = useState(false);
  if (text === undefined || text === "") return "–";
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {isShown ? <span style={STYLE}>{text}</span> : <span aria-hidden="true">{DOTS}</span>}
      <Button
        variant="inline-link"
        ariaLabel={`${isShown ? "Hide" : "Show"} ${label}`}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? "Hide" : "Show"}
      </Button>
      <CopyToClipboard
        variant="icon"
        textToCopy={text}
        copyButtonAriaLabel={`Copy ${label}`}
        copySuccessText="Copied"
        copyErrorText="Cannot copy"
      />
    </SpaceBetween>
  );
}
