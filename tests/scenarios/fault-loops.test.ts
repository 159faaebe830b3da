// Configurations that lead back to themselves: each request comes to an end, and nothing else suffers.
import {
  CreateApiCommand,
  GetIntegrationsCommand,
  UpdateIntegrationCommand,
} from "@aws-sdk/client-apigatewayv2";
import {
  CreateTargetGroupCommand,
  ModifyListenerCommand,
  RegisterTargetsCommand,
  type ProtocolEnum,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { connectRaw } from "./raw-peer.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

let target: RecordingTarget;
let stack: PrivateStack;

beforeAll(async () => {
  target = await startRecordingTarget();
  stack = await startPrivateStack();
});

afterAll(async () => {
  await stack.close();
  await target.close();
});

/** Points the listener's traffic to the address that the listener itself is bound to. */
async function pointToItself(
  listenerArn: string,
  protocol: ProtocolEnum,
  name: string,
): Promise<number> {
  const { port } = await stack.listenerAddress(listenerArn);
  const { TargetGroups = [] } = await stack.elb.send(
    new CreateTargetGroupCommand({
      Name: name,
      Protocol: protocol,
      Port: port,
      VpcId: await stack.vpcId(),
      TargetType: "ip",
    }),
  );
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
  await stack.elb.send(
    new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: "127.0.0.1" }] }),
  );
  await stack.elb.send(
    new ModifyListenerCommand({
      ListenerArn: listenerArn,
      DefaultActions: [{ Type: "forward", TargetGroupArn }],
    }),
  );
  return port;
}

test("an API whose integration is the API itself ends with 431", async () => {
  const { ApiId = "" } = await stack.apigateway.send(
    new CreateApiCommand({ Name: "loop", ProtocolType: "HTTP", Target: "http://127.0.0.1:9/" }),
  );
  const { Items = [] } = await stack.apigateway.send(new GetIntegrationsCommand({ ApiId }));
  await stack.apigateway.send(
    new UpdateIntegrationCommand({
      ApiId,
      IntegrationId: Items[0]?.IntegrationId,
      IntegrationUri: `${stack.invokeUrl(ApiId)}/`,
    }),
  );
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => fetch(`${stack.invokeUrl(ApiId)}/round`)),
  );
  for (const answer of answers) {
    expect(answer.status).toBe(431);
    expect(await answer.json()).toEqual({ message: "Request Header Fields Too Large" });
  }
});

test("an ALB whose target is its own listener ends with 463", async () => {
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "alb-loop",
  });
  const port = await pointToItself(listenerArn, "HTTP", "alb-itself");
  const peer = await connectRaw(port);
  peer.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  expect(await peer.takeAll()).toMatch(/^HTTP\/1\.1 463 /);
  peer.socket.destroy();
});

test("an NLB whose target is its own listener resets, after a few flows", async () => {
  const { listenerArn } = await stack.createBalancer({
    type: "network",
    protocol: "TCP",
    targetPort: target.port,
    name: "nlb-loop",
  });
  const port = await pointToItself(listenerArn, "TCP", "nlb-itself");
  const sockets = () =>
    process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP")).length;
  const before = sockets();
  // The reset may come before the connection is seen to be open.
  const received = await connectRaw(port).then(
    async (peer) => {
      peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      return peer.takeAll();
    },
    () => "",
  );
  expect(received).toBe("");
  expect(sockets() - before).toBeLessThan(50);
  expect((await fetch(`${stack.postern.url}/_postern/health`)).status).toBe(200);
});
