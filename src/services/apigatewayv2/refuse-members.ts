// Members of requests that exist for WebSocket APIs alone.
import { badRequest } from "./api-errors.ts";

/** Throws when one of the named members is given. The wording follows AWS's for route responses [I]. */
export function refuseMembers<Request extends object>(
  request: Request,
  names: readonly (keyof Request & string)[],
): void {
  for (const name of names) {
    if (request[name] !== undefined) {
      throw badRequest(`${name} is currently not supported for this API protocol type.`);
    }
  }
}
