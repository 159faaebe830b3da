// `postern doctor`: finds, explains and mends what is wrong with private integrations. This file is the command and
// its flags; the work is loaded only when it runs.
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { DoctorFormat, DoctorOptions } from "./doctor-options.ts";
import type { FieldLine } from "../doctor/send-request.ts";

/** What "the doctor could not run" exits with; 1 says that it ran and found something. */
export const EXIT_CODE_UNABLE = 2;
const ACCOUNT_ID = /^\d{12}$/;

interface DoctorFlags {
  api?: string;
  endpoint?: string[];
  aws?: true;
  profile?: string;
  region?: string;
  template?: string[];
  parameter?: [string, string][];
  account?: string;
  format: DoctorFormat;
  fix?: true | string[];
  yes?: true;
  dryRun?: true;
  allowChanges?: true;
  rule?: string[];
  url?: string;
  method?: string;
  header?: FieldLine[];
  data?: string;
  requestId?: string;
}

/** Flags to options; `run` is called with them and gives the exit code. */
export function doctorCommand(
  run: (options: DoctorOptions) => Promise<number> = runLazily,
): Command {
  const command = new Command("doctor")
    .description("Find out why requests fail, or would fail, and mend it")
    .option("--api <id>", "only findings of this API and of what its ways touch")
    .option(
      "--endpoint-url, --endpoint <url>",
      "examine what an AWS-compatible endpoint has",
      collect,
    )
    .option("--aws", "examine an AWS account, by the default credentials")
    .option("--profile <name>", "with --aws: the profile of the AWS configuration")
    .option("--region <name>", "the AWS region")
    .option(
      "--template <file>",
      "examine a template, a folder of the CDK's or a Terraform plan; files that belong together are given together",
      collect,
    )
    .option(
      "--parameter <name=value>",
      "with --template: the value of a parameter; may be repeated",
      collectParameter,
    )
    .option("--account <id>", "with --template: the account it will be deployed to")
    .option("--rule <code...>", "only these rules")
    .addOption(
      new Option("--format <format>", "of the report")
        .choices(["text", "json", "markdown", "sarif"])
        .default("text"),
    );
  addRequestOptions(command);
  addFixOptions(command);
  return command.exitOverride(refuse).action(async (flags: DoctorFlags) => {
    try {
      process.exitCode = await run(optionsOf(flags));
    } catch (cause) {
      process.stderr.write(`postern: ${cause instanceof Error ? cause.message : String(cause)}\n`);
      process.exitCode = EXIT_CODE_UNABLE;
    }
  });
}

function addRequestOptions(command: Command): void {
  command
    .option("--url <url>", "send this request, and say why it fails")
    .option("--method <method>", "its method")
    .option("-H, --header <name: value>", "a header of it; may be repeated", collectHeader)
    .option("-d, --data <text>", "its body")
    .addOption(
      new Option(
        "--request-id <id>",
        "say why a past request failed, by its request id or trace id",
      ).conflicts(["url"]),
    );
}

function addFixOptions(command: Command): void {
  command
    .option("--fix [code...]", "mend errors, or the findings of these rules")
    .option("--yes", "with --fix: do not ask")
    .option("--dry-run", "with --fix: show what would be done")
    .option("--allow-changes", "with --fix: change what is not on this machine");
}

/** Help is no failure; anything else that commander refuses means that the doctor did not run. */
function refuse(cause: CommanderError): never {
  if (cause.exitCode === 0) throw cause;
  throw new CommanderError(EXIT_CODE_UNABLE, cause.code, cause.message);
}

async function runLazily(options: DoctorOptions): Promise<number> {
  const { terminalIo } = await import("./doctor-io.ts");
  const { runDoctor } = await import("./doctor-run.ts");
  return runDoctor(options, terminalIo(options.format));
}

function optionsOf(flags: DoctorFlags): DoctorOptions {
  const { profile = null, region = null, account = null } = flags;
  refuseStrayFlags(flags);
  return {
    apiId: flags.api ?? null,
    endpoints: flags.endpoint ?? [],
    isAws: flags.aws === true,
    profile,
    region,
    templates: flags.template ?? [],
    parameters: Object.fromEntries(flags.parameter ?? []),
    account,
    format: flags.format,
    rules: flags.rule ?? null,
    fix: fixOptionsOf(flags),
    request: requestOf(flags),
  };
}

/** What would be without effect is refused. */
function refuseStrayFlags(flags: DoctorFlags): void {
  if (flags.profile !== undefined && flags.aws !== true) {
    throw new Error("Cannot use --profile without --aws");
  }
  if (flags.template === undefined && (flags.parameter ?? flags.account) !== undefined) {
    throw new Error("Cannot use --parameter or --account without --template");
  }
  if (flags.account !== undefined && !ACCOUNT_ID.test(flags.account)) {
    throw new Error(`Cannot use account "${flags.account}": account ids have 12 digits`);
  }
  const isRequest = flags.url !== undefined;
  if (!isRequest && (flags.method ?? flags.data) !== undefined) {
    throw new Error("Cannot use --method or --data without --url");
  }
  if (!isRequest && flags.header !== undefined)
    throw new Error("Cannot use --header without --url");
  if (flags.fix === undefined && (flags.yes ?? flags.dryRun ?? flags.allowChanges) === true) {
    throw new Error("Cannot use --yes, --dry-run or --allow-changes without --fix");
  }
}

function fixOptionsOf(flags: DoctorFlags): DoctorOptions["fix"] {
  if (flags.fix === undefined) return null;
  return {
    rules: flags.fix === true ? null : flags.fix,
    isAgreed: flags.yes === true,
    isDryRun: flags.dryRun === true,
    mayChangeAnything: flags.allowChanges === true,
  };
}

function requestOf({
  url,
  method,
  header = [],
  data,
  requestId,
}: DoctorFlags): DoctorOptions["request"] {
  if (requestId !== undefined) return { requestId };
  if (url === undefined) return null;
  if (!URL.canParse(url)) throw new Error(`Cannot send: "${url}" is no URL`);
  return {
    method: (method ?? (data === undefined ? "GET" : "POST")).toUpperCase(),
    url: new URL(url),
    headers: header,
    body: data === undefined ? null : Buffer.from(data, "utf8"),
  };
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function collectHeader(value: string, before: readonly FieldLine[] = []): FieldLine[] {
  const colon = value.indexOf(":");
  if (colon < 1) throw new InvalidArgumentError("Write it as Name: value.");
  return [...before, [value.slice(0, colon), value.slice(colon + 1).trim()]];
}

function collectParameter(
  value: string,
  before: readonly [string, string][] = [],
): [string, string][] {
  const equals = value.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("Write it as NAME=VALUE.");
  return [...before, [value.slice(0, equals), value.slice(equals + 1)]];
}
