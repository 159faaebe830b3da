// Random input and output for every operation of every pinned SDK client, through the client's own serialiser and
// deserialiser: what the client sends is what the handler gets, what the handler returns is what the client hands out.
// The server side shares no codec with the client, so an agreement is a finding. Also the guard of SDK upgrades.
import type { ProtocolName } from "../../src/protocol/service-definition.ts";
import type { TestHandlers, TestServiceName } from "./protocol-services.ts";
import { AwsQueryProtocol } from "@aws-sdk/core/protocols";
import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import { describe, expect, test } from "vitest";
import { clientConfig, testDispatcher } from "./protocol-link.ts";
import { clientOf, serviceWith } from "./protocol-services.ts";
import { Random, RandomValues } from "./random-values.ts";
import type { ValueLimits } from "./random-values.ts";

const SEED = Number(process.env["POSTERN_FUZZ_SEED"] ?? Date.now() % 1_000_000_000);
/** Of each service and protocol; at least one round whatever it takes. */
const TIME_BOX_MS = Number(process.env["POSTERN_FUZZ_MS"] ?? 300);

const ROUND_TIMEOUT_MS = 120_000;

/** Operations that the client itself rewrites, with the reason. */
const EXCLUDED: Readonly<Record<string, string>> = {
  "ec2 CopySnapshot": "the client adds DestinationRegion and a presigned URL of the same request",
};

interface Operation {
  readonly name: string;
  readonly input: unknown;
  readonly output: unknown;
}

interface Link {
  readonly service: TestServiceName;
  readonly protocol: ProtocolName;
}

interface AnyClient {
  send(command: object): Promise<Record<string, unknown>>;
}

type CommandClass = new (input: unknown) => object;

function operationsOf(sdk: object): Operation[] {
  const operations: Operation[] = [];
  for (const exported of Object.values(sdk)) {
    if (!Array.isArray(exported) || exported[0] !== 9) continue;
    const [, , name, , input, output] = exported as [unknown, unknown, string, ...unknown[]];
    operations.push({ name, input, output });
  }
  return operations;
}

function clientClassOf(sdk: object): new (config: object) => AnyClient {
  for (const [name, exported] of Object.entries(sdk)) {
    if (name.endsWith("Client") && name !== "__Client") {
      return exported as new (config: object) => AnyClient;
    }
  }
  throw new Error("Cannot find the client class of an SDK package");
}

function limitsOf(
  service: TestServiceName,
  protocol: ProtocolName,
): { in: ValueLimits; out: ValueLimits } {
  const query = protocol === "awsQuery" || protocol === "ec2Query";
  const limits: ValueLimits = {
    emptyLists: true,
    emptyMaps: true,
    emptyStructures: !query,
    emptyStrings: protocol !== "restJson1",
    wholeSeconds: service === "apigatewayv2",
  };
  return {
    in: { ...limits, emptyLists: protocol !== "ec2Query", emptyMaps: !query },
    out: { ...limits, emptyStructures: true },
  };
}

/** Carries one value of each operation, and more until time is up; returns how many were carried. */
async function roundTrips(link: Link): Promise<{ operations: number; carried: number }> {
  const { service, protocol } = link;
  const sdk = await clientOf(service);
  const operations = operationsOf(sdk).filter(
    ({ name }) => EXCLUDED[`${service} ${name}`] === undefined,
  );
  let received: unknown;
  let answer: Record<string, unknown> = {};
  const handler = (input: never): unknown => {
    received = input;
    return answer;
  };
  const handlers: TestHandlers = Object.fromEntries(operations.map(({ name }) => [name, handler]));
  const dispatcher = testDispatcher([serviceWith(service, handlers)]);
  const Client = clientClassOf(sdk);
  const client = new Client({ ...clientConfig(dispatcher), ...settingsOf(link) });
  const limits = limitsOf(service, protocol);
  const random = new Random(SEED);
  const inputs = new RandomValues(random, limits.in);
  const outputs = new RandomValues(random, limits.out);
  const deadline = performance.now() + TIME_BOX_MS;
  let carried = 0;
  do {
    for (const operation of operations) {
      const Command = Reflect.get(sdk, `${operation.name}Command`) as CommandClass;
      const input = inputs.structure(operation.input);
      answer = outputs.structure(operation.output);
      received = undefined;
      const where = `${service} ${operation.name} over ${protocol}, POSTERN_FUZZ_SEED=${SEED}`;
      const sent = client.send(new Command(structuredClone(input)));
      const output = await sent.catch((error: unknown) => {
        throw new Error(`${where}: ${String(error)}`, { cause: error });
      });
      delete output["$metadata"];
      expect(received, where).toEqual(input);
      expect(plain(output), where).toEqual(answer);
      carried++;
    }
  } while (performance.now() < deadline);
  return { operations: operations.length, carried };
}

