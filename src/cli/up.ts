// `postern up`: starts Postern and runs until it is told to stop.
import { readFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { Command, InvalidArgumentError, Option } from "commander";
import { LOG_LEVELS, type LogLevel } from "../base/logger.ts";
import { startPostern, type PosternOptions, type TraceClients } from "../main.ts";

/** How long requests in flight may take after SIGTERM before they are cut: containers are killed after ten seconds. */
const SHUTDOWN_GRACE_MS = 8_000;

interface UpFlags {
  port: number;
  host: string;
  dataDir: string;
  ephemeral?: true;
  allowReset?: true;
  region: string;
  accountId: string;
  trustedCa: string[];
  allowHost: string[];
  listenerHost: string;
  listenerPorts?: { from: number; to: number };
  listenerAddresses?: true;
  instance: { id: string; address: string }[];
  connectTimeout?: number;
  lambdaEndpoint?: string;
  awsEndpoint?: string;
  traceClients: TraceClients;
  traceSampling: number;
  otlp?: string;
  logLevel: LogLevel;
}

/** Flags to options; `run` is called with them (the real one starts Postern). */
export function upCommand(run: (options: PosternOptions) => Promise<void> = runUp): Command {
  return new Command("up")
    .description("Start Postern")
    .option("--port <number>", "the edge port; 0 picks a free one", parsePort, 4566)
    .option("--host <address>", "the address the edge port listens on", "127.0.0.1")
    .addOption(
      new Option("--data-dir <folder>", "where records are kept")
        .default(".postern")
        .conflicts("ephemeral"),
    )
    .option("--ephemeral", "keep everything in memory")
    .option("--allow-reset", "allow POST /_postern/reset (always allowed with --ephemeral)")
    .option("--region <name>", "the region where a request names none", parseRegion, "us-east-1")
    .option("--account-id <digits>", "the account", parseAccountId, "000000000000")
    .option("--trusted-ca <file>", "CA certificates that private TLS hops trust, PEM", collect, [])
    .option("--allow-host <name>", "a name the edge port answers to", collect, [])
    .option("--listener-host <address>", "the address listeners are bound to", "127.0.0.1")
    .option("--listener-ports <from-to>", "the ports listeners are bound to", parsePortRange)
    .option(
      "--listener-addresses",
      "give each load balancer a loopback address of its own, with its real ports",
    )
    .option(
      "--instance <id=address>",
      "where an instance target is reached; may be repeated",
      collectInstance,
      [],
    )
    .option(
      "--connect-timeout <ms>",
      "shorten the wait for a private hop that is blocked, for tests",
      parseMilliseconds,
    )
    .option(
      "--lambda-endpoint <url>",
      "where REST APIs invoke Lambda functions (an endpoint with Lambda's Invoke API)",
      parseEndpoint,
    )
    .option(
      "--aws-endpoint <url>",
      "where REST APIs call other AWS services, and Lambda if nothing else is given",
      parseEndpoint,
    )
    .addOption(
      new Option(
        "--trace-clients <who>",
        "whose requests may ask for a journey (x-postern-trace: 1)",
      )
        .choices(["loopback", "any", "none"])
        .default("loopback"),
    )
    .option(
      "--trace-sampling <share>",
      "the share of all requests whose journey is kept, 0 to 1",
      parseShare,
      0,
    )
    .option(
      "--otlp <url>",
      "send journeys and metrics to this OpenTelemetry collector (OTLP over HTTP)",
      parseEndpoint,
    )
    .addOption(
      new Option("--log-level <level>", "what is logged to stderr")
        .choices([...LOG_LEVELS])
        .default("info"),
    )
    .action(async (flags: UpFlags) => run(toOptions(flags)));
}

function toOptions(flags: UpFlags): PosternOptions {
  return {
    port: flags.port,
    host: flags.host,
    dataDirectory: flags.ephemeral === true ? null : flags.dataDir,
    allowReset: flags.ephemeral === true || flags.allowReset === true,
    region: flags.region,
    accountId: flags.accountId,
    trustedCaPems: flags.trustedCa.map(readPem),
    allowedHosts: flags.allowHost,
    listenerHost: flags.listenerHost,
    listenerPorts: flags.listenerPorts ?? null,
    listenerAddresses: flags.listenerAddresses === true,
    instances: Object.fromEntries(flags.instance.map(({ id, address }) => [id, address])),
    privateConnectTimeoutMs: flags.connectTimeout ?? null,
    lambdaEndpoint: flags.lambdaEndpoint ?? null,
    awsEndpoint: flags.awsEndpoint ?? null,
    traceClients: flags.traceClients,
    traceSampling: flags.traceSampling,
    otlpEndpoint: flags.otlp ?? null,
    logLevel: flags.logLevel,
  };
}

async function runUp(options: PosternOptions): Promise<void> {
  // Whoever read our output may be gone (`postern up | head`): that ends the output, not the traffic.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => {});
  const postern = await startPostern(options);
  process.stdout.write(`Postern is listening on ${postern.url}\n`);
  // Not left to the exit: a process that is killed has none.
  flushCompileCache();
  const signal = await new Promise<string>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  postern.logger.info("Stopping", { signal });
  await postern.close(SHUTDOWN_GRACE_MS);
  process.exit(0);
}

function readPem(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot read the trusted CA ${file}: ${reason}`, { cause });
  }
  if (!text.includes("-----BEGIN CERTIFICATE-----")) {
    throw new Error(`Cannot use the trusted CA ${file}: it holds no PEM certificate`);
  }
  return text;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function collectInstance(
  value: string,
  before: { id: string; address: string }[],
): { id: string; address: string }[] {
  const match = /^(i-[0-9a-f]{8,17})=([A-Za-z0-9.:-]+)$/.exec(value);
  if (match === null) throw new InvalidArgumentError("Write it as i-0123456789abcdef0=ADDRESS.");
  return [...before, { id: match[1] as string, address: match[2] as string }];
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) {
    throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  }
  return port;
}

function parsePortRange(value: string): { from: number; to: number } {
  const match = /^(\d+)-(\d+)$/.exec(value);
  const from = parsePort(match?.[1] ?? "");
  const to = parsePort(match?.[2] ?? "");
  if (from < 1 || to < from)
    throw new InvalidArgumentError("Write it as FROM-TO, e.g. 41000-41099.");
  return { from, to };
}

function parseMilliseconds(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError("Milliseconds, 1 to 999999.");
  return Number(value);
}

function parseShare(value: string): number {
  const share = Number(value);
  if (!/^\d?(\.\d{1,6})?$/.test(value) || value === "" || share > 1) {
    throw new InvalidArgumentError("A share is a number from 0 to 1, e.g. 0.01.");
  }
  return share;
}

function parseEndpoint(value: string): string {
  if (!/^https?:\/\/[^/?#@{}]+(?:\/[^?#{}]*)?$/.test(value)) {
    throw new InvalidArgumentError("Write it as http://HOST:PORT or https://HOST:PORT.");
  }
  return value;
}

function parseRegion(value: string): string {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(value)) {
    throw new InvalidArgumentError("A region looks like us-east-1.");
  }
  return value;
}

function parseAccountId(value: string): string {
  if (!/^\d{12}$/.test(value)) throw new InvalidArgumentError("An account id has 12 digits.");
  return value;
}
