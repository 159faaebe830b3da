// Opens what the command was told to examine: endpoints, an AWS account, templates. Nothing is read before it is asked
// for; closing lets go of the clients.
import type { DoctorSource } from "./doctor-source.ts";
import { NO_EVIDENCE } from "./evidence.ts";
import { createAwsCaller } from "./fixing/aws-caller.ts";
import type { Inventory } from "./inventory.ts";
import { sendRequest } from "./send-request.ts";
import { SilentEndpointError } from "./sources/ask-postern.ts";
import { createAwsClients, type AwsAccess, type AwsClients } from "./sources/aws-clients.ts";
import { readAwsInventory } from "./sources/aws-source.ts";
import { gatherEvidence } from "./sources/evidence-source.ts";

export interface SourcesWanted {
  readonly endpoints: readonly string[];
  readonly isAws: boolean;
  /** Of the AWS account. */
  readonly profile: string | null;
  /** Of all of them; null: as the environment says, or the endpoint. */
  readonly region: string | null;
  /** Paths; all of them are one source. */
  readonly templates: readonly string[];
  /** Values of the templates' parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** That templates will be deployed to; null: any. */
  readonly account: string | null;
  readonly nowMs: () => number;
}

export interface OpenSources {
  readonly sources: readonly DoctorSource[];
  close(): void;
}

/** Rejects with a message for people when a region or credentials are missing. */
export async function openSources(wanted: SourcesWanted): Promise<OpenSources> {
  const { endpoints, isAws, profile, region, nowMs } = wanted;
  const accesses: AwsAccess[] = endpoints.map((endpoint) => ({
    endpoint: checkedEndpoint(endpoint),
    region,
    profile: null,
    credentials: null,
  }));
  if (isAws) accesses.push({ endpoint: null, region, profile, credentials: null });
  const opened: AwsClients[] = [];
  const close = (): void => {
    for (const clients of opened) clients.close();
  };
  try {
    for (const access of accesses) opened.push(await openClients(access));
  } catch (cause) {
    close();
    throw cause;
  }
  return {
    sources: [
      ...opened.map((clients) => liveSource(clients, nowMs)),
      ...(wanted.templates.length === 0 ? [] : [templateSource(wanted)]),
    ],
    close,
  };
}

/** An endpoint where nobody listens is said as such, and not as what could not be learnt from it. */
async function openClients(access: AwsAccess): Promise<AwsClients> {
  try {
    return await createAwsClients(access);
  } catch (cause) {
    const { endpoint } = access;
    if (endpoint === null || cause instanceof SilentEndpointError || (await isReachable(endpoint)))
      throw cause;
    throw new Error(`Cannot reach ${endpoint}: is it running?`, { cause });
  }
}

async function isReachable(endpoint: string): Promise<boolean> {
  const url = new URL(endpoint);
  const { status } = await sendRequest({
    method: "GET",
    url,
    headers: [],
    body: null,
    trustedCas: [],
  });
  return status !== 0;
}

/** What runs, read and changed through its AWS APIs. */
export function liveSource(clients: AwsClients, nowMs: () => number): DoctorSource {
  return {
    async readInventory() {
      const inventory = await readAwsInventory(clients, { nowMs: nowMs(), trustedCas: [] });
      refuseBlindness(inventory);
      return inventory;
    },
    // Targets are connected to only where they are those of a Postern on this machine.
    gatherEvidence: (inventory) =>
      gatherEvidence(inventory, clients, { nowMs: nowMs(), probes: true }),
    caller: createAwsCaller(clients),
  };
}

/** Where nothing at all could be read, "nothing found" would be said of what nobody looked at. */
function refuseBlindness({ source, unreadable, ...parts }: Inventory): void {
  if (Object.values(parts).some((items) => items.length > 0)) return;
  const refused = new Map(unreadable.map(({ part, why }) => [part, why]));
  const why = refused.get("httpApis");
  if (why === undefined || !refused.has("restApis")) return;
  throw new Error(`Cannot examine ${source.name}: nothing could be read there (${why})`);
}

/** Stacks that are given together belong together: what one exports, the others import. */
function templateSource({ templates, parameters, region, account }: SourcesWanted): DoctorSource {
  return {
    async readInventory() {
      // Parsers are loaded only where there is something to parse.
      const { readTemplateInventory } = await import("./sources/template-inventory.ts");
      return readTemplateInventory(templates, {
        parameters,
        ...(region !== null && { region }),
        ...(account !== null && { account }),
      });
    },
    gatherEvidence: async () => ({ evidence: NO_EVIDENCE, unreadable: [] }),
    caller: null,
  };
}

function checkedEndpoint(endpoint: string): string {
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return endpoint;
  throw new Error(`Cannot examine "${endpoint}": it is no http:// or https:// URL`);
}
