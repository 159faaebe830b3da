// From anything thrown to the error a client is told. Modelled exceptions are known by the `shapeId` that the SDK
// puts on their classes, never by instanceof: the client package may be loaded twice.
import type { LoadedService } from "./operation.ts";
import type { ErrorAnswer } from "./wire-protocol.ts";
import { FrameworkError } from "./framework-error.ts";

/** The words AWS's services use for what went wrong inside. [I] */
const INTERNAL_MESSAGE =
  "The request processing has failed because of an unknown error, exception or failure";

/** The answer for an error that is meant for the client, or undefined for one that is ours. */
export function errorAnswer(
  error: unknown,
  service: LoadedService<never> | undefined,
): ErrorAnswer | undefined {
  if (error instanceof FrameworkError) {
    const { code, status, message } = error;
    return { code, status, message, modelled: undefined };
  }
  if (!(error instanceof Error)) return undefined;
  const shapeId = (error.constructor as { shapeId?: unknown }).shapeId;
  const shape = typeof shapeId === "string" ? service?.errorShape(shapeId) : undefined;
  if (shape === undefined) return undefined;
  const members: Record<string, unknown> = {};
  for (const { name } of shape.shape.members) {
    const value: unknown = Reflect.get(error, name);
    members[name] = value ?? (/^message$/i.test(name) ? error.message : undefined);
  }
  return {
    code: shape.name,
    status: shape.status,
    message: error.message,
    modelled: { shape, members },
  };
}

/** What a client is told of an error that is ours. */
export const INTERNAL_ERROR: ErrorAnswer = {
  code: "InternalFailure",
  status: 500,
  message: INTERNAL_MESSAGE,
  modelled: undefined,
};
