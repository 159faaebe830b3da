// What a REST API's client gets when the endpoint fails, and what the execution log says of it: statuses, bodies and
// lines as AWS has them. 5xx bodies have a blank after the colon.
// https://repost.aws/knowledge-center/api-gateway-500-error-vpc
// https://repost.aws/knowledge-center/api-gateway-504-errors
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { once } from "node:events";
import { TestInvokeMethodCommand } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exchangeBytes, get, parseAnswer } from "../support/raw-request.ts";
import { startRestStack, type RestStack } from "../support/rest-stack.ts";

const INTERNAL_SERVER_ERROR = '{"message": "Internal server error"}';
const NETWORK_ERROR = '{"message": "Network error communicating with endpoint"}';
const TIMED_OUT = '{"message": "Endpoint request timed out"}';

let stack: RestStack;
const servers: { server: Server; sockets: Set<Socket> }[] = [];

beforeAll(async () => {
  stack = await startRestStack();
});

afterAll(async () => {
  await stack.close();
  for (const { server, sockets } of servers) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

/** An endpoint that does `serve` once the head of a request has come; its port. */
async function startEndpoint(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => serve(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push({ server, sockets });
  return (server.address() as AddressInfo).port;
}

async function apiTo(uri: string, timeoutInMillis?: number) {
  const api = await stack.createApi();
  const resourceId = await api.method({ path: "/pets", integration: { uri, timeoutInMillis } });
  const { restApiId } = api;
  return {
    url: `${await api.deploy()}/pets`,
    testInvoke: async () =>
      stack.client.send(new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: "GET" })),
  };
}

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

test.for([
  ["never answers", () => {}, 504, TIMED_OUT, "Execution failed due to a timeout error"],
  [
    "closes without an answer",
    (socket: Socket) => socket.end(),
    504,
    NETWORK_ERROR,
    "Execution failed due to a network error communicating with endpoint: Connection is closed",
  ],
  [
    "closes in the middle of an answer of known length",
    (socket: Socket) => socket.end(`${HEAD}Content-Length: 10\r\n\r\nhello`),
    504,
    NETWORK_ERROR,
    "Execution failed due to a network error communicating with endpoint: Connection is closed",
  ],
  [
    "closes in the middle of a chunked answer",
    (socket: Socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`),
    504,
    NETWORK_ERROR,
    "Execution failed due to a network error communicating with endpoint: Connection is closed",
  ],
  [
    "does not speak HTTP",
    (socket: Socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"),
    500,
    INTERNAL_SERVER_ERROR,
    "Execution failed due to configuration error: Malformed response from the endpoint",
  ],
] as const)(
  "an endpoint that %s gives its answer and its line in the log",
  async ([, serve, status, body, line]) => {
    const port = await startEndpoint(serve);
    const { url, testInvoke } = await apiTo(`http://127.0.0.1:${port}/`, 100);
    const answer = await get(url);
    expect(answer.status).toBe(status);
    expect(answer.body).toBe(body);
    expect(answer.head).toContain("\r\nx-amzn-ErrorType: InternalServerErrorException\r\n");
    const tried = await testInvoke();
    expect(tried.status).toBe(status);
    expect(tried.log).toContain(` : ${line}\n`);
  },
);

test("an endpoint that refuses connections gives 500", async () => {
  const port = await startEndpoint(() => {});
  servers.at(-1)?.server.close();
  const { url, testInvoke } = await apiTo(`http://127.0.0.1:${port}/`);
  const answer = await get(url);
  expect(answer.status).toBe(500);
  expect(answer.body).toBe(INTERNAL_SERVER_ERROR);
  expect((await testInvoke()).log).toContain(
    " : Execution failed due to configuration error: There was an internal error while executing your request\n",
  );
});

test("an https endpoint that speaks plain HTTP gives 500, and so does one whose certificate nobody trusts", async () => {
  const port = await startEndpoint((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const { url, testInvoke } = await apiTo(`https://127.0.0.1:${port}/`);
  expect((await get(url)).status).toBe(500);
  expect((await testInvoke()).log).toContain(
    " : Execution failed due to configuration error: Unrecognized SSL message, plaintext connection?\n",
  );
});

test("a URI with a parameter that no mapping gives a value gives 500", async () => {
  const { url, testInvoke } = await apiTo("http://127.0.0.1:9999/{id}");
  const answer = await get(url);
  expect(answer.status).toBe(500);
  expect(answer.body).toBe(INTERNAL_SERVER_ERROR);
  expect((await testInvoke()).log).toContain("Illegal character in path at index 22");
});

test("a chunked answer comes with its length; a streamed one as it comes", async () => {
  const chunks = `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`;
  const port = await startEndpoint((socket) => socket.end(chunks));
  const buffered = await apiTo(`http://127.0.0.1:${port}/`);
  const whole = await get(buffered.url);
  expect(whole.head).toContain("\r\nContent-Length: 5\r\n");
  expect(whole.body).toBe("hello");

  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    integration: { uri: `http://127.0.0.1:${port}/`, responseTransferMode: "STREAM" },
  });
  const streamed = await get(`${await api.deploy()}/pets`);
  expect(streamed.head).toContain("\r\nTransfer-Encoding: chunked\r\n");
  expect(streamed.body).toBe("5\r\nhello\r\n0\r\n\r\n");
});

test("a body beyond ten megabytes gets 413, headers beyond 10,240 bytes 431", async () => {
  const port = await startEndpoint((socket) => socket.end(`${HEAD}Content-Length: 0\r\n\r\n`));
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    httpMethod: "POST",
    integration: { uri: `http://127.0.0.1:${port}/`, integrationHttpMethod: "POST" },
  });
  const { hostname, port: edge, pathname } = new URL(`${await api.deploy()}/pets`);
  const ask = async (fields: string) =>
    parseAnswer(
      await exchangeBytes(
        hostname,
        Number(edge),
        `POST ${pathname} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${fields}\r\n`,
      ),
    );
  const tooLarge = await ask(`Content-Length: ${10 * 1024 * 1024 + 1}\r\n`);
  expect(tooLarge.status).toBe(413);
  expect(tooLarge.body).toBe('{"message":"Request Too Long"}');
  expect((await ask(`X-Long: ${"a".repeat(10_240)}\r\n`)).status).toBe(431);
});

test("a method without integration, and an AWS integration without an endpoint for it, give 500", async () => {
  const api = await stack.createApi();
  const resourceId = await api.method({
    path: "/call",
    integration: {
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations",
    },
  });
  const answer = await get(`${await api.deploy()}/call`);
  expect(answer.status).toBe(500);
  expect(answer.body).toBe(INTERNAL_SERVER_ERROR);
  const { log } = await stack.client.send(
    new TestInvokeMethodCommand({ restApiId: api.restApiId, resourceId, httpMethod: "GET" }),
  );
  expect(log).toContain(
    "Execution failed due to configuration error: Postern needs --lambda-endpoint to call lambda\n",
  );
});

test("TestInvokeMethod tells everything of a request that succeeds, in AWS's order", async () => {
  const port = await startEndpoint((socket) =>
    socket.end(`${HEAD}Content-Length: 5\r\nX-Own: 1\r\n\r\nhello`),
  );
  const api = await stack.createApi();
  const { restApiId } = api;
  const resourceId = await api.method({
    path: "/pets/{petId}",
    method: { requestParameters: { "method.request.path.petId": true } },
    integration: {
      uri: `http://127.0.0.1:${port}/animals/{petId}`,
      requestParameters: { "integration.request.path.petId": "method.request.path.petId" },
    },
  });
  const result = await stack.client.send(
    new TestInvokeMethodCommand({
      restApiId,
      resourceId,
      httpMethod: "GET",
      pathWithQueryString: "/pets/7?kind=cat",
      headers: { "X-Asked": "yes" },
    }),
  );
  expect(result.status).toBe(200);
  expect(result.body).toBe("hello");
  expect(result.headers?.["X-Own"]).toBe("1");
  const lines = (result.log ?? "").split("\n");
  const texts = lines
    .slice(1, -1)
    .map((line) => line.replace(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4} : /, ""))
    .map((line) => line.replace(/[\da-f-]{36}/, "UUID").replace(/Root=[\da-f-]+/, "TRACE"))
    .map((line) => line.replace(/\d+ ms/, "N ms"));
  expect(lines[0]).toMatch(/^Execution log for request [\da-f-]{36}$/);
  expect(texts).toEqual([
    "Starting execution for request: UUID",
    "HTTP Method: GET, Resource Path: /pets/7",
    "Method request path: {petId=7}",
    "Method request query string: {kind=cat}",
    "Method request headers: {X-Asked=yes}",
    "Method request body before transformations: ",
    `Endpoint request URI: http://127.0.0.1:${port}/animals/7?kind=cat`,
    `Endpoint request headers: {Host=127.0.0.1:${port}, X-Asked=yes, User-Agent=AmazonAPIGateway_${restApiId}, x-amzn-apigateway-api-id=${restApiId}, X-Amzn-Trace-Id=TRACE}`,
    "Endpoint request body after transformations: ",
    `Sending request to http://127.0.0.1:${port}/animals/7?kind=cat`,
    "Received response. Status: 200, Integration latency: N ms",
    "Endpoint response headers: {Content-Type=text/plain, Content-Length=5, X-Own=1}",
    "Endpoint response body before transformations: hello",
    "Method response body after transformations: hello",
    "Method response headers: {Content-Type=text/plain, x-amzn-Remapped-Content-Length=5, X-Own=1}",
    "Successfully completed execution",
    "Method completed with status: 200",
  ]);
});

test("an answer that trickles in is ended by the integration's timeout, counted in all", async () => {
  const port = await startEndpoint((socket) => {
    socket.write(`${HEAD}Content-Length: 1000\r\n\r\n`);
    const drip = setInterval(() => socket.write("x"), 50);
    socket.once("close", () => clearInterval(drip));
  });
  const { url } = await apiTo(`http://127.0.0.1:${port}/`, 500);
  const answer = await get(url);
  expect(answer.status).toBe(504);
  expect(answer.body).toBe(TIMED_OUT);
});
