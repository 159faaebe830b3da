// `postern logs`: what requests came, a line each, and with --follow those that come.
import { styleText } from "node:util";
import { Command, InvalidArgumentError } from "commander";
import type { RecentRequest } from "../telemetry/requests/recent-request.ts";
import { readEvents } from "./event-reader.ts";
import { endpointOption, fetchPostern } from "./postern-endpoint.ts";
import { printableText } from "./printable-text.ts";
import { wantsColour } from "./wants-colour.ts";

interface LogsFlags {
  endpointUrl: string;
  follow?: true;
  api?: string;
  loadBalancer?: string;
  status?: string;
  failed?: true;
  limit: number;
  json?: true;
}

export function logsCommand(
  write: (text: string) => void = (text) => process.stdout.write(text),
): Command {
  return new Command("logs")
    .description("Show the newest requests of APIs and load balancers, a line each")
    .option("-f, --follow", "go on with those that come")
    .option("--api <id>", "only requests of this API")
    .option("--load-balancer <name>", "only requests of this load balancer (name or ARN)")
    .option("--status <status>", "only answers with this status: 404, 4xx")
    .option("--failed", "only those that failed")
    .option("--limit <number>", "how many to begin with", parseLimit, 50)
    .option("--json", "print each as a line of JSON")
    .addOption(endpointOption())
    .action((flags: LogsFlags) => showLogs(flags, write));
}

async function showLogs(flags: LogsFlags, write: (text: string) => void): Promise<void> {
  const isColoured = flags.json !== true && wantsColour();
  const show = (request: RecentRequest): void =>
    write(flags.json === true ? `${JSON.stringify(request)}\n` : lineOf(request, isColoured));
  const filters = filtersOf(flags);
  // Followed before the past is asked for, so that nothing falls between.
  const coming = flags.follow === true ? await openStream(flags.endpointUrl, filters) : null;
  for (const request of await newest(flags, filters)) show(request);
  if (coming === null) return;
  for await (const { name, data } of readEvents(coming)) {
    if (name === "request") show(JSON.parse(data) as RecentRequest);
    else if (name === "dropped") {
      const { count } = JSON.parse(data) as { count: number };
      process.stderr.write(`postern: ${count} requests were not shown\n`);
    }
  }
}

/** In order of time. */
async function newest(
  { endpointUrl, limit }: LogsFlags,
  filters: Record<string, string>,
): Promise<RecentRequest[]> {
  if (limit === 0) return [];
  const query = new URLSearchParams({ ...filters, limit: String(limit) }).toString();
  const path = `/_postern/requests?${query}`;
  const { requests } = await fetchPostern<{ requests: RecentRequest[] }>(endpointUrl, path);
  return requests.toReversed();
}

function filtersOf(flags: LogsFlags): Record<string, string> {
  return {
    ...(flags.api === undefined ? {} : { api: flags.api }),
    ...(flags.loadBalancer === undefined ? {} : { "load-balancer": flags.loadBalancer }),
    ...(flags.status === undefined ? {} : { status: flags.status }),
    ...(flags.failed === true ? { failed: "true" } : {}),
  };
}

async function openStream(
  endpointUrl: string,
  filters: Record<string, string>,
): Promise<ReadableStream<Uint8Array>> {
  const url = `${endpointUrl.replace(/\/+$/, "")}/_postern/requests/stream?${new URLSearchParams(filters).toString()}`;
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`Cannot reach Postern at ${endpointUrl}: is it running?`, { cause });
  });
  if (!response.ok || response.body === null) {
    throw new Error(`Cannot follow ${url}: ${await response.text()}`);
  }
  return response.body;
}

function lineOf(request: RecentRequest, isColoured: boolean): string {
  const status = request.status === 0 ? "---" : String(request.status);
  const colour = request.status === 0 || request.status >= 500 ? "red" : "yellow";
  const shown =
    isColoured && (request.status === 0 || request.status >= 400)
      ? styleText(colour, status, { validateStream: false })
      : status;
  const before = [
    new Date(request.atMs).toISOString(),
    request.hop.padEnd(8),
    request.name === "" ? request.resource : request.name,
  ];
  const after = [
    `${request.durationMs.toFixed(1)}ms`,
    `${request.method} ${request.path}`,
    request.route === "" ? "" : `[${request.route}]`,
    request.target === "" ? "" : `→ ${request.target} ${request.targetStatus}`,
    request.failure === null ? "" : `${request.failure} ${request.failureDetail}`,
    ["", "Compliant"].includes(request.classification)
      ? ""
      : `${request.classification}: ${request.classificationReason}`,
    request.requestId,
  ];
  // The colour is ours; everything else comes from anybody.
  return `${joined(before)}  ${shown}  ${joined(after)}\n`;
}

function joined(parts: readonly string[]): string {
  return printableText(parts.filter((part) => part !== "").join("  "));
}

function parseLimit(value: string): number {
  const limit = Number(value);
  if (!/^\d{1,4}$/.test(value) || limit > 1_000) {
    throw new InvalidArgumentError("A number from 0 to 1000.");
  }
  return limit;
}
