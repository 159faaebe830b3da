// The same Postern, read through its AWS APIs as an account would be, and read from its store: both inventories are
// the same, property for property.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteMethodCommand,
  DeleteResourceCommand,
  UpdateIntegrationCommand as UpdateRestIntegrationCommand,
} from "@aws-sdk/client-api-gateway";
import {
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteRouteCommand,
  GetRoutesCommand,
  UpdateIntegrationCommand,
} from "@aws-sdk/client-apigatewayv2";
import { ImportCertificateCommand } from "@aws-sdk/client-acm";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
} from "@aws-sdk/client-ec2";
import {
  AddListenerCertificatesCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeregisterTargetsCommand,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Inventory } from "../../src/doctor/inventory.ts";
import { createAwsClients } from "../../src/doctor/sources/aws-clients.ts";
import { readAwsInventory } from "../../src/doctor/sources/aws-source.ts";
import { readStoreInventory } from "../../src/doctor/sources/store-source.ts";
import { HealthBoard } from "../../src/store/health-board.ts";
import { openSqliteStore } from "../../src/store/sqlite-store.ts";
import { startPosternProcess } from "../support/postern-process.ts";
import { stackOfProcess } from "../support/process-stack.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";
import type { MadeBalancer } from "../support/private-stack.ts";
import type { RestStack } from "../support/rest-stack.ts";
import { createTestAuthority } from "../support/test-certificates.ts";

let directory: string;
let target: RecordingTarget;
let fromAws: Inventory;
let fromStore: Inventory;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "postern-doctor-"));
  target = await startRecordingTarget();
  const process = await startPosternProcess("--data-dir", directory);
  const stack = stackOfProcess(process);
  try {
    await buildRichStack(stack);
    const clients = await createAwsClients({
      endpoint: process.url,
      region: "us-east-1",
      profile: null,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    fromAws = await readAwsInventory(clients, { nowMs: Date.now(), trustedCas: [] });
    clients.close();
    const authority = await (await fetch(`${process.url}/_postern/ca.pem`)).text();
    await stack.close();
    fromStore = await readStore(authority);
  } finally {
    await process.stop();
  }
});

afterAll(async () => {
  await target.close();
  rmSync(directory, { recursive: true, force: true });
});

async function readStore(authority: string): Promise<Inventory> {
  const store = openSqliteStore(directory);
  const { account, region } = fromAws.source;
  const options = {
    scope: { account, region },
    health: healthAsSeen(),
    nowMs: Date.now(),
    trustedCas: [authority],
    name: "Postern",
  };
  const inventory = await store.read((records) => readStoreInventory(records, options));
  await store.close();
  return inventory;
}

/** The process took its health board with it: what it said last. */
function healthAsSeen(): HealthBoard {
  const board = new HealthBoard();
  for (const { arn, targets } of fromAws.targetGroups) {
    for (const {
      target: { Id = "", Port = 0 },
      health,
    } of targets) {
      const { State = "initial", Reason = "", Description = "" } = health ?? {};
      if (State !== "healthy" && State !== "unhealthy") continue;
      const state = { state: State, reason: Reason, description: Description, sinceMs: 0 };
      board.set(arn, `${Id}:${Port}`, state);
    }
  }
  return board;
}

async function buildRichStack(stack: RestStack): Promise<void> {
  const { base } = stack;
  const targetPort = target.port;
  const securityGroupId = await createSecurityGroup(stack);
  const alb = await base.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort,
    certificateName: "shop.example.com",
    securityGroups: [securityGroupId],
  });
  const nlb = await base.createBalancer({ type: "network", protocol: "TLS", targetPort });
  await addToListener(stack, alb);
  await addUnusedTargetGroup(stack, alb);
  const vpcLinkId = await base.createVpcLink([securityGroupId]);
  const { listenerArn } = alb;
  await base.createPrivateApi({ listenerArn, vpcLinkId, serverName: "shop.example.com" });
  await createChangedHttpApi(stack, { listenerArn, vpcLinkId });
  await createChangedRestApi(stack, nlb);
}

