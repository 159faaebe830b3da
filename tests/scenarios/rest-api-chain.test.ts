// The stages that decide before a REST API's endpoint is asked, through the whole product: keys and plans, limits,
// validation, cache, canaries' logs; and bodies too large to be read first.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-protect.html
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CreateApiKeyCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  UpdateStageCommand,
  type PatchOperation,
} from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, expect, test } from "vitest";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";
import { startRestStack, type RestApiBed, type RestStack } from "../support/rest-stack.ts";

let stack: RestStack;
let target: RecordingTarget;
/** Answers with as many bytes as the path says, and tells how many it got. */
let sizes: Server;
let sizesPort: number;

beforeAll(async () => {
  target = await startRecordingTarget();
  sizes = createServer((request, response) => {
    let received = 0;
    request.on("data", (chunk: Buffer) => (received += chunk.length));
    request.on("end", () => {
      const length = Number(request.url?.slice(1));
      response.writeHead(200, { "Content-Length": length, "X-Received": received });
      response.end(Buffer.alloc(length, "x"));
    });
  });
  sizes.listen(0, "127.0.0.1");
  await once(sizes, "listening");
  sizesPort = (sizes.address() as AddressInfo).port;
  stack = await startRestStack();
});

afterAll(async () => {
  await stack.close();
  await target.close();
  sizes.closeAllConnections();
  sizes.close();
});

async function setStage(api: RestApiBed, patches: Record<string, string>): Promise<void> {
  const patchOperations: PatchOperation[] = Object.entries(patches).map(([path, value]) => ({
    op: "replace",
    path,
    value,
  }));
  await stack.client.send(
    new UpdateStageCommand({ restApiId: api.restApiId, stageName: "prod", patchOperations }),
  );
}

test("a method that requires an API key takes one of a plan with the stage, until the quota is used up", async () => {
  const { client } = stack;
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    method: { apiKeyRequired: true },
    integration: { uri: `http://127.0.0.1:${target.port}/` },
  });
  const url = `${await api.deploy()}/pets`;
  const key = await client.send(
    new CreateApiKeyCommand({ name: "mine", enabled: true, value: "k".repeat(20) }),
  );
  const plan = await client.send(
    new CreateUsagePlanCommand({
      name: "plan",
      quota: { limit: 2, period: "DAY" },
      apiStages: [{ apiId: api.restApiId, stage: "prod" }],
    }),
  );
  const ask = (value: string) => get(url, { "x-api-key": value });
  const forbidden = await ask("k".repeat(20));
  expect([forbidden.status, forbidden.body]).toEqual([403, '{"message":"Forbidden"}']);
  await client.send(
    new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" }),
  );
  expect((await get(url)).status).toBe(403);
  expect((await ask("another")).status).toBe(403);
  expect((await ask("k".repeat(20))).status).toBe(200);
  expect((await ask("k".repeat(20))).status).toBe(200);
  const exceeded = await ask("k".repeat(20));
  expect([exceeded.status, exceeded.body]).toEqual([429, '{"message":"Limit Exceeded"}']);
  expect(exceeded.head).toContain("x-amzn-ErrorType: LimitExceededException");
});

test("a stage's throttle refuses what is beyond its burst", async () => {
  const api = await stack.createApi();
  await api.method({ path: "/pets", integration: { uri: `http://127.0.0.1:${target.port}/` } });
  const url = `${await api.deploy()}/pets`;
  await setStage(api, { "/*/*/throttling/rateLimit": "0.001", "/*/*/throttling/burstLimit": "1" });
  expect((await get(url)).status).toBe(200);
  const refused = await get(url);
  expect([refused.status, refused.body]).toEqual([429, '{"message":"Too Many Requests"}']);
});

