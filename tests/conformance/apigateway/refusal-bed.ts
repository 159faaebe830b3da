// An API with something of everything to refuse, behind the AWS SDK for JavaScript: what the tables of errors beside
// this file are put to. No case changes anything, so all of a table share it.
import * as sdk from "@aws-sdk/client-api-gateway";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

export const BAD = "BadRequestException";
export const GONE = "NotFoundException";
export const SHAPE = "ValidationException";

/** "$api", "$pets" and the like in an input stand for the ids of what the bed has made. */
export type RefusalCase = readonly [
  operation: string,
  input: object,
  code: string,
  message: string,
];

const STATUSES: Readonly<Record<string, number>> = {
  NotFoundException: 404,
  ConflictException: 409,
};

/** What a client sees of the refusal that a case expects. */
export function expectedRefusal([, , code, message]: RefusalCase) {
  return { name: code, message, status: STATUSES[code] ?? 400 };
}

/** The input of an Update operation with one patch operation. */
export function patch(op: string, path?: string, value?: string, from?: string) {
  return { patchOperations: [{ op, path, value, from }] };
}

export const STATUS_PATTERN =
  "Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d";

/** The text for operations at those places whose op is "wrong". */
export function badOps(
  input: string,
  places: readonly number[],
  extra: readonly string[] = [],
): string {
  const errors = places.map(
    (place) =>
      `Value 'wrong' at '${input}.patchOperations.${place}.member.op' failed to satisfy ` +
      "constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
  );
  const all = [...errors, ...extra];
  const noun = all.length === 1 ? "error" : "errors";
  return `${all.length} validation ${noun} detected: ${all.join("; ")}`;
}

export class RefusalBed {
  readonly #server: ControlPlaneServer;
  readonly #client: sdk.APIGatewayClient;
  readonly #ids = new Map<string, string>();

  private constructor(server: ControlPlaneServer) {
    this.#server = server;
    this.#client = new sdk.APIGatewayClient(server.clientConfig);
  }

  static async start(): Promise<RefusalBed> {
    const bed = new RefusalBed(await startControlPlaneServer());
    await bed.#makeApi();
    await bed.#makeDeployedApi();
    const empty = await bed.#client.send(new sdk.CreateRestApiCommand({ name: "empty" }));
    bed.#ids.set("$empty", empty.id ?? "");
    return bed;
  }

  /** Name, message and status of the answer to a case. */
  async answerTo([operation, input]: RefusalCase): Promise<unknown> {
    const Command = Reflect.get(sdk, `${operation}Command`) as typeof sdk.GetRestApiCommand;
    try {
      return await this.#client.send(new Command(this.#filled(input) as never));
    } catch (error) {
      const refusal = error as sdk.APIGatewayServiceException;
      const { name, message, $metadata } = refusal;
      return { name, message, status: $metadata.httpStatusCode };
    }
  }

  async close(): Promise<void> {
    this.#client.destroy();
    await this.#server.close();
  }

  async #makeApi(): Promise<void> {
    const api = await this.#client.send(new sdk.CreateRestApiCommand({ name: "errors" }));
    const restApiId = api.id ?? "";
    this.#ids.set("$api", restApiId).set("$root", api.rootResourceId ?? "");
    for (const [name, parent, pathPart] of [
      ["$pets", "$root", "pets"],
      ["$dogs", "$root", "dogs"],
      ["$proxy", "$root", "{proxy+}"],
      ["$puppies", "$dogs", "puppies"],
      ["$nested", "$puppies", "pets"],
    ] as const) {
      const parentId = this.#ids.get(parent);
      const input = { restApiId, parentId, pathPart };
      const made = await this.#client.send(new sdk.CreateResourceCommand(input));
      this.#ids.set(name, made.id ?? "");
    }
    const place = { restApiId, resourceId: this.#ids.get("$pets"), httpMethod: "GET" };
    const NONE = { authorizationType: "NONE" };
    const bare = { ...place, ...NONE, httpMethod: "POST" };
    await this.#client.send(new sdk.PutMethodCommand(bare));
    await this.#client.send(new sdk.PutMethodCommand({ ...place, ...NONE }));
    await this.#client.send(new sdk.PutMethodResponseCommand({ ...place, statusCode: "200" }));
    await this.#client.send(new sdk.PutIntegrationCommand({ ...place, type: "MOCK" }));
  }

  async #makeDeployedApi(): Promise<void> {
    const api = await this.#client.send(new sdk.CreateRestApiCommand({ name: "deployed" }));
    const place = { restApiId: api.id, resourceId: api.rootResourceId, httpMethod: "GET" };
    await this.#client.send(new sdk.PutMethodCommand({ ...place, authorizationType: "NONE" }));
    await this.#client.send(new sdk.PutIntegrationCommand({ ...place, type: "MOCK" }));
    const deployment = await this.#client.send(
      new sdk.CreateDeploymentCommand({ restApiId: api.id, stageName: "dev" }),
    );
    this.#ids.set("$deployed", api.id ?? "").set("$deployment", deployment.id ?? "");
  }

  /** The input with ids in place of their names, at any depth. */
  #filled(value: unknown): unknown {
    if (typeof value === "string") return this.#ids.get(value) ?? value;
    if (Array.isArray(value)) return value.map((element) => this.#filled(element));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, this.#filled(entry)]),
    );
  }
}
