// Stage variables of REST APIs: how many there may be and of which characters. AWS's message does
// not name every character that it takes.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html
import { badRequest } from "./rest-errors.ts";

const VARIABLES_MAX = 100;
const NAME_LENGTH_MAX = 64;
const VALUE_LENGTH_MAX = 512;
const NAME = /^\w+$/;
const VALUE = /^[A-Za-z0-9\-._~:/?#&=,]+$/;

/** Throws BadRequestException when a name or value is not allowed, or there are too many. */
export function checkStageVariables(variables: Readonly<Record<string, string>> | undefined): void {
  const entries = Object.entries(variables ?? {});
  if (entries.length > VARIABLES_MAX) {
    // [I]
    throw badRequest(`A stage can have at most ${VARIABLES_MAX} stage variables`);
  }
  for (const [name, value] of entries) {
    if (!NAME.test(name) || name.length > NAME_LENGTH_MAX) {
      throw badRequest(
        `Invalid stage variable name: ${name}.  Please use names with only word characters.`,
      );
    }
    if (!VALUE.test(value) || value.length > VALUE_LENGTH_MAX) {
      throw badRequest(
        `Invalid stage variable value: ${value}.  Please use values with alphanumeric characters ` +
          "and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.",
      );
    }
  }
}