test("a validator tells what is missing, and refuses a body that does not conform", async () => {
  const { client } = stack;
  const api = await stack.createApi();
  const { restApiId } = api;
  await client.send(
    new CreateModelCommand({
      restApiId,
      name: "Pet",
      contentType: "application/json",
      schema: '{"type":"object","required":["name"]}',
    }),
  );
  const { id: requestValidatorId } = await client.send(
    new CreateRequestValidatorCommand({
      restApiId,
      name: "all",
      validateRequestBody: true,
      validateRequestParameters: true,
    }),
  );
  await api.method({
    path: "/pets",
    httpMethod: "POST",
    method: {
      requestValidatorId,
      requestModels: { "application/json": "Pet" },
      requestParameters: {
        "method.request.header.X-Kind": true,
        "method.request.querystring.q": true,
        "method.request.querystring.other": false,
      },
    },
    integration: { uri: `http://127.0.0.1:${target.port}/`, integrationHttpMethod: "POST" },
  });
  const url = `${await api.deploy()}/pets`;
  const post = async (query: string, headers: Record<string, string>, body: string) => {
    const response = await fetch(url + query, { method: "POST", headers, body });
    return [response.status, await response.text()];
  };
  const json = { "Content-Type": "application/json" };
  expect(await post("?q=%20", json, '{"name":"x"}')).toEqual([
    400,
    '{"message":"Missing required request parameters: [X-Kind, q]"}',
  ]);
  const complete = { ...json, "X-Kind": "cat" };
  expect(await post("?q=1", complete, '{"kind":"x"}')).toEqual([
    400,
    '{"message":"Invalid request body"}',
  ]);
  expect(await post("?q=1", complete, '{"name":"x"}')).toEqual([200, "hello\n"]);
  expect(target.heads.at(-1)).toContain("\r\nX-Kind: cat\r\n");
});

test("a stage's cache keeps answers to GET", async () => {
  const api = await stack.createApi();
  await api.method({ path: "/pets", integration: { uri: `http://127.0.0.1:${target.port}/` } });
  const url = `${await api.deploy()}/pets`;
  await setStage(api, { "/cacheClusterEnabled": "true", "/cacheClusterSize": "0.5" });
  await setStage(api, { "/*/*/caching/enabled": "true" });
  const before = target.heads.length;
  const first = await get(url);
  const second = await get(url);
  expect(target.heads.length - before).toBe(1);
  expect([second.status, second.body]).toEqual([first.status, first.body]);
  expect(second.head).toContain("\r\nX-Target: yes\r\n");
});

test("bodies too large to be read first stream both ways", async () => {
  const api = await stack.createApi();
  const megabytes = 3 * 1024 * 1024;
  await api.method({
    path: "/pets",
    httpMethod: "POST",
    integration: {
      uri: `http://127.0.0.1:${sizesPort}/${megabytes}`,
      integrationHttpMethod: "POST",
    },
  });
  const response = await fetch(`${await api.deploy()}/pets`, {
    method: "POST",
    body: Buffer.alloc(megabytes, "y"),
  });
  expect(response.headers.get("x-received")).toBe(String(megabytes));
  expect((await response.arrayBuffer()).byteLength).toBe(megabytes);
});

test("an API with a minimum compression size compresses for clients that name a coding, and reads coded bodies", async () => {
  const api = await stack.createApi({ minimumCompressionSize: 100 });
  await api.method({
    path: "/pets",
    integration: { uri: `http://127.0.0.1:${sizesPort}/5000` },
  });
  const url = `${await api.deploy()}/pets`;
  const plain = await get(url);
  expect(plain.head).toContain("\r\nContent-Length: 5000\r\n");
  const coded = await get(url, { "Accept-Encoding": "gzip" });
  expect(coded.head).toContain("\r\nContent-Encoding: gzip\r\n");
  expect(coded.body.length).toBeLessThan(1000);
});

test("a template of a private integration of the second kind takes the stage out of the path", async () => {
  const balancer = await stack.base.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "rest-override",
  });
  const connectionId = await stack.base.createVpcLink();
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    integration: {
      connectionType: "VPC_LINK",
      connectionId,
      integrationTarget: balancer.loadBalancerArn,
      uri: "http://pets.example/pets",
      requestTemplates: {
        "application/json": '#set($context.requestOverride.path = "/animals")',
      },
    },
  });
  expect((await get(`${await api.deploy()}/pets?q=1`)).status).toBe(200);
  expect(target.heads.at(-1)).toMatch(/^GET \/animals\?q=1 HTTP\/1\.1\r\n/);
});
