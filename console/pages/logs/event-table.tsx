// Log events: when, what, and from which stream; JSON can be opened to be read field by field.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Table from "@cloudscape-design/components/table";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { localTimeMs } from "../../commons/time-range.ts";
import { type Line, streamAddress } from "./logs.ts";

export interface EventTableProps {
  readonly title: string;
  /** Whose streams the lines name; events of one stream have no column for it. */
  readonly group?: string;
  readonly lines: readonly Line[];
  readonly isLoading: boolean;
  readonly emptyText: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
}

export function EventTable(props: EventTableProps): ReactNode {
  const { group, lines, title } = props;
  return (
    <Table<Line>
      items={lines}
      trackBy="id"
      loading={props.isLoading && lines.length === 0}
      loadingText="Loading events"
      wrapLines
      contentDensity="compact"
      header={
        <Header
          variant="h2"
          counter={`(${lines.length})`}
          description={props.description}
          actions={props.actions}
        >
          {title}
        </Header>
      }
      columnDefinitions={[
        { id: "time", header: "Timestamp", width: 210, cell: ({ atMs }) => localTimeMs(atMs) },
        {
          id: "message",
          header: "Message",
          isRowHeader: true,
          minWidth: 240,
          cell: ({ message }) => <Message text={message} />,
        },
        ...(group === undefined
          ? []
          : [
              {
                id: "stream",
                header: "Log stream",
                minWidth: 160,
                cell: ({ stream }: Line) => (
                  <Link href={href(streamAddress(group, stream))}>{stream}</Link>
                ),
              },
            ]),
      ]}
      empty={
        <Box textAlign="center" color="inherit" padding="m">
          {props.emptyText}
        </Box>
      }
    />
  );
}

/** Long lines are broken anywhere, so that all of them is seen. */
const WRAPPED = { overflowWrap: "anywhere", whiteSpace: "pre-wrap" } as const;

function Message({ text }: { readonly text: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const fields = fieldsOf(text);
  const shown = <code style={WRAPPED}>{text}</code>;
  if (fields === undefined) return shown;
  return (
    <>
      <Button
        variant="inline-icon"
        iconName={isOpen ? "caret-down-filled" : "caret-right-filled"}
        ariaLabel={isOpen ? "Hide fields" : "Show fields"}
        ariaExpanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />{" "}
      {shown}
      {isOpen ? <Box variant="pre">{JSON.stringify(fields, null, 2)}</Box> : null}
    </>
  );
}

/** The message as JSON, where it is an object or a list. */
function fieldsOf(text: string): object | undefined {
  if (!text.startsWith("{") && !text.startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