async function createSecurityGroup({ base }: RestStack): Promise<string> {
  const VpcId = await base.vpcId();
  const { GroupId = "" } = await base.ec2.send(
    new CreateSecurityGroupCommand({ GroupName: "links", Description: "Links", VpcId }),
  );
  await base.ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: "10.0.0.0/8" }, { CidrIp: "172.31.0.0/16" }],
          Ipv6Ranges: [{ CidrIpv6: "fd00::/8" }],
          UserIdGroupPairs: [{ GroupId }],
          PrefixListIds: [{ PrefixListId: "pl-0a1b2c3d" }],
        },
        { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId }] },
      ],
    }),
  );
  return GroupId;
}

/** A self-signed certificate beside the default one, and a rule before the default one. */
async function addToListener({ base }: RestStack, alb: MadeBalancer): Promise<void> {
  const authority = await createTestAuthority();
  const made = await authority.issue({ dnsNames: ["self.example.com"], selfSigned: true });
  const { CertificateArn } = await base.acm.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(made.chainPem),
      PrivateKey: Buffer.from(made.keyPem),
    }),
  );
  const ListenerArn = alb.listenerArn;
  await base.elb.send(
    new AddListenerCertificatesCommand({ ListenerArn, Certificates: [{ CertificateArn }] }),
  );
  for (const Priority of [20, 3]) {
    await base.elb.send(
      new CreateRuleCommand({
        ListenerArn,
        Priority,
        Conditions: [{ Field: "host-header", Values: [`host${Priority}.example.com`] }],
        Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
      }),
    );
  }
}

async function addUnusedTargetGroup({ base }: RestStack, alb: MadeBalancer): Promise<void> {
  const { TargetGroups = [] } = await base.elb.send(
    new CreateTargetGroupCommand({
      Name: "unused",
      Protocol: "HTTP",
      Port: 8080,
      VpcId: await base.vpcId(),
      TargetType: "ip",
    }),
  );
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn;
  await base.elb.send(
    new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: "127.0.0.1" }] }),
  );
  const draining = { TargetGroupArn: alb.targetGroupArn, Targets: [{ Id: "127.0.0.1", Port: 9 }] };
  await base.elb.send(new RegisterTargetsCommand(draining));
  await base.elb.send(new DeregisterTargetsCommand(draining));
}

/** Deployed by hand, then changed in every way that an export has to be matched with. */
async function createChangedHttpApi(
  { base }: RestStack,
  wish: { listenerArn: string; vpcLinkId: string },
): Promise<void> {
  const { apigateway } = base;
  const { apiId: ApiId, integrationId } = await base.createPrivateApi({
    ...wish,
    autoDeploy: false,
  });
  const { IntegrationId: publicId = "" } = await apigateway.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "GET",
      IntegrationUri: "https://example.com/{proxy}",
      PayloadFormatVersion: "1.0",
      TimeoutInMillis: 5_000,
      Description: "Elsewhere",
      RequestParameters: { "overwrite:header.x-stage": "$context.stage" },
    }),
  );
  const routes: [string, string][] = [
    ["GET /pets", integrationId],
    ["GET /gone", publicId],
    ["ANY /{proxy+}", publicId],
  ];
  for (const [RouteKey, id] of routes) {
    const Target = `integrations/${id}`;
    await apigateway.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
  }
  await apigateway.send(new CreateRouteCommand({ ApiId, RouteKey: "POST /nowhere" }));
  await apigateway.send(new CreateDeploymentCommand({ ApiId, StageName: "$default" }));
  await apigateway.send(new CreateStageCommand({ ApiId, StageName: "empty" }));
  await apigateway.send(
    new UpdateIntegrationCommand({
      ApiId,
      IntegrationId: integrationId,
      TlsConfig: { ServerNameToVerify: "shop.example.com" },
    }),
  );
  const { Items = [] } = await apigateway.send(new GetRoutesCommand({ ApiId }));
  const RouteId = Items.find((route) => route.RouteKey === "GET /gone")?.RouteId ?? "";
  await apigateway.send(new DeleteRouteCommand({ ApiId, RouteId }));
}

