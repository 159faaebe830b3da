// What a shell needs, so that the commands of a report reach what was examined: without it they go to AWS.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
import type { ExaminedSource } from "../diagnose.ts";
import { shellQuoted } from "../shell-quoted.ts";
import { remediesOf } from "./finding-remedy.ts";

/** One command per endpoint whose findings come with commands; none for AWS itself and for templates. */
export function commandEnvironments(examined: readonly ExaminedSource[]): string[] {
  const commands = new Set<string>();
  for (const { inventory, findings } of examined) {
    const { endpoint, region, kind } = inventory.source;
    if (endpoint === undefined) continue;
    const hasCommands = findings.some((finding) =>
      remediesOf(finding, kind).some(({ language, text }) => language === "sh" && text !== ""),
    );
    if (!hasCommands) continue;
    commands.add(
      `export AWS_ENDPOINT_URL=${shellQuoted(endpoint)} AWS_DEFAULT_REGION=${shellQuoted(region)}`,
    );
  }
  return [...commands];
}
