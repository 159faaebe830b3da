// `postern trace METHOD URL`: sends a request, asks for its journey and draws the way; `--request-id` draws one that is
// past.
import { Command, InvalidArgumentError } from "commander";
import { type Answer, type FieldLine, sendRequest } from "../doctor/send-request.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";
import { drawJourney } from "./draw-journey.ts";
import { endpointOption, fetchPostern } from "./postern-endpoint.ts";
import { wantsColour } from "./wants-colour.ts";

interface TraceFlags {
  endpointUrl: string;
  header: FieldLine[];
  data?: string;
  requestId?: string;
  json?: true;
  verbose?: true;
}

export function traceCommand(
  write: (text: string) => void = (text) => process.stdout.write(text),
): Command {
  return new Command("trace")
    .description("Send a request and draw its way hop by hop, or draw a past one")
    .argument("[method]", "GET, POST …")
    .argument("[url]", "an invoke URL of an API, or a listener's address")
    .option("-H, --header <name: value>", "a header of the request", collectHeader, [])
    .option("-d, --data <text>", "the request's body")
    .option("--request-id <id>", "draw the way of a past request, by its request id or trace id")
    .addOption(endpointOption())
    .option("--json", "print the journey as JSON")
    .option("--verbose", "show the evidence of every step")
    .action(async (method: string | undefined, url: string | undefined, flags: TraceFlags) => {
      const journey =
        flags.requestId === undefined
          ? await traceNew(method, url, flags)
          : await pastJourney(flags.endpointUrl, flags.requestId);
      if (flags.json === true) write(`${JSON.stringify(journey, null, 2)}\n`);
      else
        write(
          drawJourney(journey, { isColoured: wantsColour(), isVerbose: flags.verbose === true }),
        );
      if (journey.status >= 400 || journey.status === 0) process.exitCode = 1;
    });
}

async function traceNew(
  method: string | undefined,
  url: string | undefined,
  flags: TraceFlags,
): Promise<Journey> {
  if (method === undefined || url === undefined) {
    throw new Error("Cannot trace: a METHOD and a URL are needed, or --request-id ID");
  }
  const answer = await sendTraced(method, url, flags);
  const id = answer.headers.find(([name]) => name.toLowerCase() === "x-postern-journey")?.[1];
  if (id === undefined) throw new Error(withoutJourney(answer));
  return fetchPostern<Journey>(flags.endpointUrl, `/_postern/journeys/${encodeURIComponent(id)}`);
}

/** Sends the request with the wish to be followed. */
export async function sendTraced(
  method: string,
  url: string,
  flags: Pick<TraceFlags, "endpointUrl" | "header" | "data">,
): Promise<Answer> {
  if (!URL.canParse(url)) throw new Error(`Cannot trace: "${url}" is no URL`);
  const parsed = new URL(url);
  const trustedCas =
    parsed.protocol === "https:" ? [await fetchPostern(flags.endpointUrl, "/_postern/ca.pem")] : [];
  return sendRequest({
    method: method.toUpperCase(),
    url: parsed,
    headers: [...flags.header, ["x-postern-trace", "1"]],
    body: flags.data === undefined ? null : Buffer.from(flags.data, "utf8"),
    trustedCas: trustedCas as string[],
  });
}

function withoutJourney({ status, failure }: Answer): string {
  if (status === 0) {
    const detail = failure?.detail ?? "";
    return `Cannot trace: no answer (${failure?.kind ?? "unknown"}${detail === "" ? "" : `: ${detail}`})`;
  }
  return (
    `Cannot trace: the answer (status ${status}) names no journey. Whoever answered is no Postern, ` +
    "or it does not follow requests from here (postern up --trace-clients any)"
  );
}

function pastJourney(endpointUrl: string, requestId: string): Promise<Journey> {
  const path = `/_postern/journeys/by-request/${encodeURIComponent(requestId)}`;
  return fetchPostern<Journey>(endpointUrl, path);
}

function collectHeader(value: string, before: FieldLine[]): FieldLine[] {
  const colon = value.indexOf(":");
  if (colon < 1) throw new InvalidArgumentError("Write it as Name: value.");
  return [...before, [value.slice(0, colon), value.slice(colon + 1).trim()]];
}