/** Throws each of a service's exceptions; returns those the client took for another one. */
async function mistakenErrors(link: Link): Promise<string[]> {
  const sdk = await clientOf(link.service);
  const operation = operationsOf(sdk)[0]?.name ?? "";
  let thrown: Error | undefined;
  const handler = (): never => {
    throw thrown ?? new Error("Nothing to throw");
  };
  const dispatcher = testDispatcher([serviceWith(link.service, { [operation]: handler })]);
  const Client = clientClassOf(sdk);
  const client = new Client({ ...clientConfig(dispatcher), ...settingsOf(link) });
  const Command = Reflect.get(sdk, `${operation}Command`) as CommandClass;
  const input = new RandomValues(new Random(1), limitsOf(link.service, link.protocol).in).structure(
    operationsOf(sdk)[0]?.input,
  );
  const mistaken: string[] = [];
  for (const Exception of exceptionsOf(sdk)) {
    thrown = new Exception({ $metadata: {}, message: `Failed <&> ${Exception.name}` });
    const caught: unknown = await client
      .send(new Command(structuredClone(input)))
      .catch((error: unknown) => error);
    const same = caught instanceof Exception && caught.message === thrown.message;
    if (!same) mistaken.push(Exception.name);
  }
  return mistaken;
}

type ExceptionClass = new (options: object) => Error;

function exceptionsOf(sdk: object): ExceptionClass[] {
  const [, registry] = Reflect.get(sdk, "errorTypeRegistries") as {
    exceptions: Map<unknown, ExceptionClass>;
  }[];
  return registry === undefined ? [] : [...registry.exceptions.values()];
}

/** The client's own protocol, or the one of older and newer clients of the same service. */
function settingsOf({ service, protocol }: Link): object {
  if (service !== "cloudwatch") return {};
  if (protocol === "awsQuery") return { protocol: AwsQueryProtocol };
  return protocol === "rpcv2Cbor" ? { protocol: SmithyRpcV2CborProtocol } : {};
}

/** Without the classes that clients wrap blobs in. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
}

const LINKS: Link[] = [
  { service: "apigatewayv2", protocol: "restJson1" },
  { service: "apigateway", protocol: "restJson1" },
  { service: "elbv2", protocol: "awsQuery" },
  { service: "sts", protocol: "awsQuery" },
  { service: "acm", protocol: "awsJson1_1" },
  { service: "ec2", protocol: "ec2Query" },
  { service: "cloudwatch", protocol: "awsJson1_0" },
  { service: "cloudwatch", protocol: "awsQuery" },
  { service: "cloudwatch", protocol: "rpcv2Cbor" },
];

/** Exceptions that a protocol cannot tell apart, with the reason. */
const INDISTINCT: Readonly<Record<string, readonly string[]>> = {
  // Two have the query code ResourceNotFound, which the query-compatible header carries too; clients take the first.
  "cloudwatch awsQuery": ["DashboardNotFoundError"],
  "cloudwatch awsJson1_0": ["DashboardNotFoundError"],
};

describe("dispatcher", () => {
  test.for(LINKS)(
    "carries every operation of $service over $protocol",
    // One round of EC2's 822 operations takes three seconds, and many more on a busy machine.
    { timeout: ROUND_TIMEOUT_MS },
    async (link) => {
      const { operations, carried } = await roundTrips(link);
      expect(carried).toBeGreaterThanOrEqual(operations);
    },
  );

  test.for(LINKS)("carries every exception of $service over $protocol", async (link) => {
    const mistaken = await mistakenErrors(link);
    expect(mistaken).toEqual(INDISTINCT[`${link.service} ${link.protocol}`] ?? []);
  });
});
