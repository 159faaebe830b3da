// Configuration that changes under traffic, many hands at once, and a reset of much: no request is lost or served
// by what never was, and every list agrees with what was answered.
import {
  CreateApiCommand,
  CreateDeploymentCommand,
  DeleteApiCommand,
  GetApisCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import {
  AddListenerCertificatesCommand,
  CreateRuleCommand,
  DeleteRuleCommand,
  DeregisterTargetsCommand,
  ModifyListenerCommand,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { RawTarget, answerAll, ok } from "./raw-peer.ts";

let target: RawTarget;
let other: RawTarget;
let stack: PrivateStack;

beforeEach(async () => {
  target = await RawTarget.start(answerAll(() => ok("one")));
  other = await RawTarget.start(answerAll(() => ok("two")));
  stack = await startPrivateStack();
});

afterEach(async () => {
  await stack.close();
  target.close();
  other.close();
});

/** Asks without a pause until `stop`, which gives the bodies of all answers, each a 200. */
function load(url: string): { bodies: string[]; stop: () => Promise<string[]> } {
  const bodies: string[] = [];
  let isOver = false;
  const clients = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const response = await fetch(`${url}/x`);
      const body = await response.text();
      expect(`${response.status} ${body}`).toMatch(/^200 /);
      bodies.push(body);
    }
  });
  return {
    bodies,
    async stop() {
      isOver = true;
      await Promise.all(clients);
      return bodies;
    },
  };
}

async function untilMore(bodies: readonly string[], count: number): Promise<void> {
  const goal = bodies.length + count;
  while (bodies.length < goal) await new Promise((resolve) => setImmediate(resolve));
}

test("rules, targets, certificates and deployments change under load without a request lost", async () => {
  const balancer = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
    certificateName: "in.example.com",
  });
  const api = await stack.createPrivateApi({
    listenerArn: balancer.listenerArn,
    vpcLinkId: await stack.createVpcLink(),
    serverName: "in.example.com",
  });
  const traffic = load(api.url);
  await untilMore(traffic.bodies, 20);
  const targets = (port: number) => ({
    TargetGroupArn: balancer.targetGroupArn,
    Targets: [{ Id: "127.0.0.1", Port: port }],
  });
  for (let round = 0; round < 4; round++) {
    const { Rules = [] } = await stack.elb.send(
      new CreateRuleCommand({
        ListenerArn: balancer.listenerArn,
        Priority: 1,
        Conditions: [{ Field: "path-pattern", Values: ["/x"] }],
        Actions: [
          {
            Type: "fixed-response",
            FixedResponseConfig: { StatusCode: "200", MessageBody: "rule" },
          },
        ],
      }),
    );
    await untilMore(traffic.bodies, 10);
    await stack.elb.send(new DeleteRuleCommand({ RuleArn: Rules[0]?.RuleArn }));
    await stack.elb.send(new RegisterTargetsCommand(targets(other.port)));
    const CertificateArn = await stack.createCertificate("in.example.com");
    await stack.elb.send(
      new AddListenerCertificatesCommand({
        ListenerArn: balancer.listenerArn,
        Certificates: [{ CertificateArn: await stack.createCertificate("other.example.com") }],
      }),
    );
    await stack.elb.send(
      new ModifyListenerCommand({
        ListenerArn: balancer.listenerArn,
        Certificates: [{ CertificateArn }],
      }),
    );
    await untilMore(traffic.bodies, 10);
    await stack.elb.send(new DeregisterTargetsCommand(targets(other.port)));
    await stack.apigateway.send(
      new UpdateIntegrationCommand({
        ApiId: api.apiId,
        IntegrationId: api.integrationId,
        TimeoutInMillis: 10_000 + round,
      }),
    );
    await stack.apigateway.send(
      new UpdateStageCommand({
        ApiId: api.apiId,
        StageName: "$default",
        StageVariables: { round: String(round) },
      }),
    );
    await untilMore(traffic.bodies, 10);
  }
  const bodies = await traffic.stop();
  expect(new Set(bodies)).toEqual(new Set(["one", "two", "rule"]));
});

test("two hundred APIs made and deleted at once leave every list as it was answered", async () => {
  const { apigateway } = stack;
  const create = async (Name: string) => {
    const { ApiId = "" } = await apigateway.send(
      new CreateApiCommand({
        Name,
        ProtocolType: "HTTP",
        Target: `http://127.0.0.1:${target.port}`,
      }),
    );
    return ApiId;
  };
  const list = async () => {
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await apigateway.send(new GetApisCommand({ NextToken, MaxResults: "30" }));
      found.push(...(page.Items ?? []).map(({ ApiId = "" }) => ApiId));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found.toSorted();
  };
  const ids = await Promise.all(Array.from({ length: 200 }, async (_, i) => create(`api${i}`)));
  expect(await list()).toEqual(ids.toSorted());
  const [deleted, kept] = [ids.slice(0, 100), ids.slice(100)];
  const [, fresh] = await Promise.all([
    Promise.all(deleted.map(async (ApiId) => apigateway.send(new DeleteApiCommand({ ApiId })))),
    Promise.all(Array.from({ length: 50 }, async (_, i) => create(`fresh${i}`))),
    Promise.all(kept.map(async (ApiId) => apigateway.send(new CreateDeploymentCommand({ ApiId })))),
  ]);
  expect(await list()).toEqual([...kept, ...fresh].toSorted());
  for (const id of [...kept.slice(0, 5), ...fresh.slice(0, 5)]) {
    expect((await fetch(`${stack.invokeUrl(id)}/`)).status).toBe(200);
  }
  for (const id of deleted.slice(0, 5)) {
    expect((await fetch(`${stack.invokeUrl(id)}/`)).status).toBe(404);
  }
  const again = await Promise.allSettled(
    deleted.slice(0, 3).map(async (ApiId) => apigateway.send(new DeleteApiCommand({ ApiId }))),
  );
  for (const result of again) {
    expect(result).toMatchObject({ status: "rejected", reason: { name: "NotFoundException" } });
  }
});

test("a reset of five hundred APIs under load takes less than a second, and all of them are gone", async () => {
  const { apigateway } = stack;
  const ids = await Promise.all(
    Array.from({ length: 500 }, async (_, i) => {
      const { ApiId = "" } = await apigateway.send(
        new CreateApiCommand({
          Name: `api${i}`,
          ProtocolType: "HTTP",
          Target: `http://127.0.0.1:${target.port}`,
        }),
      );
      return ApiId;
    }),
  );
  let isOver = false;
  const clients = ids.slice(0, 8).map(async (id) => {
    while (!isOver) {
      const response = await fetch(`${stack.invokeUrl(id)}/x`);
      expect(`${response.status} ${await response.text()}`).toMatch(
        /^(?:200 one|404 \{"message":"Not Found"\})$/,
      );
    }
  });
  const startedAtMs = performance.now();
  const reset = await fetch(`${stack.postern.url}/_postern/reset`, { method: "POST" });
  expect(reset.status).toBe(200);
  expect(performance.now() - startedAtMs).toBeLessThan(1000);
  for (const id of ids.slice(-5)) {
    expect((await fetch(`${stack.invokeUrl(id)}/x`)).status).toBe(404);
  }
  isOver = true;
  await Promise.all(clients);
  expect((await apigateway.send(new GetApisCommand({}))).Items).toEqual([]);
});
