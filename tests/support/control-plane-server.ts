// The control plane alone behind a node:http server on a free loopback port, for tests of AWS APIs with real
// clients that need no data plane. Records are in memory; time is real.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../../src/base/clock.ts";
import { silentLogger, type Logger } from "../../src/base/logger.ts";
import type { BodyStream } from "../../src/protocol/http-message.ts";
import { createCertificateAuthority } from "../../src/services/acm/certificate-authority.ts";
import { ControlPlane } from "../../src/services/control-plane.ts";
import { HealthBoard } from "../../src/store/health-board.ts";
import { createMemoryStore } from "../../src/store/memory-store.ts";
import type { Store } from "../../src/store/store.ts";
import { openTelemetryStore } from "../../src/telemetry/database/open-telemetry-store.ts";
import type { TelemetryStore } from "../../src/telemetry/database/telemetry-store.ts";

export interface ControlPlaneServer {
  readonly url: string;
  readonly store: Store;
  readonly health: HealthBoard;
  /** Logs and metrics, in memory and in this thread. */
  readonly telemetry: TelemetryStore;
  /** What an SDK client is to be constructed with. */
  readonly clientConfig: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
  close(): Promise<void>;
}

const BODY_BYTES_MAX = 10 * 1024 * 1024;

export async function startControlPlaneServer(
  options: { logger?: Logger; region?: string; account?: string } = {},
): Promise<ControlPlaneServer> {
  const { logger = silentLogger, region = "us-east-1", account = "000000000000" } = options;
  const store = createMemoryStore();
  const health = new HealthBoard();
  const telemetry = openTelemetryStore({
    directory: null,
    clock: systemClock,
    logger,
    runsInProcess: true,
  });
  const controlPlane = new ControlPlane({
    store,
    clock: systemClock,
    logger,
    health,
    localAuthority: createCertificateAuthority({ load: () => undefined, save: () => {} }),
    metrics: telemetry.metrics,
    logs: telemetry.logs,
    region,
    account,
    bodyBytesMax: BODY_BYTES_MAX,
  });
  const server = createServer((request, response) => {
    void readWhole(request).then(async (body) => {
      const [rawPath = "", ...rest] = (request.url ?? "").split("?");
      const answer = await controlPlane.handle({
        method: request.method ?? "",
        rawPath,
        rawQuery: rest.join("?"),
        headers: new Map(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
        body,
      });
      response.writeHead(answer.status, answer.headers);
      if (answer.stream === undefined) response.end(answer.body);
      else await sendStream(answer.stream, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    store,
    health,
    telemetry,
    clientConfig: {
      endpoint: url,
      region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    },
    async close() {
      controlPlane.forgetLater();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await telemetry.close();
      await store.close();
    },
  };
}

/** As the edge does, but for readers that take everything. */
async function sendStream(stream: BodyStream, response: ServerResponse): Promise<void> {
  response.on("close", () => stream.stop());
  for (;;) {
    const piece = await stream.next();
    if (piece === null) break;
    response.write(piece);
  }
  response.end();
}

async function readWhole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
