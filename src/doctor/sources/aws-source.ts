// The inventory of a live account, or of any endpoint that speaks AWS's APIs, Postern among them. Reads only. What may
// not be read is said in the inventory and the rest is read all the same; only when nobody answers at all, or nobody
// knows who asks, there is no inventory.
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { publicRootPems } from "../../wire/tls/public-roots.ts";
import type { Inventory } from "../inventory.ts";
import {
  AccountReader,
  CALLS_IN_FLIGHT_MAX,
  describeError,
  hasAnswered,
  POSTERN_CALLS_IN_FLIGHT_MAX,
} from "./account-reader.ts";
import { askAuthority } from "./ask-postern.ts";
import { readBalancing } from "./aws-balancing.ts";
import { readCertificates } from "./aws-certificates.ts";
import type { AwsClients } from "./aws-clients.ts";
import { readHttpApis, readVpcLinks } from "./aws-http-apis.ts";
import { readNetwork } from "./aws-network.ts";
import { readRestApis, readRestVpcLinks } from "./aws-rest-apis.ts";
import { ChainTrust } from "./chain-trust.ts";

export interface AwsSourceOptions {
  readonly nowMs: number;
  /** PEM certificates that private hops trust beside the public roots and a Postern's local authority. */
  readonly trustedCas: readonly string[];
}

/** Errors by which AWS says that it does not know the caller, so that no other call can be answered. */
const UNKNOWN_CALLER =
  /^(?:InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken|UnrecognizedClient|InvalidAccessKeyId)/;

/** Rejects with a message for people when the account cannot be reached, or answers what AWS never does. */
export async function readAwsInventory(
  clients: AwsClients,
  options: AwsSourceOptions,
): Promise<Inventory> {
  const account = await accountOf(clients);
  try {
    return await readInventory(clients, account, options);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const where = clients.endpoint ?? "AWS";
    throw new Error(`Cannot examine ${where}: its answers are not of AWS's shapes`, { cause });
  }
}

async function readInventory(
  clients: AwsClients,
  account: string,
  options: AwsSourceOptions,
): Promise<Inventory> {
  const { region, endpoint, postern } = clients;
  const place = { account, region };
  const isPostern = postern !== null;
  const reader = new AccountReader(isPostern ? POSTERN_CALLS_IN_FLIGHT_MAX : CALLS_IN_FLIGHT_MAX);
  const [httpApis, vpcLinks, restApis, restVpcLinks, balancing, network, authority] =
    await Promise.all([
      readHttpApis(clients, reader, place),
      readVpcLinks(clients, reader, place),
      readRestApis(clients, reader, place),
      readRestVpcLinks(clients, reader, place),
      readBalancing(clients, reader),
      readNetwork(clients, reader, place),
      isPostern && endpoint !== null ? askAuthority(endpoint) : "",
    ]);
  const trust = new ChainTrust([...options.trustedCas, authority], publicRootPems);
  const judge = { trust, nowMs: options.nowMs, isAmazon: endpoint === null };
  const { listeners } = balancing;
  const certificates = await readCertificates(clients, reader, { judge, listeners });
  return {
    source: {
      kind: "aws",
      name: nameOf(clients, account),
      account,
      region,
      ...(clients.endpoint !== null && { endpoint: clients.endpoint }),
      isPostern,
    },
    httpApis,
    restApis,
    vpcLinks,
    restVpcLinks,
    ...balancing,
    certificates,
    ...network,
    unreadable: reader.unreadable(),
  };
}

function nameOf({ endpoint, postern, region }: AwsClients, account: string): string {
  if (endpoint === null) return `AWS account ${account} in ${region}`;
  return postern === null ? endpoint : `Postern at ${endpoint}`;
}

/** "" where the endpoint has no STS. Everybody may ask who they are; on AWS nobody can be refused. */
async function accountOf({ sts, endpoint }: AwsClients): Promise<string> {
  try {
    return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? "";
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "";
    if (hasAnswered(cause) && !UNKNOWN_CALLER.test(name)) return "";
    const where = endpoint ?? "AWS";
    throw new Error(`Cannot read the account at ${where}: ${describeError(cause)}`, { cause });
  }
}
