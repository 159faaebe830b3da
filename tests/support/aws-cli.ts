// The real AWS CLI against a running Postern; tests that need it are skipped, with a notice, where it is not installed.
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

export const awsCliMissing = spawnSync("which", ["aws"]).status !== 0;
if (awsCliMissing) console.warn("Skipped tests with the AWS CLI: it is not installed");

/** Runs `aws ARGS` and gives what it printed. Rejects with its stderr. */
export async function runAwsCli(endpointUrl: string, ...args: string[]): Promise<string> {
  const options = ["--endpoint-url", endpointUrl, "--output", "text"];
  const { stdout } = await promisify(execFile)("aws", [...options, ...args], {
    timeout: 60_000,
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_PAGER: "",
    },
  });
  return stdout.trim();
}
