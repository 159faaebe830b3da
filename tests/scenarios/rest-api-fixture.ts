// A REST API gateway with an edge port of its own, on snapshots that a test compiles from content it writes down: no
// control plane and no load balancer.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Method, Stage } from "@aws-sdk/client-api-gateway";
import { systemClock } from "../../src/base/clock.ts";
import { silentLogger } from "../../src/base/logger.ts";
import { parseInvokeTarget } from "../../src/gateway/invoke-target.ts";
import { RestApiGateway, type RestApiGatewayOptions } from "../../src/gateway/rest-api-gateway.ts";
import { compileRestApiContent } from "../../src/store/compile-rest-api-content.ts";
import type { RestApiStageSnapshot } from "../../src/store/snapshots.ts";
import { silentObserver, type RestApiRequestEntry } from "../../src/telemetry/hop-observer.ts";
import { FIELD_HOST } from "../../src/wire/http1/fields.ts";
import { createWireRuntime } from "../../src/wire/runtime.ts";
import { exchangeBytes, parseAnswer, type RawAnswer } from "../support/raw-request.ts";
import { acceptInto, SettableSnapshots } from "./http-api-fixture.ts";

export const REST_API_ID = "r1s2t3a4p5";
export const REST_API_HOST = `${REST_API_ID}.execute-api.us-east-1.amazonaws.com`;

/** A stage "prod" of an API whose GET /pets is `method`. */
export function restStage(method: Method, stage: Stage = {}): RestApiStageSnapshot {
  const content = {
    restApi: { id: REST_API_ID, name: "api" },
    resources: [{ id: "r1", path: "/pets", resourceMethods: { GET: method } }],
    models: [],
    requestValidators: [],
    gatewayResponses: [],
    authorizers: [],
  };
  return {
    account: "000000000000",
    region: "us-east-1",
    apiId: REST_API_ID,
    stageName: "prod",
    endpointHost: REST_API_HOST,
    stageVariables: {},
    content: compileRestApiContent(content, stage.methodSettings ?? {}, "d1"),
    canary: null,
    cacheEnabled: false,
    cacheSize: "0.5",
    tracingEnabled: false,
    clientCertificate: null,
    accessLog: null,
  };
}

export interface RestBench {
  readonly gateway: RestApiGateway;
  readonly snapshots: SettableSnapshots;
  /** Of requests that are over. */
  readonly entries: RestApiRequestEntry[];
  readonly port: number;
  /** The entry of the next request that ends. */
  nextEntry(): Promise<RestApiRequestEntry>;
  use(stage: RestApiStageSnapshot): Promise<void>;
  /** GET with the API's name as Host. */
  get(path: string, fields?: string): Promise<RawAnswer>;
  close(): Promise<void>;
}

export async function startRestBench(
  over: Partial<RestApiGatewayOptions> = {},
): Promise<RestBench> {
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const snapshots = new SettableSnapshots();
  const entries: RestApiRequestEntry[] = [];
  const waiting: ((entry: RestApiRequestEntry) => void)[] = [];
  const gateway = new RestApiGateway({
    snapshots,
    listeners: {
      find: () => undefined,
      findByDnsName: () => undefined,
      findByLoadBalancer: () => undefined,
    },
    runtime,
    observer: {
      ...silentObserver,
      restApiRequest(entry) {
        entries.push(entry);
        waiting.shift()?.(entry);
      },
    },
    trustedCas: [],
    ...over,
  });
  const { server, sockets } = acceptInto(runtime, {
    onExchange(exchange) {
      const { request } = exchange;
      const invoke = parseInvokeTarget(request.get(FIELD_HOST) ?? "", request.target);
      if (invoke === null) exchange.abort(false);
      else gateway.handle(exchange, invoke);
    },
    onRefused: (refused) => gateway.refuse(refused, REST_API_ID),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    gateway,
    snapshots,
    entries,
    port,
    nextEntry: () => new Promise((resolve) => waiting.push(resolve)),
    use: (stage) => snapshots.set("rest-api-stage", `${stage.apiId}/${stage.stageName}`, stage),
    get: async (path, fields = "") =>
      parseAnswer(
        await exchangeBytes(
          "127.0.0.1",
          port,
          `GET ${path} HTTP/1.1\r\nHost: ${REST_API_HOST}\r\nConnection: close\r\n${fields}\r\n`,
        ),
      ),
    async close() {
      await gateway.close();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
      runtime.close();
    },
  };
}
