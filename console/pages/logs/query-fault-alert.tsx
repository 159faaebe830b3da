// Why a query was refused, with its line and the place in it marked.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";
import { placeOf } from "./query-fault-text.ts";
import type { QueryFault } from "./run-query.ts";

export interface QueryFaultAlertProps {
  readonly fault: QueryFault;
  readonly text: string;
}

export function QueryFaultAlert({ fault, text }: QueryFaultAlertProps): ReactNode {
  const { message, offset } = fault;
  if (offset === undefined) return <Alert type="error">{message}</Alert>;
  const { line, column, before, at, after } = placeOf(text, offset);
  return (
    <Alert type="error" header={`Line ${line}, column ${column}`}>
      {message}
      <Box variant="pre">
        {before}
        <mark>{at}</mark>
        {after}
      </Box>
    </Alert>
  );
}
