// What API Gateway v2 answers when a request lacks members that it must have: a BadRequestException with a text of
// the member's own where AWS's is known, else the text of the other services [I].
import { nullViolation, violationsError } from "../../protocol/constraints.ts";
import { FrameworkError } from "../../protocol/framework-error.ts";

const KNOWN: Readonly<Record<string, string>> = {
  "createApiInput.name": "Invalid API name specified",
  "createRouteInput.routeKey": "Route key is required",
  "createVpcLinkInput.name": "Name cannot be empty",
  "createVpcLinkInput.subnetIds": "SubnetIds for a vpc link cannot be empty",
};

/** The error for the missing members, which are named by their paths. The SDK is not needed for it. */
export function missingMembersError(paths: readonly string[]): Error {
  const known = paths.map((path) => KNOWN[path]).find((message) => message !== undefined);
  const message = known ?? violationsError(paths.map(nullViolation)).message;
  return new FrameworkError("BadRequestException", 400, message);
}
