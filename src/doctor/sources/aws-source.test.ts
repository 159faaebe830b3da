// An endpoint that answers as AWS does to somebody without permissions, and one that is not there at all.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createAwsClients, type AwsClients } from "./aws-clients.ts";
import { readAwsInventory } from "./aws-source.ts";

const open: { server: Server; clients: AwsClients }[] = [];

afterEach(async () => {
  for (const { server, clients } of open.splice(0)) {
    clients.close();
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }
});

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function start(answer: (path: string, body: string) => Reply): Promise<AwsClients> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const reply = answer(request.url ?? "", body);
      response.writeHead(reply.status, {
        "content-type": reply.type,
        ...(reply.status === 403 && { "x-amzn-errortype": "AccessDeniedException" }),
      });
      response.end(reply.body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients = await createAwsClients({
    endpoint,
    region: "eu-central-1",
    profile: null,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  open.push({ server, clients });
  return clients;
}

function refusal(path: string, body: string): Reply {
  if (path.startsWith("/_postern")) return { status: 404, type: "text/plain", body: "" };
  if (!body.startsWith("Action=")) {
    return { status: 403, type: "application/json", body: '{"message":"not authorized"}' };
  }
  const error = "<Error><Code>AccessDenied</Code><Message>not authorized</Message></Error>";
  const isEc2 = body.includes("Version=2016-11-15");
  const xml = isEc2
    ? `<Response><Errors>${error}</Errors><RequestID>r</RequestID></Response>`
    : `<ErrorResponse>${error}<RequestId>r</RequestId></ErrorResponse>`;
  return { status: 403, type: "text/xml", body: xml };
}

function json(value: unknown): Reply {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}

test("readAwsInventory() says of every part that it may not be read, and goes on", async () => {
  const inventory = await readAwsInventory(await start(refusal), { nowMs: 0, trustedCas: [] });
  expect(inventory.source).toMatchObject({ account: "", isPostern: false, kind: "aws" });
  expect(new Set(inventory.unreadable.map(({ part }) => part))).toEqual(
    new Set([
      "httpApis",
      "vpcLinks",
      "restApis",
      "restVpcLinks",
      "loadBalancers",
      "targetGroups",
      "certificates",
      "securityGroups",
      "subnets",
    ]),
  );
  for (const { why } of inventory.unreadable) expect(why).toMatch(/^AccessDenied.*not authorized$/);
});

test("readAwsInventory() knows that a deployment is there when it may not be exported", async () => {
  const clients = await start((path, body) => {
    if (path.startsWith("/v2/apis?"))
      return json({ items: [{ apiId: "a1", protocolType: "HTTP" }] });
    if (path.startsWith("/v2/apis/a1/stages")) {
      return json({ items: [{ stageName: "prod", deploymentId: "d1" }, { stageName: "new" }] });
    }
    if (/^\/v2\/apis\/a1\/(?:routes|integrations)/.test(path)) return json({ items: [] });
    return refusal(path, body);
  });
  const { httpApis, unreadable } = await readAwsInventory(clients, { nowMs: 0, trustedCas: [] });
  expect(httpApis[0]?.stages.map(({ deployed }) => deployed)).toEqual(["unreadable", null]);
  expect(unreadable).toContainEqual({
    part: "httpApis",
    what: "deployment of stage prod of HTTP API a1",
    why: "AccessDeniedException: not authorized",
  });
});

test("readAwsInventory() believes a stage that follows every change, but only if it did", async () => {
  const stage = { autoDeploy: true, deploymentId: "d1" };
  const clients = await start((path, body) => {
    if (path.startsWith("/v2/apis?"))
      return json({ items: [{ apiId: "a1", protocolType: "HTTP" }] });
    if (path.startsWith("/v2/apis/a1/stages")) {
      const done = "Successfully deployed stage with deployment ID 'd1'";
      const failed = "Deployment attempt failed: no";
      return json({
        items: [
          { ...stage, stageName: "done", lastDeploymentStatusMessage: done },
          { ...stage, stageName: "failed", lastDeploymentStatusMessage: failed },
        ],
      });
    }
    if (path.startsWith("/v2/apis/a1/routes")) {
      return json({ items: [{ routeId: "r1", routeKey: "GET /", authorizationType: "JWT" }] });
    }
    if (path.startsWith("/v2/apis/a1/integrations")) return json({ items: [] });
    return refusal(path, body);
  });
  const { httpApis } = await readAwsInventory(clients, { nowMs: 0, trustedCas: [] });
  const [done, failed] = httpApis[0]?.stages ?? [];
  expect(done?.deployed).toMatchObject({ routes: [{ RouteId: "r1", AuthorizationType: "JWT" }] });
  expect(failed?.deployed).toBe("unreadable");
});

/** One API with a TLS configuration that was set after its deployment; exports tell of it or never do. */
function changedApi(exportsTls: boolean) {
  const integration = {
    integrationId: "i1",
    integrationType: "HTTP_PROXY",
    integrationMethod: "ANY",
    integrationUri: "arn:listener",
    connectionType: "VPC_LINK",
    connectionId: "l1",
    payloadFormatVersion: "1.0",
    timeoutInMillis: 30_000,
    tlsConfig: { serverNameToVerify: "shop.example.com" },
  };
  const exported = (tlsConfig: unknown): Reply => {
    const value = {
      type: "http_proxy",
      httpMethod: "ANY",
      uri: "arn:listener",
      connectionType: "VPC_LINK",
      connectionId: "l1",
      payloadFormatVersion: "1.0",
      tlsConfig,
    };
    const operation = { "x-amazon-apigateway-integration": value };
    return json({ openapi: "3.0.1", info: { title: "a" }, paths: { "/a": { get: operation } } });
  };
  return (path: string, body: string): Reply => {
    if (path.startsWith("/v2/apis?"))
      return json({ items: [{ apiId: "a1", protocolType: "HTTP" }] });
    if (path.startsWith("/v2/apis/a1/stages")) {
      return json({ items: [{ stageName: "prod", deploymentId: "d1" }] });
    }
    if (path.startsWith("/v2/apis/a1/routes")) {
      const target = "integrations/i1";
      return json({ items: [{ routeId: "r1", routeKey: "GET /a", target }] });
    }
    if (path.startsWith("/v2/apis/a1/integrations")) return json({ items: [integration] });
    if (path.startsWith("/v2/apis/a1/exports/OAS30")) {
      const isOfStage = path.includes("stageName=prod");
      return exported(exportsTls && !isOfStage ? integration.tlsConfig : undefined);
    }
    return refusal(path, body);
  };
}

test("readAwsInventory() tells a member that was not deployed from one that exports lose", async () => {
  const source = { nowMs: 0, trustedCas: [] };
  const pending = await readAwsInventory(await start(changedApi(true)), source);
  const [before] = pending.httpApis[0]?.stages ?? [];
  expect(before?.deployed).toMatchObject({ integrations: [{ IntegrationId: "i1" }] });
  expect(before?.deployed).not.toMatchObject({ integrations: [{ TlsConfig: {} }] });
  const losing = await readAwsInventory(await start(changedApi(false)), source);
  expect(losing.httpApis[0]?.stages[0]?.deployed).toMatchObject({
    integrations: [{ IntegrationId: "i1", TlsConfig: { ServerNameToVerify: "shop.example.com" } }],
  });
  expect(losing.unreadable).toContainEqual({
    part: "httpApis",
    what: "TlsConfig of what stage prod of HTTP API a1 serves",
    why: "ExportApi does not tell it; what is configured is taken to be deployed",
  });
});

test("readAwsInventory() gives a deployed method the target that its VPC link must have", async () => {
  const integration = {
    type: "HTTP_PROXY",
    httpMethod: "GET",
    uri: "https://shop.example.com/",
    connectionType: "VPC_LINK",
    connectionId: "l1",
    integrationTarget: "arn:balancer",
  };
  const exported = { ...integration, type: "http_proxy", integrationTarget: undefined };
  const operation = { "x-amazon-apigateway-integration": exported, responses: {} };
  const clients = await start((path, body) => {
    if (path.startsWith("/restapis?")) return json({ item: [{ id: "a1", name: "pets" }] });
    if (path.startsWith("/restapis/a1/resources")) {
      const GET = { httpMethod: "GET", authorizationType: "NONE", methodIntegration: integration };
      return json({ item: [{ id: "root", path: "/", resourceMethods: { GET } }] });
    }
    if (path.startsWith("/restapis/a1/stages/prod/exports")) {
      return json({ openapi: "3.0.1", info: { title: "a" }, paths: { "/": { get: operation } } });
    }
    if (path.startsWith("/restapis/a1/stages")) {
      return json({ item: [{ stageName: "prod", deploymentId: "d1" }] });
    }
    return refusal(path, body);
  });
  const { restApis } = await readAwsInventory(clients, { nowMs: 0, trustedCas: [] });
  expect(restApis[0]?.stages[0]?.deployed).toMatchObject({
    resources: [
      {
        id: "root",
        resourceMethods: {
          GET: { methodIntegration: { integrationTarget: "arn:balancer", type: "HTTP_PROXY" } },
        },
      },
    ],
  });
});

test("readAwsInventory() rejects when nobody answers", async () => {
  const clients = await start(refusal);
  const [{ server }] = open as [(typeof open)[0]];
  server.close();
  server.closeAllConnections();
  await once(server, "close");
  open.length = 0;
  await expect(readAwsInventory(clients, { nowMs: 0, trustedCas: [] })).rejects.toThrow(
    /^Cannot read the account at http:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/,
  );
  clients.close();
});
