// What a dashboard has to satisfy: its name, and a body that is JSON with widgets. It is kept as it was put.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
import {
  DashboardInvalidInputError,
  type DashboardValidationMessage,
} from "@aws-sdk/client-cloudwatch";
import { widgetMessages } from "./dashboard-widget-rules.ts";

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const BODY_LENGTH_MAX = 1_000_000;
const WIDGETS_MAX = 500;

export function checkDashboardName(name: string): void {
  if (NAME.test(name)) return;
  throw invalidInput(
    `The value ${name} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).`,
    [],
  );
}

/** Throws AWS's error with all that is wrong. */
export function checkDashboardBody(text: string): void {
  if (text.length > BODY_LENGTH_MAX) {
    throw invalidInput(`The field DashboardBody is longer than ${BODY_LENGTH_MAX} characters`, []);
  }
  const messages = bodyMessages(parsed(text));
  if (messages.length === 0) return;
  const shown = messages.map(({ DataPath, Message }) => ({ dataPath: DataPath, message: Message }));
  throw invalidInput(
    `The dashboard body is invalid, there are ${messages.length} validation errors:\n${JSON.stringify(shown, null, 2)}`,
    messages,
  );
}

function parsed(text: string): Record<string, unknown> {
  const message = "The field DashboardBody must be a valid JSON object";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidInput(message, [{ Message: message }]);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw invalidInput(message, [{ Message: message }]);
}

function bodyMessages({ widgets }: Record<string, unknown>): DashboardValidationMessage[] {
  if (widgets === undefined) {
    return [{ DataPath: "", Message: "Should have required property 'widgets'" }];
  }
  if (!Array.isArray(widgets)) return [{ DataPath: "/widgets", Message: "Should be array" }];
  if (widgets.length > WIDGETS_MAX) {
    return [{ DataPath: "/widgets", Message: `Should not have more than ${WIDGETS_MAX} items` }];
  }
  return widgets.flatMap((widget: unknown, index) => widgetMessages(widget, `/widgets/${index}`));
}

function invalidInput(message: string, messages: DashboardValidationMessage[]): Error {
  return new DashboardInvalidInputError({
    $metadata: {},
    message,
    dashboardValidationMessages: messages,
  });
}
