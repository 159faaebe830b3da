// What API Gateway accepts as name, description and value of an API key.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
import { badRequest } from "./rest-errors.ts";

export const API_KEY_NAME_LENGTH_MAX = 1024;
export const API_KEY_VALUE_LENGTH_MIN = 20;
export const API_KEY_VALUE_LENGTH_MAX = 128;
export const API_KEY_DESCRIPTION_LENGTH_MAX = 125_000;

/** Throws BadRequestException for a name that is too long. */
export function checkApiKeyName(name = ""): void {
  if (name.length > API_KEY_NAME_LENGTH_MAX) {
    throw badRequest(`Invalid API Key name, can be at most ${API_KEY_NAME_LENGTH_MAX} characters.`);
  }
}

/** Throws BadRequestException for a description that is too long. */
export function checkApiKeyDescription(description = ""): void {
  if (description.length > API_KEY_DESCRIPTION_LENGTH_MAX) {
    throw badRequest("Invalid API Key description specified.");
  }
}

/** Throws BadRequestException for a value that is too short or too long. */
export function checkApiKeyValue(value: string): void {
  if (value.length < API_KEY_VALUE_LENGTH_MIN) {
    throw badRequest(`API Key value should be at least ${API_KEY_VALUE_LENGTH_MIN} characters`);
  }
  if (value.length > API_KEY_VALUE_LENGTH_MAX) {
    throw badRequest(
      `API Key value exceeds maximum size of ${API_KEY_VALUE_LENGTH_MAX} characters`,
    );
  }
}
