// The way of a request through a method and of its answer back, in boxes that lead to their settings.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Icon from "@cloudscape-design/components/icon";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Method } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { integrationTypeName } from "./integration-draft.ts";

export interface MethodExecutionProps {
  readonly address: string;
  /** Which box is open. */
  readonly part: string;
  readonly method: Method;
}

interface BoxOfWay {
  readonly text: string;
  /** The tab that it leads to; without one it is an end of the way. */
  readonly part?: string;
}

export function MethodExecution({ address, part, method }: MethodExecutionProps): ReactNode {
  const integration = `${integrationTypeName(method.methodIntegration)} integration`;
  const there: BoxOfWay[] = [
    { text: "Client" },
    { text: "Method request", part: "method-request" },
    { text: "Integration request", part: "integration-request" },
    { text: integration },
  ];
  const back: BoxOfWay[] = [
    { text: "Client" },
    { text: "Method response", part: "method-response" },
    { text: "Integration response", part: "integration-response" },
    { text: integration },
  ];
  return (
    <SpaceBetween size="s">
      <Way label="Request" boxes={there} arrow="arrow-right" address={address} part={part} />
      <Way label="Response" boxes={back} arrow="arrow-left" address={address} part={part} />
    </SpaceBetween>
  );
}

interface WayProps {
  readonly label: string;
  readonly boxes: readonly BoxOfWay[];
  readonly arrow: "arrow-right" | "arrow-left";
  readonly address: string;
  readonly part: string;
}

function Way({ label, boxes, arrow, address, part }: WayProps): ReactNode {
  return (
    <nav aria-label={`${label} of the method`}>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        {boxes.flatMap((box, at) => [
          ...(at === 0 ? [] : [<Icon key={`to ${box.text}`} name={arrow} />]),
          box.part === undefined ? (
            <Box key={box.text} variant="strong">
              {box.text}
            </Box>
          ) : (
            <Button
              key={box.text}
              href={href(`${address}/${box.part}`)}
              variant={box.part === part ? "primary" : "normal"}
            >
              {box.text}
            </Button>
          ),
        ])}
      </SpaceBetween>
    </nav>
  );
}
