// The error for required members that an input lacks, as each protocol's services word it.
import type { Operation } from "./operation.ts";
import type { ProtocolName, ServiceDefinition } from "./service-definition.ts";
import type { PathStyle } from "./missing-members.ts";
import { nullViolation, violationsError } from "./constraints.ts";
import { FrameworkError } from "./framework-error.ts";
import { lowerFirst, missingMembers } from "./missing-members.ts";

interface Spoken {
  readonly service: Pick<ServiceDefinition<never>, "missingMembersError">;
  readonly protocol: ProtocolName;
}

const EC2_STYLE: PathStyle = { bodyPrefix: "", nameOf: (member) => member.ec2QueryName };

/** Throws when something required is not there. */
export function checkRequired(
  operation: Operation<unknown>,
  input: Readonly<Record<string, unknown>>,
  spoken: Spoken,
): void {
  const style = pathStyle(operation, spoken.protocol);
  const paths = missingMembers(operation.input, input, style);
  if (paths.length === 0) return;
  const custom = spoken.service.missingMembersError;
  if (custom !== undefined) throw custom(paths);
  if (spoken.protocol === "ec2Query") throw missingParameter(paths);
  throw violationsError(paths.map(nullViolation));
}

function pathStyle(operation: Operation<unknown>, protocol: ProtocolName): PathStyle {
  if (protocol === "ec2Query") return EC2_STYLE;
  const bodyPrefix = protocol === "restJson1" ? `${lowerFirst(operation.name)}Input.` : "";
  return { bodyPrefix, nameOf: (member) => lowerFirst(member.name) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, MissingParameter. */
function missingParameter(paths: readonly string[]): FrameworkError {
  // A list's elements are numbered without `member` in EC2's parameters.
  const name = (paths[0] ?? "").replaceAll(".member", "");
  return new FrameworkError(
    "MissingParameter",
    400,
    `The request must contain the parameter ${name}`,
  );
}
