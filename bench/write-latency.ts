// How soon a write is live with a thousand APIs in the store: from sending UpdateApi (a CORS setting of an API with
// automatic deployment) to the first answer that shows it.
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  UpdateApiCommand,
} from "@aws-sdk/client-apigatewayv2";
import { median } from "./load.ts";
import { clientConfig, startPostern } from "./postern-stack.ts";

const APIS = 1000;
const WRITES = 50;
const AT_ONCE = 20;

export async function measureWriteLatency(): Promise<void> {
  const { process, url } = await startPostern(null);
  const apigateway = new ApiGatewayV2Client(clientConfig(url));
  try {
    const ids: string[] = [];
    while (ids.length < APIS) {
      const creating = Array.from({ length: AT_ONCE }, (_, index) =>
        apigateway.send(
          new CreateApiCommand({
            Name: `api-${ids.length + index}`,
            ProtocolType: "HTTP",
            Target: "http://127.0.0.1:9/",
          }),
        ),
      );
      ids.push(...(await Promise.all(creating)).map(({ ApiId = "" }) => ApiId));
    }
    const times: number[] = [];
    for (let i = 0; i < WRITES; i++)
      times.push(await timeToLive(apigateway, url, ids[i * 20] ?? "", i));
    console.log(
      `A write is live with ${APIS} APIs in the store: median ${median(times).toFixed(1)} ms, ` +
        `slowest ${Math.max(...times).toFixed(1)} ms of ${WRITES} (bar: 20)`,
    );
  } finally {
    apigateway.destroy();
    await process.stop();
  }
}

async function timeToLive(
  apigateway: ApiGatewayV2Client,
  url: string,
  apiId: string,
  index: number,
): Promise<number> {
  const origin = `https://origin-${index}.example`;
  const startedAt = performance.now();
  await apigateway.send(
    new UpdateApiCommand({
      ApiId: apiId,
      CorsConfiguration: { AllowOrigins: [origin], AllowMethods: ["GET"] },
    }),
  );
  for (;;) {
    const response = await fetch(`${url}/_aws/execute-api/${apiId}/%24default/`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
    await response.arrayBuffer();
    if (response.headers.get("access-control-allow-origin") === origin) {
      return performance.now() - startedAt;
    }
  }
}