async function createChangedRestApi(stack: RestStack, nlb: MadeBalancer): Promise<void> {
  const connectionId = await stack.createNlbLink(nlb.loadBalancerArn);
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" }],
  });
  const api = await stack.createApi({ name: "pets", policy });
  const { restApiId } = api;
  const petsId = await api.method({
    path: "/pets",
    integration: { connectionType: "VPC_LINK", connectionId, uri: "http://in.example.com/pets" },
  });
  await api.method({
    path: "/pets/{petId}/toys",
    method: { apiKeyRequired: true, requestParameters: { "method.request.path.petId": true } },
    integration: {
      uri: "https://example.com/toys/{petId}",
      requestParameters: { "integration.request.path.petId": "method.request.path.petId" },
      cacheKeyParameters: ["method.request.path.petId"],
      tlsConfig: { insecureSkipVerification: true },
      timeoutInMillis: 3000,
    },
  });
  await api.method({
    path: "/mock",
    integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
    responses: {
      "200": { responseTemplates: { "application/json": "" } },
      "404": {
        selectionPattern: "4..",
        responseParameters: { "method.response.header.X-A": "'a'" },
      },
    },
  });
  const goneId = await api.method({ path: "/gone", integration: { uri: "https://example.com/" } });
  await api.deploy("prod", { host: "in.example.com" });
  const method = { restApiId, resourceId: petsId, httpMethod: "GET" };
  const patchOperations = [
    { op: "replace" as const, path: "/uri", value: "https://in.example.com/pets" },
  ];
  await stack.client.send(new UpdateRestIntegrationCommand({ ...method, patchOperations }));
  await stack.client.send(new DeleteResourceCommand({ restApiId, resourceId: goneId }));
  const mockId = await api.resource("/mock");
  await stack.client.send(
    new DeleteMethodCommand({ restApiId, resourceId: mockId, httpMethod: "GET" }),
  );
}

/** Lists in an order of their own, members that hold nothing left out. */
function comparable(value: unknown): unknown {
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  if (value instanceof Map) return comparable([...value]);
  if (Array.isArray(value)) {
    const texts = new Map(
      value.map((each) => [JSON.stringify(comparable(each)), comparable(each)]),
    );
    return [...texts.keys()].toSorted().map((text) => texts.get(text));
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, comparable(member)]));
}

const PARTS = [
  "httpApis",
  "restApis",
  "vpcLinks",
  "restVpcLinks",
  "loadBalancers",
  "listeners",
  "targetGroups",
  "certificates",
  "securityGroups",
  "subnets",
  "unreadable",
] as const satisfies readonly (keyof Inventory)[];

test.each(PARTS)("readAwsInventory() and readStoreInventory() agree on %s", (part) => {
  expect(fromStore[part].length).toBeGreaterThan(0);
  expect(comparable(fromAws[part])).toEqual(comparable(fromStore[part]));
});

test("readAwsInventory() keeps rules in order of priority, the default rule last", () => {
  const rules = fromAws.listeners.map((item) => item.rules.map(({ Priority }) => Priority));
  expect(rules).toContainEqual(["3", "20", "default"]);
  expect(fromStore.listeners.map((item) => item.rules.map(({ Priority }) => Priority))).toEqual(
    expect.arrayContaining(rules),
  );
});

test("readAwsInventory() recognises Postern and what its certificates lead to", () => {
  expect(fromAws.source.isPostern).toBe(true);
  const judged = fromAws.certificates.map(({ names, isTrusted, distrust }) => [
    names[0],
    isTrusted,
    distrust,
  ]);
  expect(judged).toContainEqual(["shop.example.com", true, ""]);
  expect(judged).toContainEqual(["self.example.com", false, "it is self-signed"]);
});

test("readAwsInventory() names deployed integrations as the configured ones", () => {
  const api = fromAws.httpApis.find(({ stages }) => stages.some(({ stage }) => !stage.AutoDeploy));
  const [stage] = api?.stages.filter((item) => item.stage.StageName === "$default") ?? [];
  const deployed = typeof stage?.deployed === "object" ? stage.deployed : null;
  const configured = api?.integrations.find((each) => each.TlsConfig !== undefined);
  const before = deployed?.integrations.find(
    (each) => each.IntegrationId === configured?.IntegrationId,
  );
  expect(before).toBeDefined();
  expect(before?.TlsConfig).toBeUndefined();
  expect(api?.stages.find((item) => item.stage.StageName === "empty")?.deployed).toBeNull();
});
